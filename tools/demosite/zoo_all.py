"""All whole sites of ``tests/sites``: the tiny ones and the zoo."""

from demosite import zoo, zoo_scripted
from demosite.sites import TinySite, tiny_sites

ZOO = (
    zoo.vendor_cms,
    zoo.opaque,
    zoo.thai_parameters,
    zoo.joomla,
    zoo.wordpress,
    zoo.google_sites,
    zoo.cp874,
    zoo.copied_year,
    zoo_scripted.late_table,
    zoo_scripted.accordion,
    zoo_scripted.frames,
    zoo_scripted.splash,
    zoo_scripted.comment_links,
    zoo_scripted.soft_404,
    zoo_scripted.drive_only,
    zoo_scripted.flipbook,
)


def all_sites() -> tuple[TinySite, ...]:
    """Every site, the zoo last."""
    return (*tiny_sites(), *(make() for make in ZOO))
