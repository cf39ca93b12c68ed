"""Whatever fetches of a whole site fail, no item of the real rules goes from found to a gap."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcrawl.compose import Order, open_desk
from oitcrawl.compose.rejudge import Texts
from oitcrawl.demo.bundle import Answer
from oitcrawl.demo.serve import DemoSite
from oitcrawl.judge.assignment import judge
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Blank
from oitcrawl.model.visit import PERMANENT, FailCause, RefusedBy
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

HONEST = {Status.FOUND, Status.UNVERIFIED, Status.NOT_DUE, Status.WAIVED}
PASSING = sorted(
    {one.value for one in FailCause if one not in PERMANENT}
    | {RefusedBy.ROBOTS.value, RefusedBy.BUDGET.value, "unvisited"}
)
UNREAD = sorted(one.value for one in UnreadCause if one is not UnreadCause.EMPTY)
RULES = load_edition("nacc-2568", cases=False)


class Kept:
    """The harvest of a real scan of the demo, and what is made of it."""

    def __init__(self, folder):
        options = Settings(allow_private=True, rate=0.0, ocr="never", pictures="never", data_dir=str(folder))
        with DemoSite() as site, open_desk(replace(options, reports_dir=str(folder / "reports"))) as desk:
            order = ordered(site)
            self.assignment = order.assignment()
            desk.deliver(desk.scan(order), formats=("json",))
            _, keepsake = desk.store.keepsakes.load(1)
            texts = Texts(desk.store.contents, keepsake)
            self.harvest = keepsake.harvest
            self.texts = {one.url: texts.load(one) for one in self.harvest.records}
        self.assignment = replace(self.assignment, site=keepsake.site)
        self.matcher = TopicMatcher(RULES)
        self.home = self.harvest.records[0].url
        self.addresses = [one.url for one in self.harvest.records[1:]]
        self.before = self.judged(self.harvest)

    def judged(self, harvest):
        """Status by item."""
        found = judge(self.assignment, harvest, lambda record: self.texts.get(record.url), self.matcher)
        return {one.item: one.status for one in found.items}

    def without(self, failing):
        """The harvest when these addresses fail; what only they lead to is never heard of."""
        there = {self.home}
        while more := {
            one.url for one in self._known() if one.url not in there and self._is_told(one, there, failing)
        }:
            there |= more
        records = [self._left(one, there, failing) for one in self.harvest.records if one.url in there]
        blanks = [self._left(one, there, failing) for one in self.harvest.blanks if one.url in there]
        lost = [blank(one, failing[one.url]) for one in records if failing.get(one.url) in PASSING]
        read = [unread(one, failing.get(one.url)) for one in records if failing.get(one.url) not in PASSING]
        dead = [pair for pair in self.harvest.dead_labels if pair[1] in there and pair[1] not in failing]
        return replace(
            self.harvest, records=tuple(read), blanks=(*blanks, *lost), dead_labels=tuple(dict.fromkeys(dead))
        )

    def _known(self):
        return (*self.harvest.records, *self.harvest.blanks)

    def _is_told(self, one, there, failing):
        pages = {label.found_on for label in one.labels} or {None}
        return bool(pages & ((there - set(failing)) | {None, ""}))

    def _left(self, one, there, failing):
        labels = (label for label in one.labels if label.found_on not in failing and label.found_on in {"", *there})
        return replace(one, labels=tuple(labels))


def blank(record, reason):
    return Blank(url=record.url, reason=reason, labels=record.labels, is_page=record.media is Media.HTML)


def unread(record, cause):
    if cause is None:
        return record
    if record.media is Media.HTML:
        return replace(record, needs_script=True)
    return replace(record, unread=UnreadCause(cause), cover="", title="", sha256=f"unread {record.url}")


def ordered(site):
    return Order(site=replace(site.agency, url=site.url), rules=RULES, as_of=site.as_of, fiscal_year=site.fiscal_year)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return Kept(tmp_path_factory.mktemp("kept"))


def test_the_demo_has_much_to_lose(kept):
    assert sum(status is Status.FOUND for status in kept.before.values()) >= 12
    assert kept.before == kept.judged(kept.without({}))


@pytest.fixture(scope="module")
def lost(kept):
    """Tells which items a failure turns from found, or from cannot tell, into a gap."""

    def lost(failing):
        after = kept.judged(kept.without(failing))
        return {
            item: after[item].value
            for item, was in kept.before.items()
            if was in HONEST and after[item] not in HONEST
        }

    return lost


def test_no_failure_of_a_part_of_the_site_accuses(kept, lost):
    @settings(max_examples=60, deadline=None)
    @given(
        st.dictionaries(
            st.sampled_from(kept.addresses), st.sampled_from([*PASSING, *UNREAD]), min_size=1, max_size=40
        )
    )
    def accuses_nobody(failing):
        assert {} == lost(failing)

    accuses_nobody()


def test_no_failure_of_most_of_the_site_accuses(kept, lost):
    """Whole branches gone: the subsets that hypothesis hardly draws."""
    draw = random.Random(28)
    for share in (0.3, 0.5, 0.7, 0.9, 1.0):
        for _ in range(3):
            some = draw.sample(kept.addresses, round(share * len(kept.addresses)))
            assert {} == lost({url: draw.choice([*PASSING, *UNREAD]) for url in some}), some


def test_no_single_failure_accuses(kept, lost):
    for number, url in enumerate(kept.addresses):
        cause = PASSING[number % len(PASSING)]
        assert {} == lost({url: cause}), (url, cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A bundle, some of whose addresses fail."""

    whole: object
    how: dict

    def answer(self, target, *, base):
        status = self.how.get(target)
        return self.whole.answer(target, base=base) if status is None else Answer(status=status, name="answer.html")


def test_a_real_server_that_fails_in_parts_is_accused_of_nothing(kept, tmp_path):
    """The whole way: robots.txt may fail too, what failed is asked for again at the end, budgets count."""
    options = Settings(
        allow_private=True,
        rate=200.0,  # without one, the pace of a struggling site is a part of what this machine managed just now
        ocr="never",
        pictures="never",
        render="never",
        retries=0,
        data_dir=str(tmp_path),
    )
    paths = ["/" + url.split("/", 3)[3] for url in kept.addresses]
    draw = random.Random(5)
    for number in range(6):
        how = {path: draw.choice((403, 500, 503)) for path in draw.sample(paths, 4 + 8 * number)}
        with DemoSite() as site, open_desk(options) as desk:
            site._server.bundle = Failing(whole=site._server.bundle, how=how)
            scan = desk.scan(ordered(site))
        gaps = {one.item for one in scan.items if one.status.is_gap}
        assert set() == {item for item in gaps if kept.before[item] is Status.FOUND}, how


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A bundle some of whose pages end halfway, under a true length, as of a program that died while it wrote."""

    whole: object
    shares: dict

    def answer(self, target, *, base):
        answer = self.whole.answer(target, base=base)
        share = self.shares.get(target)
        return answer if share is None else replace(answer, body=answer.body[: int(len(answer.body) * share)])


def cut_and_scanned(folder, shares):
    options = Settings(allow_private=True, rate=0.0, ocr="never", pictures="never", render="never")
    with DemoSite() as site, open_desk(replace(options, data_dir=str(folder))) as desk:
        site._server.bundle = Cut(whole=site._server.bundle, shares=shares)
        return desk.scan(ordered(site))


def test_a_site_whose_pages_end_halfway_is_accused_of_nothing(tmp_path):
    whole = cut_and_scanned(tmp_path / "whole", {})
    shown = {
        one.url for item in whole.items for one in item.evidence if not one.url.endswith((".pdf", ".docx", ".xlsx"))
    }
    paths = sorted("/" + url.split("/", 3)[3] for url in shown if "//127.0.0.1" in url and "download" not in url)
    draw = random.Random(9)
    for number in (3, len(paths)):
        shares = {path: draw.uniform(0.15, 0.95) for path in draw.sample(paths, number)}
        scan = cut_and_scanned(tmp_path / str(number), shares)
        honest = {one.item for one in whole.items if one.status in HONEST}
        assert set() == {one.item for one in scan.items if one.status.is_gap and one.item in honest}, shares
        named = {one.url for one in scan.coverage.failed if one.cause is FailCause.CUT_OFF}
        assert {"/" + url.split("/", 3)[3] for url in named} == set(shares)
