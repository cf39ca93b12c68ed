"""Recognised text put into the content it belongs to."""

from collections.abc import Mapping
from typing import Final

from oitcrawl.model.content import Document, Leaf, TextLayer, TextSource, Unread
from oitcrawl.read.words import Transcript

READABLE: Final = 0.6  # mean confidence of a page below which its text counts as a hint only
HOPELESS: Final = 0.3


def with_transcripts(content: Document | Unread, transcripts: Mapping[int, Transcript]) -> Document:
    """``content`` with the recognised text of some of its leaves (by number, from 1).

    Returns:
        A document; GOOD only when every leaf of the file has text that can be trusted or is blank, NONE when nothing
        could be recognised.
    """
    known = {leaf.number: leaf for leaf in content.leaves} if isinstance(content, Document) else {}
    count = max([content.leaf_count, *known, *transcripts])
    leaves = [
        _recognised(number, transcripts[number]) if number in transcripts else known.get(number) or _silent(number)
        for number in range(1, count + 1)
    ]
    return Document(
        url=content.url,
        media=content.media,
        title=content.title if isinstance(content, Document) else "",
        author=content.author if isinstance(content, Document) else "",
        leaves=tuple(leaves),
        text_layer=_layer(leaves, transcripts),
        meta_dates=content.meta_dates if isinstance(content, Document) else (),
        leaf_count=count,
        images=content.images if isinstance(content, Document) else count,
        path=content.path,
        sha256=content.sha256,
        size=content.size,
    )


def _recognised(number: int, transcript: Transcript) -> Leaf:
    return Leaf(number=number, text=transcript.text, source=TextSource.OCR, quality=transcript.confidence)


def _silent(number: int) -> Leaf:
    return Leaf(number=number, text="", source=TextSource.NONE, quality=0.0)


def _layer(leaves: list[Leaf], transcripts: Mapping[int, Transcript]) -> TextLayer:
    told = [leaf for leaf in leaves if leaf.text]
    if not told or all(leaf.quality < HOPELESS for leaf in told):
        return TextLayer.NONE
    sound = all(
        leaf.quality >= READABLE if leaf.text else leaf.number in transcripts and not transcripts[leaf.number].words
        for leaf in leaves
    )
    return TextLayer.GOOD if sound else TextLayer.PARTIAL
