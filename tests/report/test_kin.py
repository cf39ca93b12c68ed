"""Agencies of one template are found among thousands, in any order, whatever each of them changed."""

import random
import time

from oitcrawl.model.template import Template, packed
from oitcrawl.report.kin import families

ROUTES, BONES = 8, 50


def site(vendor, agency, *, changed=0.2):
    """An agency's site of a vendor's template, a part of which it changed."""
    own, dice = random.Random(f"vendor {vendor}"), random.Random(f"{vendor} {agency}")
    routes = [f"/{vendor}-{own.randrange(999)}/N" for _ in range(ROUTES)]
    bones = [own.randrange(1 << 24) for _ in range(BONES)]
    common = [7, 8, 9]  # of a library that all use
    kept = [dice.randrange(1 << 24) if dice.random() < changed else bone for bone in bones]
    return Template(routes=(*routes[: ROUTES - dice.randrange(2)], "/news/N"), bones=packed({*kept, *common}))


def fleet(sizes):
    return {f"{vendor}.{agency}": site(vendor, agency) for vendor, size in sizes.items() for agency in range(size)}


def test_each_template_is_a_family_and_who_is_like_no_other_stands_alone():
    found = families(fleet({"a": 7, "b": 5, "c": 3, "d": 1, "e": 1}))

    assert [7, 5, 3, 1, 1] == [len(one) for one in found]
    assert all(len({code.partition(".")[0] for code in one}) == 1 for one in found)


def test_the_order_in_which_agencies_come_does_not_matter():
    known = fleet({"a": 9, "b": 9, "c": 2})
    turned = dict(sorted(known.items(), reverse=True))

    assert families(known) == families(turned)


def test_one_that_changed_much_joins_by_what_the_family_has_in_common():
    known = fleet({"a": 12}) | {"a.own": site("a", "own", changed=0.35)}

    assert [13] == [len(one) for one in families(known)]


def test_sites_of_which_nothing_is_known_are_no_family():
    assert [1, 1, 1] == [len(one) for one in families({code: Template() for code in "abc"})]


def test_thousands_take_seconds():
    sizes = {f"v{number}": 2 + 2000 // (number + 1) ** 2 for number in range(150)}
    known = fleet(sizes) | {f"alone.{number}": site(f"alone {number}", 0) for number in range(800)}
    started = time.process_time()
    found = families(known)

    assert time.process_time() - started < 10
    assert sorted(sizes.values(), reverse=True) == [len(one) for one in found if len(one) > 1]
