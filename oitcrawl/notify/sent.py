"""What became of one message. Calm."""

from dataclasses import dataclass

from oitcrawl.store.announcements import Sending


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message, and why in Thai and English where it may not have arrived."""

    state: Sending
    thai: str = ""
    english: str = ""
