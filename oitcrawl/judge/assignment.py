"""One agency judged by one edition for one year and day: from a harvest to findings."""

from dataclasses import dataclass, field
from datetime import date

from oitcrawl.judge.attachments import attachments
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.declared import declared_links, led
from oitcrawl.judge.gather import gather, topics_of
from oitcrawl.judge.hacked import without_strangers
from oitcrawl.judge.places import with_places
from oitcrawl.judge.privacy import Privacy
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.judge.wants import Want, wants
from oitcrawl.judge.ways import with_ways
from oitcrawl.model.declared import DeclaredLink
from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.harvest import Harvest, LoadContent
from oitcrawl.model.scan import Attachment, ScanWarning
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.ruleset.naming import by_code
from oitcrawl.thai.calendar import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one scan is to answer.

    Attributes:
        site: the agency.
        rules: the edition to judge by.
        fiscal_year: the year assessed.
        as_of: the day for which it is judged.
        engine: version of oitcrawl.
    """

    site: AgencySite
    rules: RuleSet
    fiscal_year: FiscalYear
    as_of: date
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was decided: a finding per item, warnings, how well each document can be read, what declared links show.

    Attributes:
        holds_until: the first later day for which the same contents may be judged otherwise; ``date.max`` for none.
        personal: digits of persons' numbers that were met, for what else is shown to be covered by.
    """

    items: tuple[ItemFinding, ...]
    warnings: tuple[ScanWarning, ...]
    attachments: tuple[Attachment, ...]
    holds_until: date
    declared: tuple[DeclaredLink, ...] = ()
    personal: frozenset[str] = field(default=frozenset(), repr=False)


def judge(assignment: Assignment, harvest: Harvest, load: LoadContent, matcher: TopicMatcher) -> Judgement:
    """Gather (a map over contents) and decide (a reduce per item). Pure but for ``load``."""
    harvest = without_strangers(harvest)
    context = context_of(assignment, harvest)
    rules = assignment.rules
    topics = topics_of(harvest, rules, matcher, context)
    privacy = Privacy(load)
    gathered = gather(harvest, privacy, rules, matcher, context, topics=topics)
    items = with_places(decide(gathered, rules, context), harvest, gathered, rules, topics)
    return Judgement(
        items=privacy.items(with_ways(items, harvest.records)),
        warnings=privacy.covered(privacy.warnings((*harvest.warnings, *gathered.warnings))),
        attachments=privacy.covered(attachments(harvest.records, gathered.sightings, rules)),
        holds_until=context.holds_until,
        declared=privacy.covered(declared_links(by_code(assignment.site, rules), harvest, items, topics)),
        personal=privacy.known,
    )


def worth_reading(
    assignment: Assignment, matcher: TopicMatcher, harvest: Harvest, load: LoadContent
) -> tuple[Want, ...]:
    """The scans that can still change a verdict, by what is known so far."""
    harvest = without_strangers(harvest)
    context = context_of(assignment, harvest)
    gathered = gather(harvest, load, assignment.rules, matcher, context)
    return wants(gathered, decide(gathered, assignment.rules, context), assignment.rules)


def context_of(assignment: Assignment, harvest: Harvest) -> JudgeContext:
    """The frame in which ``harvest`` is judged; items that the agency's people name, by the codes of the edition."""
    return JudgeContext(
        agency=led(by_code(assignment.site, assignment.rules), harvest),
        fiscal_year=assignment.fiscal_year,
        as_of=assignment.as_of,
        coverage=harvest.coverage,
    )
