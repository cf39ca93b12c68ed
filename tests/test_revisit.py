"""Visits with a memory: what is asked, what is believed, and what the survey gets of it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from oitcrawl.model.content import Document, Leaf, Media, Page
from oitcrawl.model.known import READ, Known, digest, known_of
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, TlsTrouble, Unchanged, Validators
from oitcrawl.revisit import SITEMAPS, Past, RememberedDoubts, Revisits

HOME = "https://www.example.go.th/"
NOW = datetime(2026, 1, 20, 22, 0, tzinfo=UTC)


class Web:
    """A site as a mapping from path to body or failure; sends validators, and heeds them."""

    def __init__(self, pages, *, validators=True, sitemap=()):
        self.pages, self.validators, self.sitemap = dict(pages), validators, sitemap
        self.asked, self.requests, self.gave_up, self.pace = [], 0, False, SimpleNamespace()

    async def visit(self, url, validators=None):
        await asyncio.sleep(0)
        self.asked.append((url.removeprefix(HOME), bool(validators)))
        body = self.pages.get(url.removeprefix(HOME))
        if body is None:
            return Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True, status=404)
        if not isinstance(body, bytes):
            return replace(body, url=url)
        etag = digest(body) if self.validators else ""
        if etag and validators and validators.etag == etag:
            return Unchanged(url=url, final_url=url, validators=Validators(etag=etag))
        return Fetched(url=url, final_url=url, body=body, etag=etag, content_type="text/html")

    async def sitemaps(self):
        self.asked.append(("sitemap", False))
        return self.sitemap

    def told(self, truth):
        pass


def page_of(url, body):
    return Page(url=url, leaf=Leaf(number=1, text=body.decode()), sha256=digest(body), size=len(body))


class Night:
    """One night after another on one site, with what was read of each body."""

    def __init__(self, web):
        self.web, self.known, self.texts = web, (), {}
        self.now = NOW

    def begin(self, **more):
        terms = {"known": self.known, "home": HOME, "recall": self.texts.get, "now": self.now}
        self.web.asked.clear()
        self.revisits = Revisits(self.web, Past(**(terms | more)))

        async def read(answer):
            self.parsed.append(answer.url.removeprefix(HOME))
            return page_of(answer.final_url, answer.body)

        self.parsed = []
        self.read = self.revisits.reader(read, lambda content, url: replace(content, url=url))
        return self.revisits

    async def see(self, *names):
        """Visit these addresses as the survey does; what was read of each, or its failure."""
        seen = {}
        for name in names:
            answer = await self.revisits.visit(HOME + name)
            seen[name] = await self.read(answer) if isinstance(answer, Fetched) else answer
            if isinstance(seen[name], Page):
                self.texts[seen[name].sha256] = seen[name]
        return seen

    def night(self, *names, **more):
        self.begin(**more)
        seen = asyncio.run(self.see(*names))
        asyncio.run(self.revisits.sitemaps())
        self.known = self.revisits.known()
        self.now += timedelta(days=1)
        return seen

    def quick(self, *, stop=False, **more):
        """Whether all is as before, by a quick round."""
        self.begin(**more)
        event = asyncio.Event()
        if stop:
            event.set()
        return asyncio.run(self.revisits.all_as_before(lanes=2, stop=event, progress=lambda *_: None))


SITE = {"": b"home", "a": b"page a", "b": b"page b"}


@pytest.fixture(params=[True, False], ids=["validators", "digests"])
def night(request):
    one = Night(Web(SITE, validators=request.param))
    one.night("", "a", "b")
    return one


def test_what_did_not_change_is_given_as_it_was_read_and_not_read_again(night):
    before = dict(night.texts)

    seen = night.night("a", "b")

    assert {before[digest(b"page a")], before[digest(b"page b")]} == set(seen.values())
    assert [] == night.parsed
    assert {HOME + "a", HOME + "b"} == night.revisits.tally.unchanged


def test_what_changed_is_read(night):
    night.web.pages["a"] = b"new a"

    seen = night.night("a", "b")

    assert "new a" == seen["a"].leaf.text
    assert ["a"] == night.parsed
    known = {one.url: one for one in night.known}
    assert (1, 0, 2) == (known[HOME + "a"].changed, known[HOME + "a"].quiet, known[HOME + "a"].asked)
    assert (0, 1, 2) == (known[HOME + "b"].changed, known[HOME + "b"].quiet, known[HOME + "b"].asked)
    assert NOW + timedelta(days=1) == known[HOME + "a"].last_changed


def test_the_home_page_is_always_fetched_whole_for_others_are_held_against_it(night):
    night.night("", "a")

    assert ("", False) in night.web.asked
    assert [""] == night.parsed


def test_a_page_that_a_browser_built_is_always_fetched_whole(night):
    night.known = tuple(replace(one, rendered=one.url.endswith("/a")) for one in night.known)

    night.night("a", "b")

    assert ["a"] == night.parsed


def test_what_is_no_longer_kept_or_was_met_elsewhere_is_fetched_whole(night):
    del night.texts[digest(b"page a")]
    night.texts[digest(b"page b")] = replace(night.texts[digest(b"page b")], url=HOME + "elsewhere")

    night.night("a", "b")

    assert ["a", "b"] == night.parsed


def test_what_is_gone_is_known_as_gone(night):
    del night.web.pages["b"]

    seen = night.night("a", "b")

    assert seen["b"].permanent
    (gone,) = [one for one in night.known if one.url == HOME + "b"]
    assert ("not_found", NOW, True) == (gone.came, gone.last_seen, gone.permanent)


def test_an_untrue_answer_is_known_for_what_it_was(night):
    class Doubts:
        async def doubt(self, answer, content):
            return Failed(url=answer.url, cause=FailCause.SOFT_404, permanent=True, detail="ไม่พบ")

        async def astray(self, answer):
            return None

    async def doubted(name):
        answer = await night.revisits.visit(HOME + name)
        return await RememberedDoubts(Doubts(), night.revisits).doubt(answer, await night.read(answer))

    night.begin(known=())
    asyncio.run(doubted("a"))
    night.known = night.revisits.known()

    seen = night.night("a")

    assert (FailCause.SOFT_404, "ไม่พบ", True) == (seen["a"].cause, seen["a"].detail, seen["a"].permanent)


def test_a_sweep_believes_nobody(night):
    night.night("a", "b", sweep=True)

    assert [("a", False), ("b", False), ("sitemap", False)] == night.web.asked
    assert ["a", "b"] == night.parsed
    assert [1, 1] == [one.quiet for one in night.known if one.url != SITEMAPS]


@pytest.mark.parametrize("is_quick", [True, False])
def test_unchanged_of_something_else_than_what_is_known_is_fetched_whole(is_quick):
    night = Night(Web(SITE))
    night.night("a", "b")
    night.known = tuple(replace(one, tls=TlsTrouble.EXPIRED) if one.url == HOME + "a" else one for one in night.known)
    if is_quick:
        assert not night.quick()
    else:
        night.begin()

    seen = asyncio.run(night.see("a"))

    assert "page a" == seen["a"].leaf.text
    assert [("a", True), ("a", False)] == [one for one in night.web.asked if one[0] == "a"]


# --- the quick round ---


def test_a_quick_round_over_an_unchanged_site_is_over_soon_and_reads_nothing(night):
    assert night.quick()
    assert [] == night.parsed
    assert 3 == len(night.revisits.tally.unchanged)
    assert {one.url for one in night.known} == {one.url for one in night.revisits.known()}


CHANGES = {
    "text": lambda web: web.pages.update(a=b"new"),
    "gone": lambda web: web.pages.pop("a"),
    "refused": lambda web: web.pages.update(a=Refused(url="", by=RefusedBy.ROBOTS)),
    "elsewhere": lambda web: web.pages.update(a=Fetched(url="", final_url=HOME + "x", body=b"page a", content_type="text/html")),
    "type": lambda web: web.pages.update(a=Fetched(url="", final_url=HOME + "a", body=b"page a", content_type="text/plain")),
    "sitemap": lambda web: setattr(web, "sitemap", (HOME + "new",)),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_quick_round_notices_every_change(night, change):
    CHANGES[change](night.web)

    assert not night.quick()


def test_a_failure_that_stays_is_no_change(night):
    night.web.pages["b"] = Failed(url="", cause=FailCause.FORBIDDEN, status=403)
    night.night("", "a", "b")

    assert night.quick()


def test_what_a_quick_round_was_answered_is_not_asked_again_by_the_survey(night):
    night.web.pages["b"] = b"new b"
    assert not night.quick()
    asked = len(night.web.asked)

    asyncio.run(night.see("a", "b"))

    assert asked == len(night.web.asked)
    assert ["b"] == night.parsed


def test_what_only_a_quick_round_met_is_not_known_any_more(night):
    night.web.pages["b"] = b"new b"
    night.quick()
    asyncio.run(night.see("b"))

    assert {SITEMAPS, HOME + "b"} == {one.url for one in night.revisits.known()}


def test_when_the_home_page_is_another_nothing_else_is_asked(night):
    night.known = tuple(reversed(night.known))
    night.web.pages[""] = b"closed"

    assert not night.quick()
    assert [("sitemap", False), ("", night.web.validators)] == night.web.asked


def test_a_quick_round_that_is_stopped_tells_nothing(night):
    assert not night.quick(stop=True)


def test_without_a_memory_there_is_no_quick_round():
    assert not Night(Web(SITE)).quick()


# --- values ---


def test_a_document_is_remembered_under_the_address_where_it_is_met():
    night = Night(Web({"a.pdf": b"%PDF"}))
    night.night("a.pdf")
    night.texts[digest(b"%PDF")] = Document(url=HOME + "other.pdf", media=Media.PDF, sha256=digest(b"%PDF"))

    seen = night.night("a.pdf")

    assert (HOME + "a.pdf", []) == (seen["a.pdf"].url, night.parsed)


@pytest.mark.parametrize(
    "answer,came",
    [
        (Fetched(url="u", final_url="v", body=b"x", etag="e", status=203), READ),
        (Failed(url="u", cause=FailCause.GONE, permanent=True, status=410), "gone"),
        (Refused(url="u", by=RefusedBy.ROBOTS, detail="d"), "robots"),
    ],
)
def test_what_is_known_of_an_address_comes_from_its_answer(answer, came):
    known = known_of("u", answer, NOW)

    assert (came, NOW, 1, 0, 0) == (known.came, known.last_asked, known.asked, known.changed, known.quiet)
    if came == READ:
        assert replace(known.answer(), body=b"x") == answer
        assert Known(url="u", last_asked=NOW).validators != known.validators
