"""Addresses in the agencies file: plain mail and references only; what may hold a secret is refused and never shown."""

import pytest

from oitcrawl.agencies import load_agencies, written_agencies
from oitcrawl.agencies.mailing import reference
from oitcrawl.errors import SettingsError

SECRET = "Kx9ZZsecretTOKENvalue"
TEXT = """\
supervisors:
  - to: ["env:PROVINCE_LINE"]
    province: อุตรดิตถ์
    on: [weekly]
agencies:
  - code: abt-example
    url: https://www.example.go.th/
    owners: {{O12: "กองคลัง, สำนักปลัด"}}
    notify: [{address}]
    recipients:
      กองคลัง: [mailto:money@abt.example.go.th]
"""


@pytest.fixture
def write(tmp_path):
    def writer(text):
        path = tmp_path / "agencies.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return writer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clerk@abt.example.go.th", "mailto:clerk@abt.example.go.th"),
        ("mailto:clerk@abt.example.go.th", "mailto:clerk@abt.example.go.th"),
        ("mailto://clerk@abt.example.go.th", "mailto:clerk@abt.example.go.th"),
        (" env:LINE_ABT ", "env:LINE_ABT"),
        ("file:/etc/oitcrawl/line.txt", "file:/etc/oitcrawl/line.txt"),
        ("file:C:\\oit\\line.txt", "file:C:\\oit\\line.txt"),
        ("mailto://clerk:password@example.go.th", ""),
        ("mailto://clerk@example.go.th?pass=1", ""),
        ("mailtos://clerk@example.go.th", ""),
        ("https://hooks.example.com/services/T1/B2/C3", ""),
        ("line://token/U1", ""),
        ("env:", ""),
        ("env:$(id)", ""),
        ("", ""),
        (SECRET, ""),
    ],
)
def test_only_what_is_known_to_hold_no_secret_is_understood(text, expected):
    assert expected == reference(text)


def test_all_kinds_of_recipients_arrive(write):
    written = written_agencies(write(TEXT.format(address="clerk@abt.example.go.th")))

    assert ["env:PROVINCE_LINE"] == written.supervisors[0].to
    assert {"กองคลัง": ["mailto:money@abt.example.go.th"]} == written.agencies[0].recipients


@pytest.mark.parametrize(
    "wrong",
    [
        f'"line://{SECRET}/U1"',
        f'"https://hooks.example.com/{SECRET}"',
        f'"mailto://clerk:{SECRET}@example.go.th"',
        f'{{a: "{SECRET}"}}',
        f'"{SECRET}"',
        f'"tgram://{SECRET}/1", 5',
    ],
)
def test_an_address_with_a_secret_is_refused_with_its_line_and_never_shown(write, wrong):
    with pytest.raises(SettingsError) as caught:
        load_agencies(write(TEXT.format(address=wrong)))

    assert 9 == caught.value.line
    assert ":9: " in str(caught.value)
    assert "env:" in caught.value.cure
    assert SECRET not in f"{caught.value} {caught.value.en} {caught.value!r}"


@pytest.mark.parametrize("broken", ["notify: [", "notify: line://{} : x\n    notify: 1", "notifyy: 'slack://{}'"])
def test_other_mistakes_in_the_same_line_do_not_show_it_either(write, broken):
    text = TEXT.replace("    notify: [{address}]\n", f"    {broken.format(f'https://hooks.example.com/{SECRET}')}\n")
    text = text.replace("slack://https://", "slack://").replace("line://https://", "line://")
    with pytest.raises(SettingsError) as caught:
        load_agencies(write(text.replace("{{", "{").replace("}}", "}")))

    assert SECRET not in f"{caught.value} {caught.value.en}"


def test_recipients_of_a_division_that_answers_for_nothing_are_a_mistake(write):
    text = TEXT.format(address="env:A").replace("      กองคลัง:", "      กองคลง:")
    with pytest.raises(SettingsError, match="กองคลัง"):
        load_agencies(write(text))
