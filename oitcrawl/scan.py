"""The story of one scan: survey the site, read its scans, gather evidence, decide, sum up."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from oitcrawl.judge.assignment import Assignment, Judgement, judge, worth_reading
from oitcrawl.judge.breadth import covered
from oitcrawl.judge.naming import introduce
from oitcrawl.judge.score import summarise
from oitcrawl.judge.template import template_of
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.harvest import Harvest, LoadContent
from oitcrawl.model.masked import masked
from oitcrawl.model.scan import AgencyRef, AgencyScan, Coverage
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.caution import caution
from oitcrawl.settings import Settings
from oitcrawl.survey import SurveyTools, survey
from oitcrawl.transcribe import Scribe, read_scans

Aside = Callable[[Callable[[], AgencyScan]], Awaitable[AgencyScan]]


async def scan_agency(
    assignment: Assignment,
    tools: SurveyTools,
    load: LoadContent,
    settings: Settings,
    *,
    matcher: TopicMatcher,
    now: Callable[[], datetime],
    scribe: Scribe | None = None,
    complete: Callable[[Harvest], Harvest] = lambda harvest: harvest,
    witness: Callable[[AgencySite, Harvest], None] = lambda _site, _harvest: None,
    aside: Aside | None = None,
) -> AgencyScan:
    """Survey one agency's site, read the scans in it that matter (with a ``scribe``), and judge it.

    Args:
        assignment: what is to be answered.
        tools: the doors of the survey.
        load: texts that were read.
        settings: budgets.
        matcher: tells what texts are about.
        now: the time.
        scribe: the way to character recognition.
        complete: adds to the harvest of the survey what is known from earlier scans.
        witness: told the agency and the harvest as they are judged, so that they can be judged again.
        aside: does the judging where it holds up no other scan; None does it at once.

    Returns:
        The scan; ``partial`` when somebody stopped it. A site that gave nothing is a scan without pages.
    """
    started = now()
    harvest = complete(await survey(assignment.site, tools, settings))
    home = harvest.records[0] if harvest.records and not harvest.records[0].overrun else None
    assignment = replace(assignment, site=introduce(assignment.site, home))
    if scribe is not None:
        harvest, load = await read_scans(harvest, load, scribe, matcher, partial(worth_reading, assignment, matcher))
    witness(assignment.site, harvest)
    judging = partial(judge_harvest, assignment, harvest, load, matcher, started=started, finished=now)
    return await aside(judging) if aside is not None else judging()


def judge_harvest(
    assignment: Assignment,
    harvest: Harvest,
    load: LoadContent,
    matcher: TopicMatcher,
    *,
    started: datetime,
    finished: Callable[[], datetime],
) -> AgencyScan:
    """Judge what was brought home, now or long ago; the same harvest, texts and rules give the same scan."""
    judgement = judge(assignment, harvest, load, matcher)
    scan = _whole(assignment, covered(harvest), judgement, started=started, finished=finished())
    return masked(replace(scan, template=template_of(harvest, load)), judgement.personal)


def _whole(
    assignment: Assignment,
    coverage: Coverage,
    judgement: Judgement,
    *,
    started: datetime,
    finished: datetime,
) -> AgencyScan:
    site, rules = assignment.site, assignment.rules
    return AgencyScan(
        engine=assignment.engine,
        edition=rules.edition,
        edition_title=rules.title,
        edition_note=caution(rules, assignment.fiscal_year.be),
        edition_year=rules.fiscal_year,
        provisional=rules.provisional,
        rules_digest=rules.digest,
        agency=AgencyRef(code=site.code, name=site.name, kind=site.kind.value, url=site.url, province=site.province),
        fiscal_year=assignment.fiscal_year.be,
        as_of=assignment.as_of,
        started=started,
        finished=finished,
        coverage=coverage,
        items=judgement.items,
        summary=summarise(judgement.items, rules, assignment.fiscal_year.be),
        warnings=judgement.warnings,
        attachments=judgement.attachments,
        declared=judgement.declared,
        holds_until=judgement.holds_until,
        groups=tuple(rules.groups),
        window_opens=site.window.opens if site.window else None,
        window_closes=site.window.closes if site.window else None,
        partial=coverage.stopped_by == "interrupted",
    )
