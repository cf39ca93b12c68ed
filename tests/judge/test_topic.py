"""What labels, titles, file names and addresses are taken for; the rules' own label cases are proved elsewhere."""

import time

import pytest

from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label
from oitcrawl.ruleset.load import load_edition


@pytest.fixture(scope="module")
def matcher():
    return TopicMatcher(load_edition("nacc-2568"))


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("O14 คู่มือหรือมาตรฐานการปฏิบัติงาน", "O8"),
        ("๐๒๓ แผนปฏิบัติการป้องกันการทุจริต", "O25"),
        ("OIT 2 ติดต่อเรา", "O3"),
        ("MOIT 16 รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต", "O26"),
    ],
)
def test_a_code_without_its_edition_counts_for_nothing(matcher, label, item):
    assert matcher.classify(label).item == item


@pytest.mark.parametrize("code", ["O7", "๐๑๔", "OIT 3", "010", "EB 9", "2568"])
def test_a_bare_code_or_year_is_no_item(matcher, code):
    assert matcher.classify(code).item is None


def test_the_report_on_a_plan_is_not_the_plan(matcher):
    verdict = matcher.classify("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต")

    assert verdict.slug == "anticorruption-report"


def test_spaces_old_fonts_and_typing_errors_change_nothing(matcher):
    spellings = ["แผนปฏิบัติการป้องกันการทุจริต", "แผน ปฏิ บั ติ การ ป้องกัน การทุจริต", "แผ่นปฎิบัติการป้องกันการทุจริต"]

    assert {"anticorruption-plan"} == {matcher.classify(one).slug for one in spellings}


def test_a_long_title_that_mentions_a_topic_late_scores_lower_than_one_about_it(matcher):
    about = matcher.classify("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)")
    passing = matcher.classify("สภาพทั่วไปของหมู่บ้านสมมติและบ้านเรือนริมน้ำที่อยู่กันมาหลายชั่วอายุคน ซึ่งเคยกล่าวไว้ในแผนพัฒนา")

    assert about.slug == "strategic-plan"
    assert passing.slug is None
    assert passing.runner_up is not None
    assert passing.runner_up[0] == "strategic-plan"
    assert passing.runner_up[1] < about.score


@pytest.mark.parametrize(
    "title",
    [
        "คณะผู้บริหารร่วมกิจกรรมวันต่อต้านคอร์รัปชันสากล",
        "อบต.สมมติ จัดประชุมประชาคมเพื่อจัดทำแผนพัฒนาท้องถิ่น",
        "ขอเชิญร่วมรับฟังผลการดำเนินงานประจำปี",
        "พิธีมอบรางวัลหน่วยงานคุณธรรมและความโปร่งใส",
    ],
)
def test_the_title_of_an_event_is_not_evidence(matcher, title):
    assert matcher.classify(title).item is None


def test_a_near_tie_lowers_the_score_and_names_the_other(matcher):
    alone = matcher.classify("อำนาจหน้าที่")
    tied = matcher.classify("ติดต่อเรา และผู้บริหาร")

    assert tied.runner_up is not None
    assert {tied.slug, tied.runner_up[0]} == {"contact", "executives"}
    assert tied.score < alone.score


def test_the_reason_says_which_words_decided(matcher):
    because = matcher.classify("รายงานผลการพัฒนาบุคลากร ประจำปี 2567").because

    assert "«รายงาน" in because
    assert "พัฒนาบุคลากร" in because


def test_the_reason_of_a_look_alike_names_item_and_word(matcher):
    verdict = matcher.classify("รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต รอบ 6 เดือน")

    assert verdict.item is None
    assert verdict.because.startswith("คล้าย O")
    assert "แต่มีคำว่า «" in verdict.because


@pytest.mark.parametrize(
    "label", ["ITA 2568", "OIT", "การประเมินคุณธรรมและความโปร่งใส", "ข้อมูลสาธารณะ", "ปีงบประมาณ 2568"]
)
def test_pages_that_list_disclosures_are_hubs_and_about_no_item(matcher, label):
    verdict = matcher.classify(label)

    assert verdict.hub
    assert verdict.item is None


def test_a_short_latin_word_beside_another_of_the_rules_stands_alone_too(matcher):
    assert matcher.classify("Bribery Risk ปีงบประมาณ 2568").item == "O23"
    assert matcher.classify("Anti-Corruption Action Plan 2566-2570").item == "O25"


@pytest.mark.parametrize(
    ("address", "item"),
    [
        ("https://www.agency.example/procurement/annual-report-2567", "O13"),
        ("https://www.agency.example/procurement/hr-report-2567", "O15"),
        ("https://www.agency.example/annual-report-2567", "O7"),
        ("https://eservice.agency.example/", "O10"),
    ],
)
def test_the_folder_tells_whose_a_kind_of_paper_is_and_the_name_of_a_site_what_it_is(matcher, address, item):
    assert matcher.classify(address).item == item


def test_short_latin_words_count_only_where_they_stand_alone(matcher):
    assert matcher.classify("ถาม Q&A").item == "O3"
    assert matcher.classify("Aquarium").item is None
    assert not matcher.classify("Digital").hub


# --- file names and addresses ---


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("/uploads/files/แผนปฏิบัติการป้องกันการทุจริต_2566-2570.pdf", "O25"),
        (
            "https://www.agency.example/%E0%B8%95%E0%B8%B4%E0%B8%94%E0%B8%95%E0%B9%88%E0%B8%AD%E0%B9%80%E0%B8%A3%E0%B8%B2",
            "O3",
        ),
        ("https://www.agency.example/index.php?page=การเปิดโอกาสให้เกิดการมีส่วนร่วม", "O20"),
        ("รายงานข้อมูลสถิติเรื่องร้องเรียนการทุจร.xlsx", "O19"),
        ("/คู่มือ/แผนพัฒนาบุคลากร.pdf", "O14"),
        ("/docs/no_gift_policy.pdf", "O21"),
        ("/IMG_0001.pdf", None),
        ("/ita/o7.pdf", None),
    ],
)
def test_the_last_part_of_an_address_tells_what_a_file_is(matcher, name, item):
    assert matcher.classify(name).item == item


def test_google_sites_loses_its_marks_and_is_still_read(matcher):
    verdict = matcher.classify("https://sites.google.com/view/agency-example/แผนปฏบตการปองกนการทจรต")

    assert verdict.slug == "anticorruption-plan"


@pytest.mark.parametrize("label", ["คลิก", "ดูไฟล์แนบ", "", "O9", "12"])
def test_an_address_helps_a_label_that_says_nothing(matcher, label):
    verdict = matcher.classify(label, href="/complaintguide.html")

    assert verdict.slug == "complaint-procedure"
    assert verdict.score <= 0.5


def test_an_address_does_not_overrule_a_label_that_speaks(matcher):
    assert matcher.classify("สถานที่ท่องเที่ยว", href="/complaintguide.html").item is None


def test_words_that_say_nothing_are_told_apart_by_each_address_anew(matcher):
    hinted, plain = "/complaintguide.html", "/0001.html"
    first = [matcher.classify("คลิกที่นี่", href=href).item for href in (hinted, plain, hinted, "")]

    assert [matcher.classify("", href=hinted).item, None, first[0], None] == first
    assert first[0] is not None


def test_words_that_tell_are_judged_once_whatever_they_lead_to(matcher, monkeypatch):
    judged = []
    monkeypatch.setattr(
        TopicMatcher,
        "_judge",
        lambda self, *args, judge=TopicMatcher._judge: judged.append(args) or judge(self, *args),
    )

    items = {matcher.classify("แผนปฏิบัติการป้องกันการทุจริต ฉบับทดลอง", href=f"/{number}.html").item for number in range(9)}

    assert (1, 1) == (len(items), len(judged))


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใ.pdf", "O27"),
        ("การประเมินความเสี่ยงที่อาจเกิดการให้หรื.pdf", "O23"),
        ("แผนปฏิบัติการป้องกันการทุ...", "O25"),
        ("รายงานผลการบริหารและพัฒนาทรัพยากรบ…", "O15"),
        ("แผนปฏิบัติการป้องกันโร.pdf", None),
        ("การ.pdf", None),
    ],
)
def test_a_name_that_breaks_off_within_a_word_is_completed(matcher, name, item):
    assert matcher.classify(name).item == item


def test_a_name_that_breaks_off_tells_less_surely_than_a_whole_one(matcher):
    broken, whole = (matcher.classify(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใ{end}.pdf") for end in ("", "ส"))

    assert broken.item == whole.item
    assert broken.score < whole.score


def test_a_broken_word_never_turns_another_item_round(matcher):
    assert matcher.classify("คู่มือการปฏิบัติงานเรื่องร้องเรี.pdf").item == matcher.classify("คู่มือการปฏิบัติงานเรื่อง.pdf").item


@pytest.mark.parametrize(
    ("label", "item"),
    [("Bribery Risk Assessment 2025", "O23"), ("Strategy Plan", "O5"), ("Facebook", None), ("Privacy Policy", None)],
)
def test_labels_in_english_are_read_by_their_words(matcher, label, item):
    assert matcher.classify(label).item == item


# --- running text ---


def test_running_text_names_several_items_best_first(matcher):
    text = (
        "หน้านี้รวมเอกสารของเทศบาล\n" * 8
        + "แผนปฏิบัติการป้องกันการทุจริต\n"
        + "ข้อความทั่วไปของหน่วยงาน\n" * 12
        + "คู่มือสำหรับประชาชน\n"
    )

    named = matcher.body(text)

    assert {"anticorruption-plan", "service-manual"} <= {slug for slug, _ in named}
    assert [score for _, score in named] == sorted((score for _, score in named), reverse=True)


def test_words_of_a_clause_must_stand_together_in_running_text(matcher):
    far = "สถิติ" + " คนเดินทางไปมาตามถนนสายเดิม" * 20 + " ร้องเรียน"

    assert "complaint-statistics" in {slug for slug, _ in matcher.body("สถิติการร้องเรียน")}
    assert "complaint-statistics" not in {slug for slug, _ in matcher.body(far)}


def test_empty_text_names_nothing(matcher):
    assert matcher.body("") == ()
    assert matcher.classify("").slug is None


# --- where to look first ---


def test_hubs_and_disclosures_come_before_news_and_the_rest(matcher):
    home = "https://www.agency.example/"
    hub = matcher.interest(f"{home}ita2568", Label(text="ITA 2568"))
    item = matcher.interest(f"{home}plan.pdf", Label(text="แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"))
    plain = matcher.interest(f"{home}travel", Label(text="สถานที่ท่องเที่ยว"))
    news = matcher.interest(f"{home}news_detail.php", Label(text="เทศบาลจัดกิจกรรมวันเด็ก"))

    assert 1.0 >= hub > plain > news >= 0.0
    assert 1.0 >= item > plain


def test_the_row_speaks_for_a_link_that_only_says_click(matcher):
    row = Label(text="คลิก", row="O7 รายงานผลการดำเนินงานประจำปี คลิก")
    bare = Label(text="คลิก")

    assert matcher.interest("https://www.agency.example/7", row) > matcher.interest(
        "https://www.agency.example/7", bare
    )


# --- cost ---


def test_a_label_costs_little_even_the_first_time():
    matcher = TopicMatcher(load_edition("nacc-2568"))
    labels = [f"รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567 ครั้งที่ {number}" for number in range(2000)]
    started = time.process_time()
    for label in labels:
        matcher.classify(label)
    seconds = time.process_time() - started

    assert seconds / len(labels) < 200e-6
