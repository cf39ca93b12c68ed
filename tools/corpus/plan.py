"""What the corpus holds: every file with the paper it says, how it was made, and what was done to it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pypdfium2

from corpus import archives, broken, drawn, fonts, office, pango, plain, printed, rawpdf, scans
from corpus.fonts import Face, face
from corpus.papers import BREAK, Digits, Paper, make_paper
from corpus.printed import Chromium

PAGED: Final = ("docx", "odt", "pptx", "xlsx", "ods", "xls", "txt-utf8")
BOTH: Final = (Digits.ARABIC, Digits.THAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file.

    Attributes:
        file: its path in the corpus.
        group: text, pdf, broken, scan, mixed or archive.
        kind: finer: a format, a producer, a way of breaking, a resolution.
        papers: what it says; more than one only in archives and mails, by path inside.
        scanned: numbers of the pages that are pictures.
        repairable: False when only the picture of the page can tell what is there.
    """

    file: str
    group: str
    kind: str
    papers: dict[str, Paper]
    body: bytes = field(repr=False)
    font: str = ""
    held_out: bool = False
    dpi: int = 0
    scanned: tuple[int, ...] = ()
    repairable: bool = True

    def truth(self) -> dict[str, Any]:
        """What truth.json says of it: papers by name."""
        said = asdict(replace(self, body=b"", papers={}))
        said |= {"papers": {path: paper.name for path, paper in self.papers.items()}, "size": len(self.body)}
        said["digits"] = next(iter(self.papers.values())).digits  # in archives and mails there may be others too
        return {key: value for key, value in said.items() if key != "body"}


Missing = Callable[[str], None]


@dataclass(slots=True)
class Maker:
    """Makes the files; what this machine lacks is told to ``missing``."""

    browser: Chromium | None
    web: Path | None
    missing: Missing
    seed: int = 0

    def paper(self, digits: Digits, *, pages: int = 2, emblem: bool = False) -> Paper:
        """The next paper; every file has its own."""
        self.seed += 1
        return make_paper(self.seed, digits=digits, pages=pages, emblem=emblem)

    # --- formats ---

    def formats(self) -> Iterator[Made]:
        """Every format that says its text itself."""
        makers: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
            "docx": ("docx", office.docx),
            "odt": ("odt", office.odt),
            "pptx": ("pptx", office.pptx),
            "rtf": ("rtf", office.rtf),
            "rtf-cp874": ("rtf", lambda paper: office.rtf(paper, old=True)),
            "xlsx": ("xlsx", office.xlsx),
            "ods": ("ods", office.ods),
            "html-word-cp874": ("htm", plain.word_html),
            "html-word-utf8": ("htm", lambda paper: plain.word_html(paper, "utf-8")),
            "eml-utf8": ("eml", lambda paper: plain.mail(paper, {})),
            "eml-cp874": ("eml", lambda paper: plain.mail(paper, {}, charset="tis-620")),
        }
        for name, encoding in plain.ENCODINGS.items():
            makers[f"txt-{name}"] = ("txt", lambda paper, encoding=encoding: plain.txt(paper, encoding))
            makers[f"csv-{name}"] = ("csv", lambda paper, encoding=encoding: plain.table(paper, encoding))
        if find_spec("xlwt"):
            makers["xls"] = ("xls", office.xls)
        else:
            self.missing("XLS: the library xlwt is not installed")
        for kind, (ending, make) in makers.items():
            for digits in BOTH:
                paper = self.paper(digits, pages=2 if kind in PAGED else 1)
                yield self._one(f"text/{kind}-{paper.name}.{ending}", "text", kind, paper, make(paper))

    def archives(self) -> Iterator[Made]:
        """Archives of a few files with Thai names, one of them inside another, and a mail with attachments."""
        makers = {
            "zip-flagged": ("zip", archives.zipped),
            "zip-cp874": ("zip", lambda files: archives.zipped(files, encoding="cp874")),
            "zip-nested": ("zip", lambda files: archives.zipped({"ชั้นใน/เอกสาร.zip": archives.zipped(files)})),
            "tar-gz": ("tar.gz", archives.tarred),
            "rar": ("rar", archives.rar),
        }
        if find_spec("libarchive"):
            makers["7z"] = ("7z", archives.seven)
        for kind, (ending, make) in makers.items():
            papers, files = self._bundle()
            yield Made(file=f"archive/{kind}.{ending}", group="archive", kind=kind, papers=papers, body=make(files))
        papers, files = self._bundle()
        letter = self.paper(Digits.THAI, pages=1)
        kinds = {name: ("application/octet-stream", body) for name, body in files.items()}
        body = plain.mail(letter, {name.rpartition("/")[2]: what for name, what in kinds.items()})
        whole = {"": letter} | {name.rpartition("/")[2]: paper for name, paper in papers.items()}
        yield Made(file="archive/mail.eml", group="archive", kind="eml-attachments", papers=whole, body=body)

    def _bundle(self) -> tuple[dict[str, Paper], dict[str, bytes]]:
        first, second = self.paper(Digits.ARABIC), self.paper(Digits.THAI)
        names = {f"ข้อมูล/{_short(first)}.odt": first, f"{_short(second)}.txt": second}
        bodies = (office.odt(first), plain.txt(second, "cp874"))
        return names, dict(zip(names, bodies, strict=True))

    # --- PDFs with text ---

    def pdfs(self, each: int, *, pages: int = 2) -> Iterator[Made]:
        """``each`` files of every producer on this machine."""
        for producer, (families, make) in self.producers().items():
            for number in range(each):
                paper = self.paper(BOTH[number % 2], pages=pages + number % 2, emblem=number % 3 == 0)
                one = self._face(families[number % len(families)])
                body = make(paper, one)
                if page_count(body) != len(paper.pages):
                    raise ValueError(f"{producer} needs more pages for {paper.name}")
                made = self._one(f"pdf/{producer}-{paper.name}.pdf", "pdf", producer, paper, body)
                yield replace(made, font=one.family)

    def producers(self) -> dict[str, tuple[tuple[str, ...], Callable[[Paper, Face], bytes]]]:
        """By name: families, and the function that makes the PDF."""
        here: dict[str, tuple[tuple[str, ...], Callable[[Paper, Face], bytes]]] = {
            "fpdf2": (("Garuda", "Norasi", "Laksaman"), drawn.by_fpdf)
        }
        if self.browser:
            browser = self.browser
            here["chromium"] = (
                ("Sarabun", "Laksaman", "Kinnari"),
                lambda paper, one: browser.pdf(paper, one, justify=paper.digits is Digits.THAI),
            )
        else:
            self.missing("Chromium: there is no browser")
        if pango.is_here():
            here["cairo"] = (("Laksaman", "Loma", "Waree"), pango.by_pango)
        else:
            self.missing("Cairo: the system lacks libpangocairo")
        for library, families, make in (
            ("typst", ("Laksaman", "Norasi", "Garuda"), printed.by_typst),
            ("reportlab", ("Laksaman", "Garuda", "Umpush"), drawn.by_reportlab),
        ):
            if find_spec(library):
                here[library] = (families, make)
            else:
                self.missing(f"{library}: pip install {library}")
        return here

    # --- broken text layers ---

    def broken(self) -> Iterator[Made]:
        """Each way of breaking as a PDF with an unseen text layer over the picture, and as plain text."""
        for at, name in enumerate([*broken.WAYS, broken.INSIDE]):
            paper = self.paper(BOTH[at % 2], pages=1)
            hopeless = name in broken.HOPELESS
            body = self._layered(paper, name, at)
            made = self._one(f"broken/{name}-{paper.name}.pdf", "broken", f"pdf-{name}", paper, body)
            yield replace(made, repairable=not hopeless)
            if hopeless:
                continue
            paper = self.paper(BOTH[(at + 1) % 2], pages=1)
            body = "\f".join(_spoilt(page, name, self.seed) for page in paper.truth).encode()
            yield self._one(f"broken/{name}-{paper.name}.txt", "broken", f"txt-{name}", paper, body)

        yield from self._mixed_up()

    def _mixed_up(self) -> Iterator[Made]:
        """WeasyPrint says other letters for marks: its table gives each shape one text, and often that of another."""
        if not find_spec("weasyprint"):
            self.missing("weasyprint: pip install weasyprint")
            return
        for digits, family in zip(BOTH, ("Laksaman", "Norasi"), strict=True):
            paper = self.paper(digits, pages=1)
            body = printed.by_weasyprint(paper, self._face(family))
            made = self._one(f"broken/weasyprint-{paper.name}.pdf", "broken", "pdf-weasyprint", paper, body)
            yield replace(made, font=family, repairable=False)

    def _layered(self, paper: Paper, name: str, at: int) -> bytes:
        one = self._face(("Garuda", "Laksaman", "Loma")[at % 3])
        way = broken.WAYS.get(name, str)
        lines = drawn.fpdf_lines(paper, one, inside_words=name == broken.INSIDE)
        layers = [[replace(line, text=way(line.text)) for line in page] for page in lines]
        wear = scans.Wear(dpi=150, blur=0.3, bilevel=True)
        pictures = [scans.worn(page, wear, at) for page in scans.rendered(drawn.by_fpdf(paper, one), wear.dpi)]
        return rawpdf.picture_pdf(pictures, wear, layers=layers, title=paper.title)

    # --- scans ---

    def scan(self, dpi: int, family: str, digits: Digits, ending: str = "pdf", *, pages: int = 1) -> Made | None:
        """One scan in one family, or None when the family or the browser for it is not here."""
        one = face(family, self.web)
        if one is None or self.browser is None:
            self.missing(f"scans in {family}: the font or the browser is not here")
            return None
        paper = self.paper(digits, pages=pages, emblem=self.seed % 2 == 0)
        chance = random.Random(self.seed)
        wear = scans.some_wear(chance, dpi)
        if ending in ("png", "gif", "tif") or dpi == 300 or pages > 1:
            wear = replace(wear, bilevel=True, grey=255, noise=min(wear.noise, 5.0))
        elif ending in ("jpg", "webp"):  # made for grey: two colours would only grow in them
            wear = replace(wear, bilevel=False)
        pdf = self._printed(paper, one, chance.choice((13, 14, 15)))
        pictures = [scans.worn(page, wear, self.seed) for page in scans.rendered(pdf, dpi)]
        if ending == "pdf":
            body = rawpdf.picture_pdf(pictures, wear, title=chance.choice((paper.title, "", "Scan_0001")))
        elif pages > 1:
            body = scans.many_pages(pictures, wear)
        else:
            body = scans.as_picture(pictures[0], ending, wear)
        name = f"scan/{dpi}-{digits}-{family.replace(' ', '')}-{paper.name}.{ending}"
        made = self._one(name, "scan", f"scan-{dpi}", paper, body)
        return replace(
            made, font=family, held_out=one.held_out, dpi=dpi, scanned=tuple(range(1, pages + 1)), repairable=False
        )

    def _printed(self, paper: Paper, one: Face, size: float) -> bytes:
        """By the browser, in letters of ``size`` or as much smaller as the pages need."""
        while True:
            pdf = self.browser.pdf(paper, one, size=size) if self.browser else b""
            if page_count(pdf) == len(paper.pages):
                return pdf
            size -= 1

    def scans(self) -> Iterator[Made]:
        """The scans that are committed: most at 200 dpi, in families of the training and in others."""
        common, sharp = ("pdf", "pdf", "jpg", "pdf", "webp", "png", "pdf", "tif"), ("pdf", "tif", "png")
        at = 0
        for dpi, trained, kept, arabic in ((200, 8, 9, 7), (150, 3, 4, 3), (300, 2, 2, 2), (100, 1, 2, 2)):
            wanted = [(fonts.TRAINED[n % len(fonts.TRAINED)], Digits.THAI) for n in range(trained)]
            wanted += [(fonts.HELD_OUT[n % len(fonts.HELD_OUT)], Digits.THAI) for n in range(kept)]
            every = fonts.TRAINED + fonts.HELD_OUT
            wanted += [(every[(n * 3 + 1) % len(every)], Digits.ARABIC) for n in range(arabic)]
            for family, digits in wanted:
                at += 1
                endings = sharp if dpi == 300 else common
                if made := self.scan(dpi, family, digits, endings[at % len(endings)]):
                    yield made
        for digits, ending in ((Digits.THAI, "pdf"), (Digits.ARABIC, "tif")):
            if made := self.scan(200, "Laksaman", digits, ending, pages=2):
                yield made
        if made := self.scan(150, "Garuda", Digits.ARABIC, "gif"):
            yield made

    def mixed(self) -> Iterator[Made]:
        """PDFs of a page with text and a page that is a scan, in either order of their making."""
        for at, digits in enumerate((*BOTH, *BOTH)):
            paper = self.paper(digits, pages=2)
            one = self._face(("Loma", "Laksaman")[at // 2])
            wear = scans.Wear(dpi=200, skew=0.7, blur=0.4, bilevel=True, specks=10)
            halves = [replace(paper, pages=(page,)) for page in paper.pages]
            parts = [drawn.by_fpdf(half, one) for half in halves]
            worn = [scans.worn(page, wear, at) for page in scans.rendered(parts[at % 2], wear.dpi)]
            parts[at % 2] = rawpdf.picture_pdf(worn, wear)
            name = f"mixed/{('scan-first', 'text-first')[at % 2]}-{paper.name}.pdf"
            made = self._one(name, "mixed", "mixed", paper, rawpdf.joined(*parts))
            yield replace(made, font=one.family, dpi=200, scanned=(at % 2 + 1,))

    # --- common ---

    def _face(self, family: str) -> Face:
        found = face(family, self.web)
        if found is None:
            raise SystemExit(f"{family} is not here: install fonts-thai-tlwg")
        return found

    @staticmethod
    def _one(file: str, group: str, kind: str, paper: Paper, body: bytes) -> Made:
        return Made(file=file, group=group, kind=kind, papers={"": paper}, body=body)


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _short(paper: Paper) -> str:
    return paper.title[:24].strip()


def _spoilt(text: str, name: str, seed: int) -> str:
    if name == broken.INSIDE:
        return "\n".join(broken.words_cut(line.replace(BREAK, ""), seed) for line in text.split("\n"))
    return "\n".join(broken.WAYS[name](line) for line in text.split("\n"))
