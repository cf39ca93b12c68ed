"""What requests of a page in the browser are answered with in place of a server. Calm."""

import base64
from typing import Any, Final

SAFE: Final = frozenset({"GET", "HEAD"})  # methods that are sent


def asks_for(request: dict[str, Any]) -> str:
    """The method that a preflight asks leave for; empty when ``request`` is none."""
    return _header(request, "access-control-request-method") if request["method"] == "OPTIONS" else ""


def leave_for(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to a preflight: it may be asked. Whether the page sees its data says the server's own answer."""
    headers = {
        "Access-Control-Allow-Origin": _header(request, "origin") or "*",
        "Access-Control-Allow-Methods": ", ".join(sorted(SAFE)),
        "Access-Control-Allow-Headers": _header(request, "access-control-request-headers"),
        "Access-Control-Allow-Credentials": "true",
    }
    lines = [{"name": name, "value": value} for name, value in headers.items() if value]
    return {"responseCode": 204, "responseHeaders": lines}


def answer_of(body: bytes, policy: str) -> dict[str, Any]:
    """The answer that gives the browser a page that was fetched already, under a policy of ours."""
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
    }
    return {
        "responseCode": 200,
        "responseHeaders": [{"name": name, "value": value} for name, value in headers.items()],
        "body": base64.b64encode(body).decode(),
    }


def _header(request: dict[str, Any], name: str) -> str:
    return next((str(value) for key, value in request["headers"].items() if key.lower() == name), "")
