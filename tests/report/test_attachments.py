"""Files that deserve attention come first, copies are one entry, and nothing is hidden without saying so."""

from dataclasses import replace

from report.samples import SITE, attachment, attachments, of_item, scan

from oitcrawl.model.content import UnreadCause
from oitcrawl.report.attachments import attachments as view_of
from oitcrawl.report.words import Words

THAI = Words("th")


def made(*files):
    return view_of(scan(attachments=files), THAI)


def test_a_scan_without_attachments_says_nothing_of_them():
    assert view_of(scan(attachments=()), THAI) is None


def test_the_parts_of_the_summary_add_up_to_the_whole():
    view = made(*attachments())
    counts = {one.nature: int(one.count) for one in view.tallies}

    assert view.total == "62 ไฟล์"
    assert counts == {"text": 45, "scan": 12, "unknown": 4, "box": 1, "copies": 9}
    assert sum(counts.values()) - counts["copies"] == len(attachments())
    assert [one.note for one in view.tallies if one.note] == ["(อ่านด้วย OCR 3)"]


def test_a_scan_that_recognition_gave_up_counts_as_unreadable_and_archives_only_when_there_are_any():
    view = made(attachment("ก", cause=UnreadCause.UNCLEAR, leaves=1, silent=1, quality=0.0))

    assert [(one.nature, one.count) for one in view.tallies] == [
        ("text", "0"),
        ("scan", "0"),
        ("unknown", "1"),
        ("copies", "0"),
    ]


def test_files_of_items_come_first_and_the_gravest_first_among_them():
    view = made(*attachments())

    assert [[item for item, _ in one.items] for one in view.alarming][:7] == [
        ["O24"],
        ["O7"],
        ["O13"],
        ["O6"],
        ["O27"],
        ["O14", "O15"],
        [],
    ]
    assert view.alarming_title == "ไฟล์ที่ควรดูก่อน 20 ไฟล์"
    assert (len(view.alarming), len(view.more)) == (12, 8)


def test_copies_are_one_entry_that_names_the_other_addresses_and_their_items():
    file = next(one for one in made(*attachments()).alarming if len(one.items) == 2)

    assert [(link.text, items) for link, items in file.copies][:2] == [
        ("/docs/file/copy-1.pdf", "O15"),
        ("/docs/file/copy-2.pdf", ""),
    ]
    assert file.copies[0][0].href == f"{SITE}/docs/file/copy-1.pdf"
    assert (len(file.copies), file.copies_more) == (4, "และอีก 4 ที่อยู่")


def test_a_copy_elsewhere_keeps_its_whole_address():
    file = made(attachment("ก", same_as=("https://other.example/a.pdf",))).alarming[0]

    assert [link.text for link, _ in file.copies] == ["https://other.example/a.pdf"]


def test_what_is_wrong_with_one_copy_is_told_of_the_file():
    sound = attachment("ก", url=f"{SITE}/2567.pdf", years_inside=(2567,), years_named=(2567,), sha256="a" * 64)
    wrong = replace(sound, url=f"{SITE}/2568.pdf", years_named=(2568,))
    file = made(*(replace(one, same_as=(two.url,)) for one, two in ((sound, wrong), (wrong, sound)))).alarming[0]

    assert file.years == ("ในไฟล์ 2567", "ในชื่อ 2567–2568")
    assert file.contradicts
    assert [remark for remark, _ in file.remarks] == ["ปีในไฟล์ไม่ตรงกับปีในชื่อ", "ไฟล์เดียวกันหลายที่อยู่"]


def test_an_item_leads_to_its_card_only_where_there_is_one():
    file = made(of_item("O7", items=("O7", "O99"))).clean[0]

    assert file.items == (("O7", "O7"), ("O99", ""))


def test_a_file_tells_format_pages_and_size_and_its_own_name_only_once():
    named, plain = made(attachment("แผน", file_name="plan.pdf"), attachment("a.pdf", file_name="a.pdf")).clean

    assert (named.facts, named.file_name) == (("PDF", "12 หน้า", "1.2 MB"), "plan.pdf")
    assert plain.file_name == ""
    assert made(attachment("", file_name="")).clean[0].name == "ไม่มีชื่อ"


def test_long_lists_are_cut_and_say_so():
    files = [attachment(str(number), url=f"{SITE}/{number}") for number in range(400)]
    scans = [replace(one, cause=UnreadCause.SCAN, quality=0.0, url=f"{one.url}s", sha256="") for one in files]
    view = made(*files, *scans)

    assert (len(view.alarming), len(view.more), len(view.clean)) == (12, 108, 100)
    assert "และอีก 280 ไฟล์" in view.cut
    assert "และอีก 388 ไฟล์" in view.more_paper
    assert "และอีก 300 ไฟล์" in view.clean_cut


def test_sound_files_alone_need_no_attention():
    view = made(attachment("ก"))

    assert (view.alarming_title, view.alarming, view.clean_title) == (
        "ไม่มีไฟล์ที่ต้องดูเป็นพิเศษ",
        (),
        "ไฟล์ที่ไม่มีข้อสังเกต 1 ไฟล์",
    )
