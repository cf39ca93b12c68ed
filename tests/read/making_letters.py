"""Letters and slides of other formats, made by hand: ODT, ODP, PPTX, RTF."""

from read.making import zipped

ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{ODF}:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "presentation": "presentation", "svg": "svg-compatible",
    }.items()
) + f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def tiny_odt(body, *, kind="text", styles="", title="", author="", extra=None, head=""):
    """An OpenDocument letter (``kind`` text) or show (``presentation``) whose body is ``body``."""
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
        ),
        "meta.xml": (
            f"<office:document-meta {SPACES}><office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}"
            "</meta:initial-creator><meta:creation-date>2568-01-15T08:00:00</meta:creation-date>"
            "<dc:date>2025-02-01T10:00:00</dc:date></office:meta></office:document-meta>"
        ),
    }
    return zipped(parts | (extra or {}), stored=True)


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def shape(*lines, kind=""):
    """A shape of these lines; ``kind`` as of its placeholder."""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp>{holder}<p:txBody>{words}</p:txBody></p:sp>"


def slide_table(*rows):
    """A table of these rows of cell texts, the first being its header."""
    lines = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row)
        + "</a:tr>"
        for row in rows
    )
    return f'<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'


def tiny_pptx(*slides, order=None, extra=None, title=""):
    """A PPTX of slides given as the XML of their shapes; ``order`` lists their numbers as they are shown."""
    order = order or range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in order)
    related = "".join(f'<Relationship Id="rId{number}" Target="slides/slide{number}.xml"/>' for number in order)
    parts = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{RELS}">{related}</Relationships>',
        "docProps/core.xml": f'<c:coreProperties xmlns:c="c" xmlns:dc="dc" xmlns:t="t"><dc:title>{title}</dc:title><dc:creator>งานแผน</dc:creator><t:created>2025-01-15T08:00:00Z</t:created></c:coreProperties>',
    }
    for number, body in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>'
        )
    return zipped(parts | (extra or {}))


def in_bytes(text):
    """Thai for RTF as bytes of the Thai code page."""
    return "".join(char if char.isascii() else f"\\'{char.encode('cp874')[0]:02x}" for char in text)


def in_units(text):
    """Thai for RTF as Unicode, with a question mark for old readers."""
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)


def tiny_rtf(body, *, page="\\ansicpg874", charset=222, info=""):
    """An RTF of one font."""
    fonts = f"{{\\fonttbl{{\\f0\\fnil\\fcharset{charset} Angsana New;}}}}"
    return f"{{\\rtf1\\ansi{page}\\deff0\\deflang1054{fonts}{info}\\viewkind4\\uc1\\pard\\f0\\fs32 {body}}}".encode(
        "ascii"
    )
