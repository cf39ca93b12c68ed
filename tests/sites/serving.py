"""A small site on loopback: addresses and their answers, told what was asked for and as whom."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class SmallSite:
    """Serves ``pages`` (path to (media type, bytes), or to a function of the user agent that gives them)."""

    def __init__(self, pages):
        self.asked = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                agent = self.headers.get("User-Agent", "")
                site.asked.append((self.path, agent))
                found = pages.get(self.path)
                found = found(agent) if callable(found) else found
                kind, body = found or ("text/plain", b"none")
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args):
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self):
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def html(title, body):
    return "text/html; charset=utf-8", f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1>{body}".encode()
