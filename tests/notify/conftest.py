"""A desk on a real store, an agencies file, and a post office that only remembers."""

import threading
from types import SimpleNamespace

import pytest

from oitcrawl.compose import open_desk
from oitcrawl.notify.office import announce
from oitcrawl.notify.round import Tools
from oitcrawl.notify.sent import Sent
from oitcrawl.settings import Settings
from oitcrawl.store.announcements import Sending
from tests.notify.samples import CODE, at, night

FILE = f"""\
agencies:
  - code: {CODE}
    name: องค์การบริหารส่วนตำบลสวนไผ่
    province: อุตรดิตถ์
    url: https://www.example.go.th/
    notify: [clerk@abt.example.go.th]
"""


@pytest.fixture
def office(tmp_path):
    """Scans nights, announces, and remembers the letters; ``answer`` says what becomes of each."""
    file = tmp_path / "agencies.yaml"
    file.write_text(FILE, encoding="utf-8")
    settings = Settings(
        data_dir=str(tmp_path / "data"),
        notify_mail="env:MAIL",
        notify_weekday="never",
        notify_window_days="",
        halt_disk_mb=0,
    )
    with open_desk(settings) as desk:
        yield Office(desk, file)


class Office:
    def __init__(self, desk, file):
        self.desk, self.file, self.letters, self.slept = desk, file, [], []
        self.answer = lambda _address: Sent(Sending.SENT)
        self.environ = {"MAIL": "mailto://127.0.0.1:9"}
        self._lock = threading.Lock()

    def settle(self, **changes):
        """Change settings."""
        from dataclasses import replace

        self.desk.settings = replace(self.desk.settings, **changes)

    def scan(self, day, *words, **more):
        self.desk.store.save_scan(night(day, *words, **more))

    def announce(self, day, hour=2, *, dry_run=False, codes=None):
        tools = Tools(send=self._send, clock=lambda: at(day, hour), sleep=self.slept.append, environ=self.environ)
        return announce(self.desk, self.file, tools, dry_run=dry_run, codes=codes)

    def nights(self, *statuses, start=0):
        """Scan and announce night after night; the titles of each morning."""
        told = []
        for day, status in enumerate(statuses, start):
            self.scan(day, status)
            told.append([item.letter.title for item in self.announce(day).planned])
        return told

    def _send(self, address, letter, most):
        sent = self.answer(address)
        with self._lock:
            self.letters.append(
                SimpleNamespace(mail=address.mail, url=address.url, title=letter.title, text=letter.text(most))
            )
        return sent
