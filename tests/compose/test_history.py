"""The past of a stored scan: only what came before it, cheaply, the same however often it is asked."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from report.samples import evidence, scan, with_statuses

from oitcrawl.cli import run
from oitcrawl.compose import open_desk
from oitcrawl.compose.history import line_of, past_of
from oitcrawl.errors import StoreError, UsageError
from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

CODE = "abt-suanphai"
F, M = Status.FOUND, Status.MISSING


def night(day, status=M, **more):
    """The visit of that day of March, with O12 in that status."""
    when = datetime(2025, 3, day, 2, tzinfo=UTC)
    return replace(with_statuses(scan(started=when, finished=when, as_of=when.date()), O12=status), **more)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "data") as opened:
        yield opened


def saved(store, *nights):
    for one in nights:
        store.save_scan(one)
    return [row.id for row in line_of(store.history(CODE), len(nights))]


def test_a_line_is_of_whole_scans_that_asked_the_same(store):
    nights = (night(1), night(2, partial=True), night(3, fiscal_year=2569), night(4))
    assert [1, 4] == saved(store, *nights)


def test_an_interrupted_scan_stands_at_the_end_of_its_own_line(store):
    assert [1, 2] == saved(store, night(1), night(2, partial=True))


def test_the_first_scan_for_another_year_follows_the_last_visit_for_the_year_before(store):
    nights = (night(1), night(2), night(3, fiscal_year=2569))
    assert [2, 3] == saved(store, *nights)


def test_later_scans_and_older_visits_judged_again_meanwhile_are_not_looked_at(store):
    saved(store, night(1), night(2), night(1, judged_from=1), night(3))
    rows = store.history(CODE)

    assert [1, 2] == [row.id for row in line_of(rows, 2)]
    assert [1, 3] == [row.id for row in line_of(rows, 3)]
    assert [1, 2, 4] == [row.id for row in line_of(rows, 4)]
    assert () == line_of(rows, 99)


def test_outlines_are_made_once_and_say_why(store, monkeypatch):
    nights = [night(1, F), night(2, M), night(3, M)]
    saved(store, *nights)
    first = past_of(store, 3, nights[2])
    monkeypatch.setattr(store, "scan", lambda _number: pytest.fail("a whole scan was unpacked"))

    assert first == past_of(store, 3, nights[2])
    assert [None, Cause.SITE, None] == [
        next(mark.cause for mark in one.marks if mark.item == "O12") for one in first.outlines
    ]


def test_a_scan_that_came_later_changes_no_earlier_past(store):
    nights = [night(1, F), night(2, M)]
    saved(store, *nights)
    before = past_of(store, 2, nights[1])
    store.save_scan(night(3, F))
    store.save_scan(night(2, F, judged_from=2))

    assert before == past_of(store, 2, nights[1])


def test_a_damaged_old_scan_stops_no_report(store, monkeypatch):
    nights = [night(1, F), night(2, M), night(3, M)]
    saved(store, *nights)
    sound = store.scan

    def scan_of(number):
        if number == 2:
            raise StoreError("เสียหาย", cure="")
        return sound(number)

    monkeypatch.setattr(store, "scan", scan_of)
    assert [1, 3] == [one.number for one in past_of(store, 3, nights[2]).outlines]


def test_a_chosen_scan_is_named_by_its_number_or_by_a_day(store):
    nights = [night(1, F), night(3, M), night(5, M)]
    saved(store, *nights)

    assert 1 == past_of(store, 3, nights[2], 1).chosen.number
    assert 1 == past_of(store, 3, nights[2], date(2025, 3, 2)).chosen.number
    assert 2 == past_of(store, 3, nights[2], date(2025, 3, 4)).chosen.number
    for none in (3, 9, date(2025, 2, 1)):
        with pytest.raises(UsageError) as error:
            past_of(store, 3, nights[2], none)
        assert "#1" in error.value.cure
        assert "\n" not in str(error.value)


def test_documents_known_from_the_visit_itself_clear_the_site(store):
    piece = evidence("O12", "แผน", url="https://a.example/p.pdf", sha256="cd" * 32)
    file = replace(scan().attachments[0], url=piece.url, sha256=piece.sha256)
    old = night(1, M, rules_digest="sha256:old", attachments=(file,))
    new = night(2, F, attachments=(file,))
    new = replace(
        new, items=tuple(replace(one, evidence=(piece,)) if one.item == "O12" else one for one in new.items)
    )
    saved(store, old, new)

    told = past_of(store, 2, new).outlines[1].marks
    assert Cause.RULES is next(mark.cause for mark in told if mark.item == "O12")


def settings(folder):
    return Settings(data_dir=str(folder / "data"), reports_dir=str(folder / "reports"), pictures="never")


def test_a_report_made_again_after_later_scans_has_the_same_bytes(tmp_path):
    with open_desk(settings(tmp_path)) as desk:
        for one in (night(1, F), night(2, M)):
            folder = desk.deliver(one)
        first = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        desk.deliver(night(3, F))
        again = desk.rewrite(2)

        assert folder == again
        assert first == {file.name: file.read_bytes() for file in again.iterdir() if file.is_file()}
        assert "รอการตรวจครั้งถัดไปยืนยัน" in first["index.html"].decode()


def told(capsys, *words):
    code = run(words)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    with open_desk(settings(tmp_path)) as desk:
        for one in (night(1, F), night(2, M), night(3, M)):
            desk.deliver(one, formats=())
    return tmp_path


def test_diff_tells_what_changed_since_the_last_scan_and_between_two(office, capsys):
    line = "O12  ช่องว่างใหม่: พบครบถ้วน (เลขที่ 1) → ไม่พบ · เว็บไซต์เปลี่ยน · ยืนยันแล้ว"
    assert (0, line) == _cut(told(capsys, "diff", CODE))
    assert "seen once" in told(capsys, "diff", CODE, "1", "2", "--lang", "en")[1]
    assert "confirmed" in told(capsys, "diff", CODE, "1", "--lang", "en")[1]
    assert (
        "confirmed" in told(capsys, "diff", CODE, "2", "3", "--lang", "en")[1]
    )  # what the last scan confirms is news
    assert told(capsys, "diff", CODE, "3", "2")[:2] == told(capsys, "diff", CODE, "2", "3")[:2]


def _cut(said):
    return said[0], said[1].rpartition(" · ")[0]


def test_diff_answers_programs(office, capsys):
    code, out, _ = told(capsys, "diff", CODE, "--json")
    data = json.loads(out)

    assert 0 == code
    assert ("oitcrawl.diff/1", 2, 3) == (data["format"], data["before"]["scan"], data["after"]["scan"])
    (one,) = data["changes"]
    assert {"kind": "new_gap", "cause": "site", "standing": "settled", "before": "found", "after": "missing"} == {
        key: one[key] for key in ("kind", "cause", "standing", "before", "after")
    }


@pytest.mark.parametrize("words", [("nobody",), (CODE, "9"), (CODE, "1", "99"), (CODE, "1", "2", "3")])
def test_diff_of_what_is_not_there_is_told_in_one_line(office, capsys, words):
    code, out, err = told(capsys, "diff", *words)

    assert (2, "") == (code, out)
    assert 1 == len(err.strip().splitlines())


def test_report_takes_a_chosen_scan_and_refuses_nonsense(office, capsys):
    words = ("report", CODE, "--out", str(office / "reports"), "--formats", "html")
    for since in ("1", "2025-03-01"):
        code, out, _ = told(capsys, *words, "--since", since)
        page = Path(out.strip().splitlines()[0]).read_text(encoding="utf-8")
        assert 0 == code
        assert "ตั้งแต่การตรวจที่เลือก" in page
        assert "1 มีนาคม 2568" in page
    for since in ("yesterday", "2568-03-01", "3", "77"):
        assert 2 == told(capsys, *words, "--since", since)[0]
