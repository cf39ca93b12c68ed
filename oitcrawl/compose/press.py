"""The press: prints the page of a report by the Chromium of this machine, and knows why where it cannot."""

import shutil
from typing import Final

from oitcrawl.crawl.browser_program import programs
from oitcrawl.errors import PrintError
from oitcrawl.read.printing import print_paper
from oitcrawl.read.trouble import TooSlow

SECONDS: Final = 90.0  # for one report; an ordinary one takes two


class Press:
    """Prints pages; a ``Printer`` of the report room.

    Attributes:
        trouble: why a page was not printed; None while all were.
    """

    def __init__(self, wanted: str = "") -> None:
        """Nothing is looked for before the first page.

        Args:
            wanted: path of the only Chromium to be used; empty for any.
        """
        self._wanted = wanted
        self.trouble: PrintError | None = None

    def __call__(self, page: bytes) -> bytes | None:
        """``page`` as PDF; None where there is no browser, or it fails: ``trouble`` says which."""
        program = next(filter(shutil.which, programs(self._wanted)), "")
        printed = _printed(program, page) if program else None
        if printed is None:
            self.trouble = _failed() if program else _nothing()
        return printed


def _printed(program: str, page: bytes) -> bytes | None:
    try:
        return print_paper(program, page, SECONDS)
    except TooSlow:
        return None


def _nothing() -> PrintError:
    return PrintError(
        "ยังไม่ได้เขียน report.pdf เพราะเครื่องนี้ไม่มี Chromium (รายงานรูปแบบอื่นเขียนครบแล้ว)",
        cure="ติดตั้ง Chromium (ดูคำสั่งจาก oitcrawl doctor) หรือเปิด index.html แล้วสั่งพิมพ์เป็น PDF",
        en="report.pdf was not written as there is no Chromium here; all other files were — "
        "install one (oitcrawl doctor names the command), or open index.html and print it to PDF",
    )


def _failed() -> PrintError:
    return PrintError(
        "ยังไม่ได้เขียน report.pdf เพราะ Chromium ของเครื่องนี้พิมพ์ไม่สำเร็จ (รายงานรูปแบบอื่นเขียนครบแล้ว)",
        cure="สั่ง oitcrawl report อีกครั้ง หรือเปิด index.html แล้วสั่งพิมพ์เป็น PDF",
        en="report.pdf was not written as the Chromium of this machine failed; all other files were — "
        "run oitcrawl report again, or open index.html and print it to PDF",
    )
