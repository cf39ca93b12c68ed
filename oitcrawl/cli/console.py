"""Words out: two languages, no control characters from crawled text, progress only where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from oitcrawl.screen import clean, escaped, line

_WIDTH = 60  # characters of what is at work


class Voice:
    """How a command speaks: in one language, to standard error; answers go to standard output.

    Attributes:
        lang: ``th`` or ``en``.
        quiet: say only what went wrong.
    """

    def __init__(self, lang: str = "th", *, quiet: bool = False) -> None:
        self.lang = lang
        self.quiet = quiet
        self.out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)

    def pick(self, th: str, en: str) -> str:
        """The words of the chosen language."""
        return en if self.lang == "en" else th

    def say(self, th: str, en: str) -> None:
        """A message for a person; silent under --quiet."""
        if not self.quiet:
            self.err.print(clean(self.pick(th, en)))

    def warn(self, th: str, en: str) -> None:
        """A message that is shown even under --quiet."""
        self.err.print(clean(self.pick(th, en)), style="yellow")

    def answer(self, text: str, *, style: str | None = None) -> None:
        """A line of the command's answer, or a text of several."""
        self.out.print(clean(text), style=style)

    def raw(self, text: str) -> None:
        """JSON for other programs, the same to them; what a terminal would take for an order is escaped in it."""
        sys.stdout.write(escaped(text))
        sys.stdout.flush()

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """A progress bar on a terminal, nothing in cron or under --quiet."""
        if self.quiet or not self.err.is_terminal:
            yield lambda _done, _left, _what: None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[what]}", markup=False),
        )
        with Progress(*columns, console=self.err, transient=True) as bars:
            task = bars.add_task(line(title), total=None, what="")

            def tell(done: int, left: int, what: str) -> None:
                bars.update(task, completed=done, total=done + left, what=line(what)[-_WIDTH:])

            yield tell
