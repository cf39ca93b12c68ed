"""The agencies file: what it holds, and mistakes named with their line."""

from datetime import date

import pytest

from oitcrawl.agencies import choose, load_agencies
from oitcrawl.errors import SettingsError, UsageError
from oitcrawl.model.site import AgencyKind, Waiver, Window

GOOD = """\
defaults: {edition: nacc-2568, rate: 2, window: {opens: "2027-04-01", closes: "2027-04-30"}}
agencies:
  - code: abt-example
    name: องค์การบริหารส่วนตำบลตัวอย่าง
    kind: local_government
    province: อุตรดิตถ์
    group: เหนือ
    url: https://www.example.go.th/
    also: [https://sites.google.com/view/example]
    declared: {O7: https://www.example.go.th/report67.pdf}
    owners: {O12: กองคลัง, O13: กองคลัง}
    waivers: [{item: O10, reason: ไม่มีบริการ, by: หัวหน้าคณะทำงาน, until: "2027-06-30"}]
  - code: second
    url: http://203.0.113.9:8080/
    rate: 0.5
"""


@pytest.fixture
def write(tmp_path):
    def writer(text):
        path = tmp_path / "agencies.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def test_everything_that_is_written_arrives(write):
    first, second = load_agencies(write(GOOD))

    assert AgencyKind.LOCAL_GOVERNMENT is first.kind
    assert "กองคลัง" == first.owner_of("O12")
    assert (Waiver(item="O10", reason="ไม่มีบริการ", by="หัวหน้าคณะทำงาน", until=date(2027, 6, 30)),) == first.waivers
    assert Window(opens=date(2027, 4, 1), closes=date(2027, 4, 30)) == second.window
    assert (2, 0.5) == (first.rate, second.rate)


@pytest.mark.parametrize("name", ["procurement-report", "news", "MOIT 2", "EB5"])
def test_items_are_named_by_slug_or_by_any_code(write, name):
    site, _ = load_agencies(write(GOOD.replace("O12:", f"{name}:")))

    assert "กองคลัง" == site.owner_of(name)


@pytest.mark.parametrize(
    "before, after, line, word",
    [
        ("province:", "provnce:", 6, "provnce"),
        ("url: https://www.example.go.th/", "url: www.example.go.th", 8, "url"),
        ("code: second", "code: ABT-example", 13, "ซ้ำ"),
        ("kind: local_government", "kind: tambon", 5, "tambon"),
        ('until: "2027-06-30"', "until: 2027-06-30", 12, "เครื่องหมายคำพูด"),
        ('until: "2027-06-30"', 'until: "2570-06-30"', 12, "2027"),
        ("reason: ไม่มีบริการ, ", "", 12, "reason"),
        ("rate: 0.5", "rate: -1", 15, "rate"),
        ("    rate: 0.5", "    rate: 0.5\n    rate: 1", 16, "ซ้ำ"),
    ],
)
def test_a_mistake_is_named_with_its_line(write, before, after, line, word):
    with pytest.raises(SettingsError) as caught:
        load_agencies(write(GOOD.replace(before, after)))

    assert f"agencies.yaml:{line}:" in str(caught.value)
    assert word in str(caught.value)
    assert 2 == caught.value.exit_code


def test_agencies_are_chosen_by_code_group_or_all(write):
    sites = load_agencies(write(GOOD))

    assert ["second"] == [site.code for site in choose(sites, ["second"])]
    assert ["abt-example"] == [site.code for site in choose(sites, [], group="เหนือ")]
    assert 2 == len(choose(sites, [], every=True))


def test_an_unknown_code_or_group_is_a_usage_error(write):
    sites = load_agencies(write(GOOD))

    with pytest.raises(UsageError, match="nobody"):
        choose(sites, ["nobody"])
    with pytest.raises(UsageError, match="ใต้"):
        choose(sites, [], group="ใต้")


@pytest.mark.parametrize("depth", [150, 5000])
def test_a_file_nested_too_deep_is_one_line(write, depth):
    with pytest.raises(SettingsError) as raised:
        load_agencies(write("[" * depth + "]" * depth))
    assert len(str(raised.value).splitlines()) == 1
    if depth == 5000:
        assert "ซ้อนกันลึกเกินไป" in str(raised.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{code: ../../../tmp/evil, url: 'https://a.example/'}", "รหัส '../../../tmp/evil' ใช้ไม่ได้"),
        ("{code: a, url: www.example.go.th}", "url ไม่ใช่ที่อยู่เว็บไซต์"),
        ("{code: a, url: 'https://a.example/', declared: {o 7!: 'https://a.example/'}}", "ใช้ค่า 'o 7!' ไม่ได้"),
    ],
)
def test_what_does_not_fit_is_told_in_thai_without_a_pattern(write, line, words):
    with pytest.raises(SettingsError) as raised:
        load_agencies(write(f"agencies:\n  - {line}\n"))
    assert words in str(raised.value)
    assert not {"pattern", "^[", "String", "rules/README.md"} & set(str(raised.value).split())
    assert "pattern" not in str(raised.value)


def test_the_hint_is_to_the_paper_on_agencies_files(write):
    with pytest.raises(SettingsError, match=r"ดูตัวอย่างใน README\.md"):
        load_agencies(write("- a\n"))
