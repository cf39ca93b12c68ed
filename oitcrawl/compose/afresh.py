"""Judges the stored contents of every agency again, one at a time: what is done already is passed over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

from oitcrawl.compose.delivery import Delivery
from oitcrawl.compose.rejudge import Again, judge_again
from oitcrawl.errors import OitcrawlError, OwnFailure
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.formats import DEFAULT_FORMATS
from oitcrawl.model.glance import Glance
from oitcrawl.model.scan import AgencyScan
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.store.scans import Beside
from oitcrawl.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How all are judged again; None is as it was.

    Attributes:
        edition: of the rules.
        fiscal_year: Buddhist year assessed.
        as_of: the day for which they are judged.
        formats: of the reports; empty writes none.
        again: also those that are judged under these rules already.
    """

    edition: str | None = None
    fiscal_year: int | None = None
    as_of: date | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one agency; it travels between processes.

    Attributes:
        code: of the agency.
        number: of the new scan; None where it was passed over or failed.
        changed: items that now have another status.
        trouble: (Thai, English, exit code) of what went wrong; None when nothing did.
        pruned: old reports that went to make room.
        unprinted: (Thai, English, exit code) where a PDF could not be printed.
    """

    code: str
    number: int | None = None
    changed: int = 0
    trouble: tuple[str, str, int] | None = None
    pruned: tuple[str, ...] = ()
    unprinted: tuple[str, str, int] | None = None

    @classmethod
    def failed(cls, code: str, error: OitcrawlError) -> Self:
        """The fate of an agency at which ``error`` came up."""
        return cls(code=code, trouble=_told(error))


@dataclass(slots=True)
class Afresh:
    """Judges agencies again. Rules are loaded once per edition; of the agencies one at a time is in memory."""

    desk: Delivery
    terms: Terms
    _known: dict[str, tuple[RuleSet, TopicMatcher]] = field(default_factory=dict)

    def judge(self, code: str) -> Fate:
        """Judge the newest scan of an agency again; whatever goes wrong is told in its fate."""
        try:
            return self._judge(code)
        except OitcrawlError as error:
            return Fate.failed(code, error)
        except Exception as error:  # noqa: BLE001 - a mistake of ours at one agency must not cost the others
            return Fate.failed(code, _our_own(code, error))

    def _judge(self, code: str) -> Fate:
        number = self.desk.store.newest(code)
        seen = self.desk.store.glances.of(number) if number is not None else None
        if number is None or seen is None:
            return Fate(code=code)
        if not self.terms.again and self._is_done(seen):
            return self._finished(code, number)
        with self._under_way(code):
            return self._anew(code, number)

    def _anew(self, code: str, number: int) -> Fate:
        stored = self.desk.numbered(number)
        rules, matcher = self._rules(self.terms.edition or stored.edition)
        how = Again(rules=rules, fiscal_year=self.terms.fiscal_year, as_of=self.terms.as_of, matcher=matcher)
        judged, head = judge_again(self.desk.store, number, stored, how)
        self.desk.store.lay_beside(code, Beside(shares=head))
        new = self.desk.store.save_scan(judged)
        return self._reported(Fate(code=code, number=new, changed=_changed(stored, judged)), new)

    def _reported(self, fate: Fate, number: int) -> Fate:
        """The fate, once the report of that scan is written where reports are wanted."""
        if not self.terms.formats:
            return fate
        self.desk.rewrite(number, formats=self.terms.formats)
        pruned, trouble = tuple(self.desk.pruned), self.desk.press.trouble
        self.desk.pruned.clear()
        return Fate(
            code=fate.code,
            number=fate.number,
            changed=fate.changed,
            pruned=pruned,
            unprinted=_told(trouble) if trouble is not None else None,
        )

    def _is_done(self, seen: Glance) -> bool:
        """Whether the newest scan is what judging again would give."""
        rules, _ = self._rules(self.terms.edition or seen.edition)
        same = (rules.edition, rules.digest, __version__) == (seen.edition, seen.rules_digest, seen.engine)
        year, day = self.terms.fiscal_year or seen.fiscal_year, self.terms.as_of or seen.as_of
        return same and (year, day) == (seen.fiscal_year, seen.as_of)

    def _finished(self, code: str, number: int) -> Fate:
        """Pass over what is done; a report that was cut off is written to its end."""
        if self.terms.formats and self._mark(code).exists():
            with self._under_way(code):
                return self._reported(Fate(code=code), number)
        return Fate(code=code)

    @contextmanager
    def _under_way(self, code: str) -> Iterator[None]:
        """Leave a mark while an agency is judged and its report written: a kill leaves it there."""
        mark = self._mark(code)
        if self.terms.formats:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        yield
        mark.unlink(missing_ok=True)

    def _mark(self, code: str) -> Path:
        name = sha256(f"{self.desk.reports.resolve()}\n{code}".encode()).hexdigest()[:24]
        return self.desk.store.database.folder / "rejudging" / name

    def _rules(self, edition: str) -> tuple[RuleSet, TopicMatcher]:
        if edition not in self._known:
            rules = self.desk.rules(edition)
            self._known[edition] = rules, TopicMatcher(rules)
        return self._known[edition]


def _changed(before: AgencyScan, after: AgencyScan) -> int:
    was = {item.slug: item.status for item in before.items}
    return sum(was.get(item.slug) is not item.status for item in after.items)


def _told(error: OitcrawlError) -> tuple[str, str, int]:
    return str(error), error.en or str(error), error.exit_code


def _our_own(code: str, error: Exception) -> OwnFailure:
    name = type(error).__name__
    return OwnFailure(
        f"โปรแกรมขัดข้องระหว่างตัดสิน {code} ใหม่ ({name}: {error})",
        cure="ลองใหม่ด้วย oitcrawl rejudge ถ้ายังเป็นอยู่โปรดแจ้งผู้พัฒนา",
        en=f"our own failure at {code} ({name}: {error}) — try rejudge again; report it if it stays",
    )
