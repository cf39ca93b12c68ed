"""Stored scans copied under other codes: a store of many agencies without a scan of each."""

from dataclasses import replace

from oitcrawl.store.scans import Beside


def copied(store, number, codes, *, engine="0.0.1"):
    """Copies of the stored scan ``number``, one per code, with what it brought home, as an older engine judged it."""
    scan = store.scan(number)
    _, keepsake = store.keepsakes.load(number)
    for code in codes:
        agency = replace(scan.agency, code=code, name=f"อบต.สมมุติ {code}")
        site = replace(keepsake.site, code=code)
        store.lay_beside(code, Beside(keepsake=replace(keepsake, site=site)))
        store.save_scan(replace(scan, agency=agency, engine=engine))
