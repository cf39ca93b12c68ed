"""How everything stands as Prometheus text, by its naming conventions. Calm."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from oitcrawl.model.standing import Standing, State

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_MOST_CAUSES: Final = 20
Labels = tuple[tuple[str, str], ...]
Sample = tuple[Labels, float]


def prometheus(standing: Standing) -> str:
    """``standing`` as a page of metrics, the same for the same values."""
    return "".join(_page(standing))


def _page(now: Standing) -> Iterator[str]:
    yield from _gauge("build_info", "Version of oitcrawl.", [((("version", now.version),), 1)])
    yield from _gauge("status_timestamp_seconds", "When this was told.", [((), now.at.timestamp())])
    yield from _gauge(
        "agencies", "Agencies by how they stand.", [((("state", state.value),), now.count(state)) for state in State]
    )
    yield from _agencies(now)
    yield from _gauge(
        "failing_agencies",
        "Agencies whose last try brought no whole scan, by cause.",
        [((("cause", cause),), count) for cause, count in now.causes[:_MOST_CAUSES]],
    )
    yield from _gauge("store_size_bytes", "Size of the database.", [((), now.store_bytes)])
    if now.free_bytes is not None:
        yield from _gauge("disk_free_bytes", "Free room on the disk of the data.", [((), now.free_bytes)])
    kinds = {one.kind for one in now.troubles}
    yield from _gauge(
        "trouble",
        "1 where something is wrong with the scanner itself.",
        [
            ((("kind", kind),), float(kind in kinds))
            for kind in sorted({"clock", "disk", "queue", "unreachable"} | kinds)
        ],
    )
    if now.queue is not None:
        states = ("waiting", "later", "running", "failed")
        yield from _gauge(
            "queue_jobs",
            "Scans in the queue of the fleet.",
            [((("state", state),), getattr(now.queue, state)) for state in states],
        )
        yield from _gauge("queue_workers", "Workers with a sign of life.", [((), now.queue.workers)])


def _agencies(now: Standing) -> Iterator[str]:
    """When the last whole scan of each agency was begun: an age would be wrong by the time it is read."""
    yield from _gauge(
        "agency_last_good_scan_timestamp_seconds",
        "When the last whole scan of an agency was begun.",
        [(_of(one.code, one.group), one.good.timestamp()) for one in now.agencies if one.good],
    )
    yield from _gauge(
        "agency_healthy",
        "0 for an agency that was never scanned, whose last try failed, or whose last whole scan is too old.",
        [(_of(one.code, one.group), float(one.state is State.FINE)) for one in now.agencies],
    )


def _of(code: str, group: str) -> Labels:
    return (("agency", code), ("group", group)) if group else (("agency", code),)


def _gauge(name: str, told: str, samples: Iterable[Sample], kind: Literal["gauge"] = "gauge") -> Iterator[str]:
    full = f"oitcrawl_{name}"
    yield f"# HELP {full} {told}\n# TYPE {full} {kind}\n"
    for labels, value in samples:
        inside = ",".join(f'{key}="{escaped(text)}"' for key, text in labels)
        yield f"{full}{f'{{{inside}}}' if inside else ''} {_number(value)}\n"


def escaped(text: str) -> str:
    """The value of a label as the format wants it: backslash, quote and line feed escaped."""
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
