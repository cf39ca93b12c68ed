"""Whatever part of a site fails, what was found there is never turned into an accusation."""

from hypothesis import given, settings
from hypothesis import strategies as st

from oitcrawl.model.content import Label
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Blank
from tests.judge.ground import (
    ALL,
    FULL_REPORT,
    HOME,
    Site,
    judged,
)

HONEST = {Status.FOUND, Status.UNVERIFIED, Status.NOT_DUE}
CAUSES = ("timeout", "server_error", "forbidden", "robots", "unvisited", "dns", "tls_problem")


def whole_site() -> Site:
    """Hub pages lead to documents: the home page to menus, menus to lists, lists to what is disclosed."""
    site = Site()
    footer = "เลขที่ 9 หมู่ 4 ตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง 53000 โทร 0 5544 1234 saraban@agency.example"
    root = site.page("", "ยินดีต้อนรับ", title="หน่วยงานตัวอย่าง", chrome=footer)
    ita = site.page("ita", "ITA 2568", title="ITA 2568", label="ITA 2568", on=root)
    plans = site.page("plans", "แผนงาน", title="แผนงาน", label="แผนงาน", on=root)
    about = site.page("about", "ข้อมูลทั่วไป", title="ข้อมูลทั่วไป", label="ข้อมูลทั่วไป", on=root)
    division = site.page("div", "กองคลัง", title="กองคลัง", label="กองคลัง", on=root)
    year = site.page("ita/y", "ปีงบประมาณ 2568", title="ปีงบประมาณ 2568", label="ปีงบประมาณ 2568", on=ita)

    site.file("r.pdf", FULL_REPORT, label="คลิก", row="O7 รายงานผลการดำเนินงานประจำปี 2567", on=year)
    site.file("r-old.pdf", FULL_REPORT.replace("2567", "2565"), label="รายงานผลการดำเนินงานประจำปี 2565", on=division)
    plan = "แผนพัฒนา (พ.ศ. 2566 - 2570)\fยุทธศาสตร์ที่ 1\fตัวชี้วัดของยุทธศาสตร์"
    site.file("p.pdf", plan, label="แผนพัฒนา พ.ศ. 2566-2570", on=plans)
    site.file("p-old.pdf", plan.replace("2566 - 2570", "2561 - 2564"), label="แผนพัฒนา พ.ศ. 2561-2564", on=plans)
    site.file("a.pdf", "แผนการดำเนินงานประจำปี 2568\nโครงการก่อสร้าง", label="แผนการดำเนินงานประจำปี 2568", on=plans)
    half = "แผนการดำเนินงานประจำปี 2568 รอบ 6 เดือน\nความก้าวหน้าร้อยละ 60"
    site.file("b.pdf", half, label="ดาวน์โหลด", heading="แผนการดำเนินงานประจำปี 2568", on=division)
    code = "ประมวลจริยธรรมของหน่วยงาน พ.ศ. 2564 ใช้บังคับกับเจ้าหน้าที่ทุกคน"
    site.page("code", code, title="ประมวลจริยธรรม", label="ประมวลจริยธรรม", on=about)
    drive = "อบรมจริยธรรมเมื่อวันที่ 15 มกราคม 2568 แก่เจ้าหน้าที่ทุกคน"
    site.page("drive", drive, title="การขับเคลื่อนจริยธรรม 2568", label="การขับเคลื่อนจริยธรรม 2568", on=ita)
    org = "โครงสร้างหน่วยงาน ฝ่ายการเมือง ฝ่ายประจำ อำนาจหน้าที่ตามกฎหมาย " + "ก" * 160
    site.page("org", org, title="โครงสร้างหน่วยงาน", label="โครงสร้างหน่วยงาน", on=about)
    news = "\n".join(f"{day} มกราคม 2568 แจ้งข่าวแก่ประชาชนในพื้นที่" for day in range(1, 9))
    site.page("news", news, title="ข่าวประชาสัมพันธ์", label="ข่าวประชาสัมพันธ์", on=root)
    nil = "ปีงบประมาณ 2568 ไม่มีเรื่องร้องเรียน " + "ก" * 160
    site.page("stat", nil, title="สถิติเรื่องร้องเรียน ปี 2568", label="สถิติเรื่องร้องเรียน ปี 2568", on=year)
    gift = "รายงานการรับทรัพย์สิน ประจำปีงบประมาณ 2568\nไม่มีการรับ"
    site.file("g.pdf", gift, label="O22 รายงานการรับทรัพย์สิน 2568", on=year)
    return site


WHOLE = whole_site()
BEFORE = judged(WHOLE)


def without(failing: dict[str, str]) -> Site:
    """The same site when these addresses fail; what only they lead to is never heard of."""
    site = Site(contents=dict(WHOLE.contents))
    for record in WHOLE.records:
        trail, url = [], WHOLE.parents[record.url]
        while url is not None:
            trail.append(url)
            url = WHOLE.parents[url]
        if any(one in failing for one in trail):
            continue
        if record.url in failing:
            is_page = record.media.value == "html"
            site.blanks.append(
                Blank(url=record.url, reason=failing[record.url], labels=record.labels, is_page=is_page)
            )
        else:
            site.records.append(record)
    return site


def test_the_whole_site_is_found():
    found = {item for item, one in BEFORE.items() if one.status is Status.FOUND}

    assert {"O1", "O3", "O4", "O5", "O6", "O7", "O16", "O19", "O22"} == found


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([one.url for one in WHOLE.records]), st.sampled_from(CAUSES), min_size=1))
def test_a_failure_never_turns_what_was_found_into_a_gap(failing):
    after = judged(without(failing))

    for item, finding in BEFORE.items():
        if finding.status is Status.FOUND:
            assert after[item].status in HONEST, (item, after[item].because)


def test_each_single_failure_is_honest():
    for record in WHOLE.records:
        after = judged(without({record.url: "timeout"}))

        gaps = {item for item, one in after.items() if one.status.is_gap and BEFORE[item].status is Status.FOUND}
        assert gaps == set(), record.url


def test_a_deleted_document_on_the_other_hand_is_a_gap():
    site = without({})
    site.records = [one for one in site.records if one.url not in {HOME + "r.pdf", HOME + "r-old.pdf"}]
    label = Label(text="O7 รายงานผลการดำเนินงานประจำปี 2567", found_on=HOME)
    site.blanks.append(Blank(url=HOME + "r.pdf", reason="not_found", permanent=True, labels=(label,), is_page=False))

    assert judged(site)["O7"].status is Status.MISSING
    assert len(ALL) == len(judged(site))


def test_a_link_that_leads_to_another_site_is_not_called_missing_but_excuses_nothing_else():
    """What a redirect off the site hides may be the very thing its label names, and only that."""
    from oitcrawl.judge.signs import Topics
    from oitcrawl.judge.suspects import Suspects
    from oitcrawl.judge.topic import TopicMatcher
    from oitcrawl.model.content import Label
    from oitcrawl.model.harvest import Blank, Harvest
    from oitcrawl.model.scan import Coverage
    from oitcrawl.ruleset.load import load_edition

    away = Blank(url="https://x.go.th/r", reason="offsite", labels=(Label(text="แผนพัฒนาท้องถิ่น 2566-2570"),))
    unclear = Blank(url="https://x.go.th/s", reason="offsite", labels=(Label(text="คลิก"),))
    harvest = Harvest(records=(), blanks=(away, unclear), coverage=Coverage())
    suspects = Suspects(harvest, Topics(TopicMatcher(load_edition("nacc-2568", cases=False)), ()))

    assert ["strategic-plan"] == list(suspects.by_slug)
    assert [] == suspects.open
