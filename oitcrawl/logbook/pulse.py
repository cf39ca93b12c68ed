"""How the site itself did while it was visited: whether its home page answered, how safely, and how fast."""

from array import array
from dataclasses import dataclass, field, replace

from oitcrawl.model.coverage import Vitals
from oitcrawl.model.visit import Failed, Fetched, Refused, Visit

_SLOW = 0.9  # share of the pages that the slower figure speaks of
SOUND, PLAIN = "sound", "none"


@dataclass(slots=True)
class Pulse:
    """Grows while the survey walks; ``home`` is the address of the home page, empty where there is none."""

    home: str = ""
    _times: "array[float]" = field(default_factory=lambda: array("f"))
    _answer: Fetched | Failed | Refused | None = None

    def note(self, url: str, answer: Visit) -> None:
        """Remember how the home page answered, when ``url`` is that; the last answer counts."""
        if url == self.home and isinstance(answer, Fetched | Failed | Refused):
            self._answer = answer

    def time(self, answer: Fetched) -> None:
        """Count the time of a page; one that was not measured, as it came from an earlier scan, is left out."""
        if answer.elapsed > 0:
            self._times.append(answer.elapsed)

    def vitals(self) -> Vitals | None:
        """What was seen; None where no home page was asked for."""
        if not self.home or self._answer is None:
            return None
        times = sorted(self._times)
        return replace(
            _of_home(self._answer),
            timed=len(times),
            median=round(times[len(times) // 2], 3) if times else 0.0,
            slow=round(times[min(int(len(times) * _SLOW), len(times) - 1)], 3) if times else 0.0,
        )


def _of_home(answer: Fetched | Failed | Refused) -> Vitals:
    match answer:
        case Fetched():
            tls = answer.tls.value if answer.tls else SOUND if answer.final_url.startswith("https:") else PLAIN
            return Vitals(home=answer.final_url, home_seconds=round(answer.elapsed, 3), tls=tls)
        case Failed():
            return Vitals(home_cause=answer.cause.value, tls=answer.tls.value if answer.tls else "")
        case Refused():
            return Vitals(home_cause=answer.by.value)
