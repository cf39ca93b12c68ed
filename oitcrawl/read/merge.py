"""Recognised text put into the content it belongs to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from oitcrawl.model.content import Document, Leaf, Page, TextLayer, TextSource, Unread
from oitcrawl.read.words import Transcript

# Measured: pages read well have 0.76-0.95 whatever their letters, upside down 0.54-0.67, maps and half-seen less.
READABLE: Final = 0.7  # mean confidence of a page below which its text counts as a hint only
UNSOUND: Final = 0.6  # quality of a leaf's own text below which its picture is read instead
HOPELESS: Final = 0.5
BLANK: Final = 1.0  # confidence of a page without words on which nothing stands


def with_transcripts(
    content: Document | Unread, transcripts: Mapping[int, Transcript], *, parts: Collection[int] = ()
) -> Document:
    """``content`` with the recognised text of some of its leaves (by number, from 1).

    Args:
        content: a scan, or a document of which some leaves have no text.
        transcripts: what recognition made of its leaves.
        parts: leaves of which only the upper part was read.

    Returns:
        A document; GOOD only when every leaf of the file has text that can be trusted or is blank, NONE when nothing
        could be recognised.
    """
    known = {leaf.number: leaf for leaf in content.leaves} if isinstance(content, Document) else {}
    count = max([content.leaf_count, *known, *transcripts])
    leaves = tuple(
        _recognised(number, transcripts[number]) if number in transcripts else known.get(number) or _silent(number)
        for number in range(1, count + 1)
    )
    layer = _layer(leaves, transcripts)
    if layer is TextLayer.GOOD and parts:
        layer = TextLayer.PARTIAL
    if isinstance(content, Document):
        return replace(content, leaves=leaves, text_layer=layer, leaf_count=count)
    return Document(
        url=content.url,
        media=content.media,
        leaves=leaves,
        text_layer=layer,
        leaf_count=count,
        images=count,
        path=content.path,
        sha256=content.sha256,
        size=content.size,
    )


def _recognised(number: int, transcript: Transcript) -> Leaf:
    return Leaf(number=number, text=transcript.text, source=TextSource.OCR, quality=transcript.confidence)


def _silent(number: int) -> Leaf:
    return Leaf(number=number, text="", source=TextSource.NONE, quality=0.0)


def _layer(leaves: Sequence[Leaf], transcripts: Mapping[int, Transcript]) -> TextLayer:
    if all(leaf.quality < HOPELESS for leaf in leaves if leaf.text):
        return TextLayer.NONE
    sound = all(leaf.quality >= READABLE if leaf.text else _is_blank(transcripts.get(leaf.number)) for leaf in leaves)
    return TextLayer.GOOD if sound else TextLayer.PARTIAL


def _is_blank(transcript: Transcript | None) -> bool:
    return transcript is not None and transcript.confidence >= BLANK


def as_page(page: Page, document: Document) -> Page:
    """A page of the site with the text of its print."""
    told = [leaf for leaf in document.leaves if leaf.text]
    quality = sum(leaf.quality for leaf in told) / len(told) if told else 0.0
    leaf = Leaf(number=1, text="\n".join(one.text for one in told), source=TextSource.OCR, quality=quality)
    return replace(page, leaf=leaf, text_layer=document.text_layer)


def leaves_to_read(base: Document | Unread) -> tuple[int, ...]:
    """Leaves that are pictures, or whose text nobody can read; all of a file that gave nothing; no blank ones."""
    if isinstance(base, Unread):
        return tuple(range(1, base.leaf_count + 1))
    silent = (one for one in base.leaves if one.source is TextSource.NONE or (one.text and one.quality < UNSOUND))
    return tuple(leaf.number for leaf in silent)
