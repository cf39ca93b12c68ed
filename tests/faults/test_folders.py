"""Folders that are read-only, full, gone or in the way: each is told in one line, and what was kept stays whole."""

import sys
from pathlib import Path

import pytest

from oitcrawl.store.scans import Store
from oitcrawl.store.verify import verify
from tests.compose.test_resume import command
from tests.faults.forge import Forge
from tests.faults.ground import tree
from tests.faults.test_commands import site  # noqa: F401 - a fixture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and limits are of Unix")
CODE = "127-0-0-1-"


@pytest.fixture(scope="module")
def forge(tmp_path_factory):
    with Forge(tmp_path_factory.mktemp("cache")) as one:
        yield one


@pytest.fixture
def office(forge, site, tmp_path):  # noqa: F811 - the fixture
    """A folder in which a scan was made and reported."""
    site.gate.set()
    one = Office(forge, tmp_path, site.url)
    assert one.scan()[0] == 0
    return one


class Office:
    def __init__(self, forge, folder, url):
        self.forge, self.folder, self.url = forge, folder, url
        self.data, self.reports = folder / "data", folder / "reports"

    def scan(self, *more, before="", lang="th"):
        words = [word if word != "en" else lang for word in command(self.url, self.folder, *more)[3:]]
        return self.forge.run(self.folder, *words, before=before)

    def told(self, *more, before="", code=4):
        """What was said of a trouble: one line with what to do."""
        got, said = self.scan(*more, before=before)
        assert got == code, said
        assert "Traceback" not in said
        assert len(said.strip().splitlines()) == 1, said
        assert " — " in said, said
        assert any("\u0e00" <= letter <= "\u0e7f" for letter in said), said
        return said

    def kept(self):
        with Store(self.data) as store:
            assert verify(store.database).troubles == ()
            return [row.id for code in store.codes() for row in store.history(code)]

    @property
    def report(self):
        (one,) = (path for path in self.reports.iterdir() if path.is_dir())
        return one


def refusing(place: Path, name: str) -> str:
    """What makes every touch of a folder fail, as the system itself does for whoever is not root."""
    return (
        "import errno; from pathlib import Path; from tests.faults.ground import Fault, struck\n"
        f"held = struck(Fault(Path({str(place)!r}), 0, code=errno.{name}, lasting=True)); held.__enter__()"
    )


@pytest.mark.parametrize(("name", "reason"), [("EROFS", "อ่านได้อย่างเดียว"), ("EACCES", "ไม่มีสิทธิ์เขียน")])
def test_a_report_folder_that_cannot_be_written_is_told_before_anything_is_asked_of_the_site(
    office,
    site,  # noqa: F811 - the fixture
    name,
    reason,
):
    before, site.count = tree(office.reports), 0

    said = office.told("--fresh", before=refusing(office.reports, name))

    assert reason in said
    assert str(office.reports) in said
    assert site.count == 0
    assert tree(office.reports) == before


def test_a_report_folder_that_became_read_only_in_mid_scan_costs_no_scan(office):
    before = tree(office.reports)

    said = office.told("--fresh", before=refusing(office.report, "EROFS"))

    assert "oitcrawl report" in said or "--out" in said
    assert tree(office.reports) == before
    assert office.kept() == [2, 1]
    assert office.forge.run(office.folder, "report", "--all", "--formats", "json")[0] == 0
    assert tree(office.reports) != before


def test_a_file_in_the_place_of_the_report_folder_is_told_and_left_alone(office):
    office.reports.rename(office.folder / "aside")
    office.reports.write_text("ของเรา", encoding="utf-8")

    said = office.told("--fresh")

    assert "มีไฟล์ขวางอยู่" in said
    assert office.reports.read_text(encoding="utf-8") == "ของเรา"


def test_a_file_in_the_place_of_an_agency_s_folder_is_told_and_left_alone(office):
    place = office.report
    place.rename(office.folder / "aside")
    place.write_text("ของเรา", encoding="utf-8")

    said = office.told("--fresh")

    assert "มีไฟล์ขวางอยู่" in said
    assert place.read_text(encoding="utf-8") == "ของเรา"
    assert office.kept() == [2, 1]


def test_a_link_that_leads_nowhere_in_the_place_of_the_report_folder_is_told(office):
    office.reports.rename(office.folder / "aside")
    office.reports.symlink_to(office.folder / "unplugged")

    said = office.told("--fresh")

    assert str(office.reports) in said
    assert office.reports.is_symlink()


def test_a_link_to_another_disk_in_the_place_of_the_report_folder_is_followed(office):
    office.reports.rename(office.folder / "other-disk")
    office.reports.symlink_to(office.folder / "other-disk", target_is_directory=True)

    assert office.scan("--fresh")[0] == 0
    assert office.reports.is_symlink()
    assert (office.report / "latest" / "pointer.json").is_file()


@pytest.mark.parametrize("what", ["2025-04-01", "latest"])
def test_a_link_in_the_place_of_a_report_is_told_and_what_it_leads_to_is_not_touched(office, what):
    place, elsewhere = office.report / what, office.folder / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere, target_is_directory=True)
    before = tree(elsewhere)

    said = office.told("--fresh")

    assert str(place) in said
    assert place.is_symlink()
    assert tree(elsewhere) == before
    assert not list(office.reports.rglob(".*"))


def test_a_data_folder_on_a_full_disk_is_told_at_the_start(office, site, tmp_path):  # noqa: F811 - the fixture
    full = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"  # and what is said goes to a file
    )
    fresh = Office(office.forge, office.folder / "fresh", office.url)
    fresh.folder.mkdir()
    site.count = 0

    told = fresh.told(before=full)

    assert str(fresh.data) in told
    assert site.count == 0
    assert fresh.scan()[0] == 0


def test_a_data_folder_that_cannot_be_made_is_told(office):
    office.data.rename(office.folder / "aside")
    office.data.write_text("ของเรา", encoding="utf-8")

    said = office.told("--fresh")

    assert str(office.data) in said
    assert office.data.read_text(encoding="utf-8") == "ของเรา"


def test_a_data_folder_that_goes_away_in_mid_scan_is_told_and_the_report_stays(office, site):  # noqa: F811
    """Someone moves it, or its disk is unplugged."""
    before = tree(office.reports)
    site.gate.clear()
    site.asked.clear()
    site.count = 0
    words = [word if word != "en" else "th" for word in command(office.url, office.folder, "--fresh")[3:]]
    running = office.forge.start(office.folder, *words)
    assert site.asked.wait(30)
    office.data.rename(office.folder / "unplugged")
    site.gate.set()
    code, said = running.ended()

    assert "Traceback" not in said
    if code == 0:  # the files are open and on the disk, under their new name
        (office.folder / "unplugged").rename(office.data)
        assert office.kept() == [2, 1]
    else:
        assert code == 4
        assert len(said.strip().splitlines()) == 1, said
        assert tree(office.reports) == before
        (office.folder / "unplugged").rename(office.data)
        assert office.kept() == [1]
        assert office.scan("--resume")[0] == 0
        assert office.kept() == [2, 1]
