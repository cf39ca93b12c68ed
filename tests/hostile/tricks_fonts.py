"""Hostile fonts, on their own, in pages and in PDF, and pictures for the eyes of recognition and of reports."""

import io
import random
import struct
from functools import cache

from hostile.ground import trick
from hostile.tricks_files import (
    _GIVEN_UP,
    _MADE,
    WORDS,
    file,
    gif_frames,
    jpg_lie,
    png_pixels,
    png_text,
    tif_circle,
    zeros,
)
from hostile.tricks_pages import END, page
from PIL import Image
from read.making import _assemble, _stream, tiny_pdf

_DICE = random.Random(11)
FONT_TYPES = {
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "ttc": "font/collection",
}


def font(name, make):
    """A font at ``/h/NAME``; nobody takes one for a page, and the browser may load it."""
    once = cache(make)
    _MADE.append(once)

    async def answer(call):
        kind = FONT_TYPES.get(name.split("-")[0], "application/octet-stream")
        await call.send(once(), kind)

    return trick(
        name, "untouched read failed:wrong_type unread:unsupported unread:damaged unread:empty failed:soft_404"
    )(answer)


def sfnt(tables, version=b"\0\1\0\0", *, lie=None):
    """A font of ``tables``; ``lie`` maps a table to what its directory says of (offset, length)."""
    body, head = b"", version + struct.pack(">HHHH", len(tables), 16, 0, 0)
    at = 12 + 16 * len(tables)
    for tag, data in tables.items():
        offset, size = (lie or {}).get(tag, (at + len(body), len(data)))
        head += tag + struct.pack(">III", 0, offset, size)
        body += data
    return head + body


def tables(glyphs=3):
    """The tables that every font has, as small as they can be."""
    return {
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 1
        ),
        b"maxp": struct.pack(">IH", 0x10000, glyphs) + b"\xff" * 26,
        b"hmtx": struct.pack(">Hh", 500, 0),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHHHHHH", 4, 32, 0, 4, 4, 1, 0) + b"\xff" * 18,
        b"loca": b"\0" * 2 * (glyphs + 1),
        b"glyf": b"\0" * 100,
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">IIhhI", 0x30000, 0, 0, 0, 0) + b"\0" * 16,
    }


def glyph_in_itself():
    """A glyph composed of itself, again and again."""
    parts = b"".join(struct.pack(">HHbb", 0x0023 if n < 40 else 0x0003, 1, 0, 0) for n in range(41))
    glyph = struct.pack(">hhhhh", -1, 0, 0, 1000, 1000) + parts
    return sfnt(tables() | {b"glyf": b"\0" * 12 + glyph, b"loca": struct.pack(">4H", 0, 6, 6 + len(glyph) // 2, 6)})


def program_without_end():
    """Hinting that jumps back for ever, as fpgm and prep."""
    loop = bytes([0xB8, 0xFF, 0xFD, 0x1C])  # push -3, jump
    return sfnt(tables() | {b"fpgm": loop * 999, b"prep": loop * 999, b"cvt ": b"\0" * 9000})


def lookups_in_a_circle():
    """Substitutions that lead to each other."""
    return sfnt(
        tables()
        | {
            b"GSUB": struct.pack(">IHHH", 0x10000, 10, 10, 10) + b"\0\1\0\4" * 9000,
            b"GPOS": b"\0\1\0\0" + b"\0\x0a" * 9000,
        }
    )


def woff_bomb():
    """A WOFF of one table that unpacks to 250 MB."""
    packed = zeros(250_000_000)
    size = 44 + 20 + len(packed)
    head = b"wOFF" + b"\0\1\0\0" + struct.pack(">IHHIHHIIIII", size, 1, 0, 250_000_100, 1, 0, 0, 0, 0, 0, 0)
    return head + b"glyf" + struct.pack(">IIII", 64, len(packed), 250_000_000, 0) + packed


def woff2_bomb():
    """A WOFF2 that says it unpacks to 4 GB; its brotli is noise."""
    noise = _DICE.randbytes(20_000)
    head = b"wOF2\0\1\0\0" + struct.pack(
        ">IHHIIHHIIIII", 48 + 7 + len(noise), 9, 0, 0xFFFFFFFF, len(noise), 1, 0, 0, 0, 0, 0, 0
    )
    return head + b"\x0a\x8f\xff\xff\xff\x7f\0" + noise


def woff_truth(body):
    """A WOFF of a font's tables, unpacked as they are; its checksums are noughts."""
    return (
        b"wOFF"
        + body[:4]
        + struct.pack(">IHHIHHIIIII", 44 + len(body), 0xFFFF, 0, 0xFFFFFFF0, 1, 0, 0, 0, 0, 0, 0)
        + body
    )


def svg_font():
    """An SVG font of many glyphs that use each other, with an external picture and endless entities."""
    glyphs = "".join(f'<glyph unicode="&#{n};" d="{"M0 0L9 9" * 50}"/>' for n in range(65, 1500))
    head = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg"><defs><font id="f"><font-face font-family="f"/>{glyphs}</font></defs><text font-family="f">&b;</text></svg>'.encode()


FACES = (
    font("ttf-of-noise", lambda: b"\0\1\0\0" + _DICE.randbytes(60_000)),
    font(
        "ttf-of-many-tables",
        lambda: b"\0\1\0\0\xff\xff\0\0\0\0\0\0" + b"glyf\0\0\0\0\0\0\0\x0c\xff\xff\xff\xff" * 3000,
    ),
    font("ttf-whose-tables-overlap", lambda: sfnt(tables(), lie=dict.fromkeys(tables(), (0, 0x7FFFFFFF)))),
    font("ttf-glyph-in-itself", glyph_in_itself),
    font("ttf-program-without-end", program_without_end),
    font("ttf-lookups-in-a-circle", lookups_in_a_circle),
    font("ttf-of-65535-glyphs", lambda: sfnt(tables(65535))),
    font("ttf-huge", lambda: sfnt(tables() | {b"glyf": b"\0\1" * 3_500_000})),
    font(
        "ttf-colour-bitmaps-of-gigapixels",
        lambda: sfnt(
            tables()
            | {
                b"CBDT": b"\0\3\0\0" + png_pixels()[:90_000],
                b"CBLC": b"\0\3\0\0" + b"\xff" * 900,
                b"sbix": b"\0\1\0\1\xff\xff\xff\xff" + b"\0" * 500,
            }
        ),
    ),
    font(
        "ttf-svg-table-with-script",
        lambda: sfnt(tables() | {b"SVG ": struct.pack(">HIIHHHII", 0, 10, 0, 1, 0, 2, 14, 9000) + svg_font()[:9000]}),
    ),
    font(
        "otf-charstring-without-end",
        lambda: sfnt(tables() | {b"CFF ": b"\1\0\4\4" + b"\0\1\1\1\2x" + b"\x0a" * 30_000}, b"OTTO"),
    ),
    font("woff-bomb", woff_bomb),
    font("woff-that-lies", lambda: woff_truth(sfnt(tables()))),
    font("woff2-bomb", woff2_bomb),
    font("woff2-of-noise", lambda: b"wOF2" + _DICE.randbytes(50_000)),
    font(
        "eot-of-noise", lambda: struct.pack("<III", 60_000, 59_000, 0x20001) + b"\x50\x4c" + _DICE.randbytes(60_000)
    ),
    font("ttc-of-endless-fonts", lambda: b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\0\0\0\x0c" * 20_000),
    font("svg-font-of-many-glyphs", svg_font),
)


def faces():
    """A page that is written in all of them, by rules in it and by a script."""
    rules = "".join(
        f"@font-face{{font-family:f{n};src:url({one.path})}}.f{n}{{font-family:f{n}}}" for n, one in enumerate(FACES)
    )
    words = "".join(f"<p class=f{n}>กขค abc AVA fi ffl 123 {WORDS}</p>" for n in range(len(FACES)))
    more = "document.fonts.forEach(one=>one.load().catch(()=>0));"
    return f"<style>{rules}</style><title>แบบอักษร</title><h1>แบบอักษร</h1>{words}<div id=app></div><script>{more}app.textContent='x'</script>{END}"


def pdf_with_font(program, key, subtype=b"/Type1"):
    """A PDF of Thai words whose font has this program."""
    descriptor = (
        b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 800/Descent -200/" + key + b" 6 0 R>>"
    )
    whole = tiny_pdf(WORDS * 9).replace(b"/BaseFont/Helvetica", b"/BaseFont/X" + descriptor)
    whole = whole.replace(b"/Subtype/Type1", b"/Subtype" + subtype)
    return whole.replace(
        b"5 0 obj", b"6 0 obj" + _stream(b"/Length1 %d" % len(program), program) + b"endobj\n5 0 obj"
    )


def pdf_type3():
    """A font whose letters draw the page that shows them."""
    own = b"<</Font<</F1 3 0 R>>>>"
    glyph = _stream(b"", b"1000 0 0 0 750 750 d1 BT /F1 900 Tf (aaaaaaaa) Tj ET")
    return _assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[10 0 R]>>",
            3: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97/Widths[1000]"
            b"/Encoding<</Type/Encoding/Differences[97/a]>>/CharProcs<</a 4 0 R>>/Resources" + own + b">>",
            4: glyph,
            5: b"<<>>",
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources" + own + b">>",
            11: _stream(b"", b"BT /F1 12 Tf " + b"(aaaaaaaaaaaaaaaa) Tj " * 500 + b"ET"),
        }
    )


def pdf_cmap():
    """A map of letters that says a range of four thousand million."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 9 beginbfrange "
        + b"<00000000> <ffffffff> <0e01> " * 9000
        + b"endbfrange endcmap"
    )
    return (
        tiny_pdf(WORDS)
        .replace(b"/ToUnicode 4 0 R", b"/ToUnicode 6 0 R")
        .replace(b"5 0 obj", b"6 0 obj" + _stream(b"", cmap) + b"endobj\n5 0 obj")
    )


def drawn(kind, size=(400, 600), **more):
    """A sound picture of noise, for recognition to find letters in."""
    out = io.BytesIO()
    Image.frombytes("L", size, _DICE.randbytes(size[0] * size[1])).save(out, kind, **more)
    return out.getvalue()


def pdf_of_noise_pages():
    """Six scanned pages of noise: recognition could look for letters for ever."""
    first = Image.frombytes("L", (400, 560), _DICE.randbytes(400 * 560))
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=[first] * 5)
    return out.getvalue()


_SOME = "read unread:scan unread:unclear " + _GIVEN_UP
SEEN = (
    page("page-in-hostile-fonts", "read", faces),
    file(
        "pdf-font-glyph-in-itself", "pdf", _SOME, lambda: pdf_with_font(glyph_in_itself(), b"FontFile2", b"/TrueType")
    ),
    file(
        "pdf-font-program-without-end",
        "pdf",
        _SOME,
        lambda: pdf_with_font(program_without_end(), b"FontFile2", b"/TrueType"),
    ),
    file("pdf-font-of-noise", "pdf", _SOME, lambda: pdf_with_font(_DICE.randbytes(90_000), b"FontFile")),
    file(
        "pdf-font-charstring-without-end",
        "pdf",
        _SOME,
        lambda: pdf_with_font(b"\1\0\4\4" + b"\0\1\1\1\2x" + b"\x0a" * 30_000, b"FontFile3/Subtype/Type1C/X"),
    ),
    file(
        "pdf-font-bomb",
        "pdf",
        _SOME,
        lambda: (
            tiny_pdf(WORDS * 9)
            .replace(
                b"/BaseFont/Helvetica",
                b"/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 6 0 R>>",
            )
            .replace(
                b"5 0 obj", b"6 0 obj" + _stream(b"/Filter/FlateDecode", zeros(200_000_000)) + b"endobj\n5 0 obj"
            )
        ),
    ),
    file("pdf-letters-that-draw-themselves", "pdf", _SOME, pdf_type3),
    file("pdf-map-of-all-letters", "pdf", _SOME, pdf_cmap),
    file("pdf-scanned-noise", "pdf", _SOME, pdf_of_noise_pages),
    file("png-seen-of-gigapixels", "png", _SOME, png_pixels),
    file("png-seen-with-text-bombs", "png", _SOME, png_text),
    file("png-seen-of-noise", "png", _SOME, lambda: drawn("PNG")),
    file("jpg-seen-that-lies", "image/jpeg", _SOME, jpg_lie),
    file("jpg-seen-thin", "image/jpeg", _SOME, lambda: drawn("JPEG", (60_000, 3))),
    file("gif-seen-of-many-frames", "image/gif", _SOME, gif_frames),
    file("tif-seen-in-a-circle", "image/tiff", _SOME, tif_circle),
    file("png-seen-cut-off", "png", _SOME, lambda: drawn("PNG")[:-3000]),
    file("png-seen-with-a-broken-sum", "png", _SOME, lambda: drawn("PNG").replace(b"IDAT", b"IDAU", 1)),
)
LOOKED_AT = (*SEEN, *FACES)
