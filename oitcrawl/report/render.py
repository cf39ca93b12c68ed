"""The only door of jinja2: views in, self-contained HTML out, autoescaped and under a strict content policy."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from oitcrawl.report.divisions import DivisionView, HandoutView
from oitcrawl.report.overview import OverviewView
from oitcrawl.report.safe import clean, css_text
from oitcrawl.report.view import ReportView
from oitcrawl.report.words import Lang, Words, english

_FONTS = (
    ("thai", 400, "U+02BC, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"),
    ("thai", 700, "U+02BC, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC"),
    ("latin", 400, "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215"),
    ("latin", 700, "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215"),
)


def render_report(view: ReportView, handout: HandoutView | None = None) -> str:
    """One agency's report as one HTML file, that leads to what lies beside it; it holds no script at all."""
    style = _style("report.css", "handout.css") + _paper_foot(view.paper_foot)
    return _page("report.html.j2", view, Words(_lang(view.lang)), style=style, script="", handout=handout)


def render_division(view: ReportView, division: DivisionView) -> str:
    """The page of one division as one HTML file without a script; ``view`` is the report of its part of the scan."""
    style = _style("report.css", "handout.css") + _paper_foot(view.paper_foot)
    return _page("division.html.j2", view, Words(_lang(view.lang)), style=style, script="", division=division)


def render_overview(view: OverviewView) -> str:
    """The overview as one HTML file; its small script adds search and sorting to a table that works without."""
    words = Words(_lang(view.lang))
    style = _style("report.css", "overview.css") + _overview_labels(view, words)
    return _page("overview.html.j2", view, words, style=style, script=_static("overview.js"), early=_EARLY)


_EARLY = 'document.documentElement.className="js"'  # before the first paint, so that nothing moves after it


def render_latest(place: str, date: str, words: Words) -> str:
    """The page that leads to the newest report of an agency; ``place`` is what to open, from the folder above."""
    return _environment().get_template("latest.html.j2").render(place=place, date=date, lang=words.lang, t=words)


def render_part(template: str, words: Words, **values: object) -> str:
    """A part of a file that is not a page, as XML."""
    return _environment().get_template(template).render(t=words, **values)


def _page(
    template: str,
    view: ReportView | OverviewView,
    words: Words,
    *,
    style: str,
    script: str,
    early: str = "",
    **more: object,
) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            view=view,
            t=words,
            th=Markup("") if words.lang == "th" else Markup(' lang="th"'),
            csp=_policy(style, early, script),
            style=Markup(style),  # noqa: S704 - our own files, never crawled text
            script=Markup(script),  # noqa: S704 - our own file
            early=Markup(early),  # noqa: S704 - as above
            **more,
        )
        + "\n"
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("oitcrawl.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["breakable"] = _breakable
    environment.filters["blanks"] = _blanks
    environment.filters["english"] = english
    environment.filters["short"] = _is_short
    return environment


def _finalize(value: Any) -> Any:
    """Every text that a template places passes here first: no control character reaches a page."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _breakable(address: str) -> Markup:
    """An address that may break after each of its separators and not in the middle of a word."""
    return Markup("").join(
        Markup("%s<wbr>") % part if part[-1:] in "/?&_=" else escape(part)
        for part in re.split(r"(?<=[/?&_=])(?=[^/])", clean(address))
    )


def _blanks(text: str) -> list[tuple[str, bool]]:
    """A text cut at the brackets that a person has to fill in: pieces, and whether each is such a bracket."""
    pieces = re.split(r"(\[(?:โปรดระบุ|please )[^\[\]]{0,80}\])", text)
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]


def _is_short(row: Sequence[Sequence[str]], shares: Sequence[int]) -> bool:
    """Whether a row of a table on paper is kept whole: a long one would leave half of a page empty behind it."""
    letters = (max(1, share * 3 // 2) for share in shares)  # of one line, landscape
    lines = (sum(1 + len(line) // most for line in cell) for cell, most in zip(row, letters, strict=False))
    return max(lines, default=0) <= _SHORT


_SHORT = 6  # lines


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(_digest(script) for script in scripts if script)
    scripts_too = f"script-src {allowed}; " if allowed else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; {scripts_too}font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# boxes are measured anew when the embedded font is there, a moment after the first frame: shown then, nothing jumps
_SETTLE = "@media screen{@keyframes settle{from{visibility:hidden}}body{animation:settle .2s step-end}}\n"


@cache
def _style(*names: str) -> str:
    fonts = "".join(
        f'@font-face{{font-family:"Sarabun";font-weight:{weight};font-display:block;'
        f'src:url(data:font/woff2;base64,{_font(subset, weight)}) format("woff2");unicode-range:{span}}}\n'
        for subset, weight, span in _FONTS
    )
    return fonts + "".join(_static(name) for name in names) + _SETTLE


def _font(subset: str, weight: int) -> str:
    path = resources.files("oitcrawl.report").joinpath(f"static/sarabun-{subset}-{weight}-normal.woff2")
    return base64.b64encode(path.read_bytes()).decode()


def _static(name: str) -> str:
    return resources.files("oitcrawl.report").joinpath(f"static/{name}").read_text(encoding="utf-8")


def _overview_labels(view: OverviewView, words: Words) -> str:
    """Column names that stand before each value when the tables are folded for a narrow screen."""
    counts = (words("over.fix"), *(word for _, word in view.columns))
    last = (words("over.estimate"), words("over.change"), words("over.as_of"), words("over.window"))
    rules = _labels("#table", (words("over.province"), *counts, *last)) + _labels(".by-item", counts, first=3)
    return f"@media screen and (max-width: 87.99rem){{{rules}}}\n"


def _labels(table: str, names: tuple[str, ...], first: int = 2) -> str:
    return "".join(
        f'{table} td:nth-child({number})::before{{content:"{css_text(name)}"}}'
        for number, name in enumerate(names, first)
    )


def _paper_foot(text: str) -> str:
    """Whose page it is, at the foot of every printed one, beside its number in ``report.css``."""
    return f'@page {{ @bottom-left {{ content: "{css_text(text)}"; font: 8pt Sarabun; color: #454f5b; }} }}\n'


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "th"
