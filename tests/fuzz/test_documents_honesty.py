"""Whatever damage does to the attachments of a site, no item of it becomes missing, outdated or incomplete."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcrawl.compose import open_desk
from oitcrawl.demo.serve import HERE, Bundle, DemoSite
from oitcrawl.judge.assignment import judge
from oitcrawl.logbook.entries import what_it_says
from oitcrawl.model.content import Document, Media, Page, TextLayer, UnreadCause
from oitcrawl.read import read
from oitcrawl.settings import Settings
from tests.fuzz.documents_damage import damaged
from tests.fuzz.documents_mutations import Choices
from tests.test_honesty import HONEST, Kept, ordered

OPTIONS = Settings(allow_private=True, rate=0.0, ocr="never", pictures="never", render="never", retries=0)
_UNREAD = {TextLayer.GARBLED: UnreadCause.GARBLED, TextLayer.NONE: UnreadCause.SCAN}


class Broken:
    """A bundle, some of whose files are damaged."""

    def __init__(self, whole, files):
        self.whole, self.files = whole, files

    def answer(self, target, *, base):
        given = self.whole.answer(target, base=base)
        return replace(given, body=self.files[target]) if target in self.files else given


class Attachments:
    """The attachments of the demo as the harvest of a sound scan knows them, and what damage makes of them."""

    def __init__(self, kept):
        self.kept, bundle = kept, Bundle.from_zip(HERE / "site.zip")
        own = [one for one in kept.harvest.records if one.media is not Media.HTML and one.unread is None]
        self.bodies = {one.url: bundle.answer(self.path(one.url), base="").body for one in own}
        self.urls = sorted(url for url, body in self.bodies.items() if body)

    @staticmethod
    def path(url):
        return "/" + url.split("/", 3)[3]

    def judged(self, bodies):
        """Status by item when these addresses gave these bytes."""
        texts, records = dict(self.kept.texts), []
        for one in self.kept.harvest.records:
            record = one
            if one.url in bodies:
                content = read(bodies[one.url], url=one.url, resolve=lambda _base, _href: None, settings=OPTIONS)
                record = recorded(one, content)
                texts[one.url] = None if record.unread else content
            records.append(record)
        harvest = replace(self.kept.harvest, records=tuple(records))
        found = judge(self.kept.assignment, harvest, lambda record: texts.get(record.url), self.kept.matcher)
        return {one.item: one for one in found.items}

    def lost(self, bodies):
        """Items that damage turned from found, or from cannot tell, into a gap, with what is said of them."""
        after = self.judged(bodies)
        return {
            item: (after[item].status.value, after[item].because)
            for item, was in self.kept.before.items()
            if was in HONEST and after[item].status not in HONEST
        }


def recorded(record, content):
    """The record of an attachment that was damaged."""
    bare = replace(record, title="", cover="", sha256=content.sha256, size=content.size)
    if isinstance(content, Document):
        unread = _UNREAD.get(content.text_layer)
        return replace(bare, media=content.media, title=content.title, unread=unread, **what_it_says(content))
    if isinstance(content, Page):
        return replace(bare, unread=UnreadCause.UNSUPPORTED)
    layer = {"text_layer": TextLayer.NONE, "quality": 0.0, "silent": content.leaf_count}
    return replace(bare, media=content.media, unread=content.cause, leaf_count=content.leaf_count, **layer)


@pytest.fixture(scope="module")
def attachments(tmp_path_factory):
    return Attachments(Kept(tmp_path_factory.mktemp("kept")))


def test_the_demo_has_attachments_to_damage(attachments):
    assert len(attachments.urls) >= 30
    assert attachments.kept.before == {item: one.status for item, one in attachments.judged({}).items()}
    assert attachments.kept.before == {
        item: one.status for item, one in attachments.judged(attachments.bodies).items()
    }


def test_no_damage_to_attachments_accuses(attachments):
    @settings(max_examples=20, deadline=None, derandomize=True)
    @given(
        st.dictionaries(
            st.sampled_from(attachments.urls), st.binary(min_size=6, max_size=12), min_size=1, max_size=12
        )
    )
    def accuses_nobody(how):
        bodies = {url: damaged(attachments.bodies[url], Choices(data)) for url, data in how.items()}
        assert {} == attachments.lost(bodies)

    accuses_nobody()


def test_no_damage_to_one_attachment_accuses(attachments):
    """Of each attachment its end lost, at several places: the damage that there is most often."""
    draw = random.Random(4)
    for url in attachments.urls:
        body = attachments.bodies[url]
        assert {} == attachments.lost({url: body[: draw.randrange(100, len(body))]}), url


def test_a_real_server_whose_files_are_damaged_is_accused_of_nothing(attachments, tmp_path):
    """The whole way: through the fetch, the reader processes and the store."""
    draw = random.Random(6)
    some = draw.sample(attachments.urls, round(0.7 * len(attachments.urls)))
    files = {attachments.path(url): damaged(attachments.bodies[url], Choices(draw.randbytes(12))) for url in some}
    with DemoSite() as site, open_desk(replace(OPTIONS, data_dir=str(tmp_path))) as desk:
        site._server.bundle = Broken(site._server.bundle, files)
        scan = desk.scan(ordered(site))

    assert scan.coverage.unread
    gaps = {one.item for one in scan.items if one.status.is_gap}
    assert set() == {item for item in gaps if attachments.kept.before[item] in HONEST}
