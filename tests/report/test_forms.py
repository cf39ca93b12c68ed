"""The forms of a report: one list of names, a maker for each."""

import pytest
from report.samples import scan

from oitcrawl.model.formats import ALL_FORMATS, DEFAULT_FORMATS, ON_REQUEST
from oitcrawl.report import forms
from oitcrawl.report.publish import publish_at


def test_every_form_that_people_may_name_can_be_made() -> None:
    assert set(forms._MAKERS) == set(ALL_FORMATS)
    assert set(DEFAULT_FORMATS) | ON_REQUEST == set(ALL_FORMATS)


def test_every_file_of_every_form_is_known_as_ours(tmp_path) -> None:
    folder = publish_at(scan(), tmp_path / "report", formats=DEFAULT_FORMATS)
    written = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert "index.html" in written
    assert [name for name in written if not forms.is_ours(name)] == []


def test_an_unknown_form_is_refused_with_the_known_ones(tmp_path) -> None:
    with pytest.raises(ValueError, match="html"):
        publish_at(scan(), tmp_path / "report", formats=("html", "ods"))
