"""Papers as plain and marked-up text: TXT and CSV in each encoding, HTML as Word saves it, mails with attachments."""

import csv
import io
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from corpus.office import blocks, sheet_rows
from corpus.papers import Block, Paper, Part

ENCODINGS = {"utf8": "utf-8", "utf8-sig": "utf-8-sig", "cp874": "cp874", "utf16": "utf-16"}


def txt(paper: Paper, encoding: str) -> bytes:
    """Pages parted by a form feed, lines ending as Windows ends them."""
    return "\f".join(paper.truth).replace("\n", "\r\n").encode(encoding)


def table(paper: Paper, encoding: str) -> bytes:
    """CSV: every paragraph a row of one cell."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(row for page in sheet_rows(paper) for row in page)
    return out.getvalue().encode(encoding)


def word_html(paper: Paper, encoding: str = "cp874") -> bytes:
    """HTML "saved as web page": Word's namespaces, styles in comments, its name of the Thai code page."""
    label = {"cp874": "windows-874", "utf-8": "utf-8"}[encoding]
    body = "".join(map(_word_block, blocks(paper)))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        f'<head><meta http-equiv=Content-Type content="text/html; charset={label}">'
        f'<meta name=Generator content="Microsoft Word 15"><title>{escape(paper.title)}</title>'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        '<style><!-- p.MsoNormal {margin:0cm; font-family:"TH SarabunPSK";} --></style></head>'
        f"<body lang=TH><div class=WordSection1>{body}</div></body></html>"
    ).encode(encoding)


def _word_block(block: Block) -> str:
    if block.part is Part.TABLE:
        rows = "".join(
            "<tr>" + "".join(f"<td><p class=MsoNormal>{escape(text)}</p></td>" for text in row) + "</tr>"
            for row in block.rows
        )
        return f"<table class=MsoTableGrid border=1>{rows}</table>"
    tag = "h1" if block.part is Part.TITLE else "p"
    half = len(block.plain) // 2  # Word tears words into spans
    left, right = escape(block.plain[:half]), escape(block.plain[half:])
    return f"<{tag} class=MsoNormal><span lang=TH>{left}</span><span lang=TH style='letter-spacing:-.1pt'>{right}</span></{tag}>"


def mail(paper: Paper, attachments: Mapping[str, tuple[str, bytes]], *, charset: str = "utf-8") -> bytes:
    """A mail that says the paper in its body; ``attachments`` by name: (media type, bytes)."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = "saraban@example.go.th"
    letter["To"] = "ita@example.go.th"
    letter["Date"] = "Wed, 15 Jan 2025 08:00:00 +0700"
    letter["Subject"] = paper.title
    letter["Message-ID"] = f"<{paper.name}@example.go.th>"
    letter.set_content("\n".join(paper.truth), charset=charset)
    for name, (kind, body) in attachments.items():
        main, _, sub = kind.partition("/")
        letter.add_attachment(body, maintype=main, subtype=sub, filename=name)
    if attachments:
        letter.set_boundary("=====oitcrawl=====")
    return letter.as_bytes()
