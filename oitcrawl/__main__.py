"""``python -m oitcrawl`` and the command ``oitcrawl``: says a word when it is stopped, even while it still loads."""

import os
import signal
import sys

_WORDS = (
    "หยุดตามคำสั่งก่อนเริ่มทำงาน ยังไม่มีอะไรเปลี่ยน — สั่งเดิมอีกครั้ง",
    "stopped before it began; nothing has changed — give the same command again",
)


def main() -> None:
    """Run one command and leave with the exit code of the contract."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as of nohup, or a job in the background
            signal.signal(number, _stopped)
    from oitcrawl.cli import main as begin  # takes a second or two to load

    begin()


def _stopped(number: int, _frame: object) -> None:
    """End at once: nothing is begun yet, and a KeyboardInterrupt would fall among what is being loaded."""
    told = " ".join(sys.argv[1:]).replace("--lang=", "--lang ")
    is_english = "--lang en" in told or os.environ.get("OITCRAWL_LANG") == "en"
    os.write(2, f"{_WORDS[is_english]}\n".encode())
    os._exit(128 + number)


if __name__ == "__main__":
    main()
