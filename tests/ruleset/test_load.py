"""Rule files in, one frozen edition out; every mistake named with its line."""

import pytest
from ruamel.yaml import YAML

from oitcrawl.errors import RulesError
from oitcrawl.model.site import AgencyKind, Window
from oitcrawl.ruleset.check import ContactCheck, ContactKind, PhraseCheck, YearRule
from oitcrawl.ruleset.edition import Known, RealScore
from oitcrawl.ruleset.load import editions, load_edition
from oitcrawl.ruleset.schema import FamilyFile
from oitcrawl.ruleset.source import read_source, validated
from oitcrawl.thai.calendar import FiscalYear
from tests.ruleset.conftest import EDITION, RULE, TOY

REAL = """\
indicators: {"9": {title: ก, groups: ["1"]}}
weights:
  of_total: 0.4
  real_scores: [{indicator: "9", year: 2568, lost: [one], score: 72}]"""

ELSE = ('indicator: "9"', 'indicator: "8"')


def wrong(root, name="small"):
    with pytest.raises(RulesError) as caught:
        load_edition(name, root=root)
    return caught.value


def test_an_edition_of_another_scheme_loads_in_its_order():
    rules = load_edition("moit-toy", root=TOY)

    assert ["MOIT 1", "MOIT 2", "MOIT 3"] == [rule.item for rule in rules.rules]
    assert "service-standard" == rules.by_item("MOIT 2").slug
    assert "MOIT 3" == rules.by_slug("village-clinic").item
    assert (2568, True, (("1.1", "ข้อมูลพื้นฐาน"),)) == (rules.fiscal_year, rules.provisional, rules.groups)


def test_items_of_two_digits_stand_after_those_of_one(folder):
    edition = EDITION + "  O10: O10-ten.yaml\n  O2: O02-two.yaml\n"
    more = {
        f"small/O{code}.yaml": RULE.replace("slug: one", f"slug: {slug}")
        for code, slug in (("10-ten", "ten"), ("02-two", "two"))
    }

    assert ["O1", "O2", "O10"] == [
        rule.item for rule in load_edition("small", root=folder(edition=edition, more=more)).rules
    ]


def test_families_are_expanded_and_the_written_form_is_remembered():
    term = load_edition("moit-toy", root=TOY).by_slug("medicine-plan").topic.any[0].terms[1]

    assert ("@medicine",) == term.source
    assert ("ยา", "เวชภัณฑ์", "พัสดุ") == term.any
    assert ("ไปรษณีย์พัสดุ",) == term.inside_not


def test_recurrent_misspellings_count_as_the_word():
    clause = load_edition("moit-toy", root=TOY).by_slug("service-standard").topic.any[0]

    assert ("มาตรฐานการให้บริการ", "มาตราฐานการให้บริการ") == clause.terms[0].any


def test_checks_and_conditions_become_values():
    rule = load_edition("moit-toy", root=TOY).by_slug("village-clinic")

    assert (ContactCheck(kind=ContactKind.ADDRESS),) == rule.component("place").any
    assert rule.asked_of(AgencyKind.LOCAL_GOVERNMENT)
    assert not rule.asked_of(AgencyKind.HOSPITAL)


def test_a_next_edition_states_only_what_changes():
    rules = load_edition("moit-toy-next", root=TOY)
    plan = rules.by_slug("medicine-plan")

    assert [("MOIT 1", "service-standard"), ("MOIT 2", "medicine-plan")] == [(r.item, r.slug) for r in rules.rules]
    assert "แผนและวงเงินจัดซื้อยา" == plan.title
    assert YearRule.THIS_YEAR is plan.year
    assert ["budget", "used", "method"] == [component.key for component in plan.components]
    assert Known.SEED is plan.component("budget").known
    assert isinstance(plan.component("budget").any[0], PhraseCheck)
    assert 1 == len(plan.cases)


def test_the_window_moves_along_with_the_fiscal_year():
    window = load_edition("moit-toy", root=TOY).window

    assert Window(opens=window.of(FiscalYear(2570)).opens, closes=window.of(FiscalYear(2570)).closes) == window.of(
        FiscalYear(2570)
    )
    assert "2027-04-01" == window.of(FiscalYear(2570)).opens.isoformat()


def test_editions_are_the_folders_that_hold_one():
    assert ("moit-toy", "moit-toy-next") == editions(TOY)
    assert () == editions(TOY / "nowhere")


def test_an_unknown_edition_names_the_one_that_was_meant(folder):
    error = wrong(folder(), "smal")

    assert "'small'" in error.cure


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: ข้อหนึ่ง", "titel: ข้อหนึ่ง", 2, "«titel: ข้อหนึ่ง»"),
        ("year: in_force", "year: in_forse", 4, "'in_force'"),
        ("year: in_force", "year: 2568", 4, "«year: 2568»"),
        ("    - [คำหนึ่ง]", "    - []", 7, "ว่างเปล่า"),
        ("    - [คำหนึ่ง]", '    - ["  "]', 7, '«- ["  "]»'),
        ('group: "1"', 'group: "2"', 3, "ไม่รู้จักกลุ่ม '2'"),
        ("slug: one", "slug: One Item", 1, "«slug: One Item»"),
        ("[คำหนึ่ง]", '["@nothing"]', 7, "ไม่รู้จักกลุ่มคำ '@nothing'"),
        ("      - phrase: [คำสอง]", "      - phrases: [คำสอง]", 13, "'phrase'"),
        ("      - phrase: [คำสอง]", "      - {phrase: [คำสอง], nera: [คำ]}", 13, "'near'"),
        ("      - phrase: [คำสอง]", "      - contact: fax", 13, "'fax'"),
        ("      - phrase: [คำสอง]", "      - image: 0", 13, "«- image: 0»"),
        ("      - phrase: [คำสอง]", "      - map: false", 13, "«- map: false»"),
        ("    known: seen\n", "", 9, "ขาดคีย์ 'known'"),
        ("components:", "topic:", 8, "duplicate key"),
        (
            "      - phrase: [คำสอง]",
            "      - phrase: [คำสอง]\n  part: {label: อื่น, known: seen, any: [map: true]}",
            14,
            "duplicate key",
        ),
        ("title: ข้อหนึ่ง", "title: [ข้อหนึ่ง", 3, "YAML"),
    ],
)
def test_a_broken_rule_is_shown_with_its_line_and_its_cure(folder, old, new, line, words):
    assert old in RULE

    error = wrong(folder(rule=RULE.replace(old, new)))

    assert ("O01-one.yaml", line) == (error.path.name, error.line)
    assert words in str(error)
    assert 1 == len(str(error).splitlines())


@pytest.mark.parametrize(
    ("case", "line", "words"),
    [
        ("- {label: ก, item: true, as_of: '2025-01-01'}", 15, "label"),
        ("- {label: ก}", 15, "name, as_of"),
        ("- {name: ก, as_of: 2025-01-01, fiscal_year: 2568, contents: [], expect: {status: found}}", 15, "คำพูด"),
        ("- {name: ก, as_of: '2025-02-30', fiscal_year: 2568, contents: [], expect: {status: found}}", 15, "as_of"),
        ("- {name: ก, as_of: '2025-02-20', fiscal_year: 2568, contents: [], expect: {status: fuond}}", 15, "'found'"),
        (
            "- {name: ก, as_of: '2025-02-20', fiscal_year: 2568, contents: [], expect: {status: found, lacking: [prat]}}",
            15,
            "'prat'",
        ),
    ],
)
def test_a_broken_case_is_shown_with_its_line(folder, case, line, words):
    error = wrong(folder(rule=f"{RULE}cases:\n  {case}\n"))

    assert line == error.line
    assert words in str(error)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("O01-one.yaml", "O01-oen.yaml", "'O01-one.yaml'"),
        ("  O1: O01-one.yaml", "  O1: two", "ไม่รู้จัก slug 'two'"),
        ("  O1: O01-one.yaml", "  O1: O01-one.yaml\n  O2: O01-one.yaml", "slug 'one' ซ้ำกับข้อ O1"),
        ("  O1: O01-one.yaml", "  O1: O01-one.yaml\n  O1: O01-one.yaml", "duplicate key"),
        ("edition: small", "edition: large", "'small'"),
        ("edition: small", "edition: small\nextends: small", "วง"),
        ("title: ฉบับเล็ก", "title: ฉบับเล็ก\nwindow: {opens: '04-31', closes: '05-01'}", "opens"),
        ("title: ฉบับเล็ก", "title: ฉบับเล็ก\nweights: {items: {O2: 1}}", "ไม่รู้จักข้อ 'O2'"),
        ("title: ฉบับเล็ก", "title: ฉบับเล็ก\nweights: {of_total: 40}", "of_total"),
        ("title: ฉบับเล็ก", f"title: ฉบับเล็ก\n{REAL.replace('[one]', '[two]')}", "ไม่รู้จัก slug 'two'"),
        ("title: ฉบับเล็ก", f"title: ฉบับเล็ก\n{REAL.replace(ELSE[0], ELSE[1])}", "ไม่รู้จักตัวชี้วัด '8'"),
        ("title: ฉบับเล็ก", f"title: ฉบับเล็ก\n{REAL.replace('score: 72', 'score: 172')}", "score"),
        ("title: ฉบับเล็ก", "title: ฉบับเล็ก\nindicators: {'9': {title: ก, groups: ['7']}}", "ไม่รู้จักกลุ่ม '7'"),
    ],
)
def test_a_broken_edition_says_what_is_wrong(folder, old, new, words):
    assert words in str(wrong(folder(edition=EDITION.replace(old, new))))


def test_real_score_tables_and_the_share_of_the_total_are_of_the_edition_and_change_no_digest(folder):
    plain = load_edition("small", root=folder())
    told = EDITION.replace("title: ฉบับเล็ก", f"title: ฉบับเล็ก\n{REAL}")
    rules = load_edition("small", root=folder(edition=told))
    untold = load_edition("small", root=folder(edition=told.replace("score: 72", "score: 70").replace("0.4", "0.5")))

    assert (plain.weights.of_total, plain.weights.real_scores) == (None, ())
    assert rules.weights.of_total == 0.4
    assert rules.weights.real_scores == (RealScore(year=2568, indicator="9", lost=("one",), score=72.0),)
    assert rules.digest == untold.digest


def test_a_rule_file_that_no_item_names_is_not_passed_over_in_silence(folder):
    assert "'O02-lost.yaml'" in str(wrong(folder(more={"small/O02-lost.yaml": RULE})))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"vocabulary/a.yaml": 'one: ["@two"]\ntwo: ["@one"]\n'}, "@one → @two → @one"),
        ({"vocabulary/a.yaml": "one: [ก]\n", "vocabulary/b.yaml": "one: [ข]\n"}, "'one' มีแล้ว"),
        ({"vocabulary/a.yaml": "one: []\n"}, "'one' ว่างเปล่า"),
        ({"vocabulary/a.yaml": "one: ก\n"}, "รายการคำ"),
        ({"vocabulary/a.yaml": "one: [ก]\nmany: ['@on']\n"}, "'one'"),
        ({"vocabulary/a.yaml": "one: {any: [ก], insidenot: [ข]}\n"}, "'inside_not'"),
        ({"vocabulary/a.yaml": "- ก\n"}, "คีย์: ค่า"),
    ],
)
def test_a_broken_vocabulary_is_refused_even_where_no_rule_uses_it(folder, files, words):
    assert words in str(wrong(folder(more=files)))


def test_editions_that_extend_each_other_are_refused(folder):
    other = EDITION.replace("edition: small", "edition: other\nextends: small")
    root = folder(
        edition=EDITION.replace("edition: small", "edition: small\nextends: other"),
        more={"other/edition.yaml": other},
    )

    assert "small → other → small" in str(wrong(root))


def test_a_file_that_is_not_utf8_is_refused(folder):
    root = folder()
    (root / "small" / "O01-one.yaml").write_bytes("slug: ก".encode("cp874"))

    assert "UTF-8" in str(wrong(root))


def test_a_mistake_in_what_is_inherited_is_shown_where_it_stands(folder):
    other = "edition: other\nextends: small\ntitle: อื่น\nfiscal_year: 2569\nitems:\n  O1: O01-one.yaml\n"
    rule = "extends: one\ncomponents:\n  part:\n    any:\n      - phrase: ['@nothing']\n"
    error = wrong(folder(more={"other/edition.yaml": other, "other/O01-one.yaml": rule}), "other")

    assert ("other", 5) == (error.path.parent.name, error.line)


class TestDigest:
    """It moves with everything that can change a verdict, and with nothing else."""

    def digest(self, root):
        return load_edition("small", root=root).digest

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("title: ข้อหนึ่ง", "title: ข้อหนึ่ง  # ความเห็น"),
            ("label: ส่วน", "label: ส่วนอื่น"),
            ("title: ข้อหนึ่ง", "title: ข้อหนึ่ง\nnote: บันทึก\nadvice: คำแนะนำ"),
            ("title: ข้อหนึ่ง", "title: ข้อหนึ่ง\ncases:\n  - {label: ก, item: true}"),
        ],
    )
    def test_stays_where_only_people_are_told(self, folder, old, new):
        before = self.digest(folder())

        assert before == self.digest(folder(rule=RULE.replace(old, new)))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("คำหนึ่ง", "คำอื่น"),
            ("คำสอง", "คำอื่น"),
            ("in_force", "this_year"),
            ("    known: seen", "    known: seen\n    unless_nil: true"),
            ("- phrase: [คำสอง]", "- phrase: [คำสอง]\n        count: 2"),
            ("- phrase: [คำสอง]", "- heading: [คำสอง]"),
            ("slug: one", "slug: one\npages: false"),
        ],
    )
    def test_moves_where_a_verdict_may(self, folder, old, new):
        before = self.digest(folder())

        assert before != self.digest(folder(rule=RULE.replace(old, new)))

    def test_moves_with_a_family_that_a_rule_or_the_engine_uses_and_with_no_other(self, folder):
        def with_families(used="ก", idle="ก", nil="ไม่มี"):
            more = {
                "vocabulary/a.yaml": f"used: [{used}]\nidle: [{idle}]\n",
                "vocabulary/engine.yaml": f"nil: [{nil}]\n",
            }
            return self.digest(folder(rule=RULE.replace("[คำสอง]", '["@used"]'), more=more))

        before = with_families()

        assert before == with_families(idle="ข")
        assert before != with_families(used="ข")
        assert before != with_families(nil="ไม่ปรากฏ")


def test_lines_are_looked_for_only_when_there_is_a_mistake_to_show(tmp_path, monkeypatch):
    (tmp_path / "words.yaml").write_text("one: [a]\ntwo:\n  any: [b]\n  inside_not: [c]\n", encoding="utf-8")
    source = read_source(tmp_path / "words.yaml")
    part = source.part("two")
    loaded: list[str] = []
    monkeypatch.setattr(YAML, "load", lambda self, text, load=YAML.load: loaded.append(text) or load(self, text))

    assert {"any": ["b"], "inside_not": ["c"]} == validated(FamilyFile, part).model_dump()
    assert [] == loaded

    assert (2, 3, 4) == tuple(part.place(loc).line for loc in ((), ("any",), ("inside_not", 0)))
    assert 4 == part.place(("inside_not", 7)).line
    assert 1 == len(loaded)
