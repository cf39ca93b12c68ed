"""A paper as HTML for programs that print HTML: every page of the paper is a page of the print."""

from html import escape

from corpus.fonts import Face
from corpus.papers import BREAK, Block, Paper, Part

EMBLEM = (
    '<svg class="emblem" viewBox="0 0 100 100"><circle cx="50" cy="50" r="46" fill="none" stroke="#222" stroke-width="4"/>'
    '<circle cx="50" cy="50" r="34" fill="none" stroke="#222" stroke-width="1.5"/>'
    '<path d="M50 18l9 22 23 2-18 15 6 23-20-13-20 13 6-23-18-15 23-2z" fill="#444"/></svg>'
)
SHEET = """@page{size:A4;margin:22mm 20mm}
body{margin:0;font-size:%spt;line-height:1.6}
.leaf{break-after:page}.leaf:last-child{break-after:auto}
h1,h2,p{margin:0 0 6pt}h1{font-size:1.25em;text-align:center}h2{font-size:1.1em}
.number{text-align:center}.sign{margin:0 0 0 45%%;text-align:center}.text{text-indent:12mm%s}
.emblem{display:block;width:22mm;height:22mm;margin:0 auto 6pt}
table{border-collapse:collapse;margin:4pt 0 8pt;width:100%%}td,th{border:.6pt solid #333;padding:1pt 4pt;text-align:left}
"""


def as_html(paper: Paper, face: Face, *, size: float = 13, justify: bool = False, breaks: bool = False) -> str:
    """The paper in one family; ``breaks`` puts a zero-width space where a line may break."""
    style = face.css() + SHEET % (size, ";text-align:justify" if justify else "")
    style += f'body{{font-family:"{face.family}"}}'
    leaves = "".join(
        f'<div class="leaf">{"".join(_block(b, breaks=breaks) for b in page)}</div>' for page in paper.pages
    )
    head = f'<meta charset="utf-8"><title>{escape(paper.title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="th"><head>{head}</head><body>{leaves}</body></html>'


def _block(block: Block, *, breaks: bool) -> str:
    if block.part is Part.EMBLEM:
        return EMBLEM
    if block.part is Part.TABLE:
        return _table(block)
    tag = {Part.TITLE: "h1", Part.HEADING: "h2"}.get(block.part, "p")
    words = "<wbr>".join(map(escape, block.text.split(BREAK))) if breaks else escape(block.plain)
    return f'<{tag} class="{block.part}">{words}</{tag}>'


def _table(block: Block) -> str:
    head, *rows = block.rows
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
