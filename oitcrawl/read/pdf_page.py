"""What stands on a PDF page beside its text layer: nothing, a picture that fills it, values of form fields."""

import ctypes
from collections.abc import Iterable
from contextlib import closing
from enum import Enum, auto
from itertools import islice
from typing import Final

import pypdfium2
from pypdfium2 import raw

MAX_LINES: Final = 30  # drawn objects of a page that may still be blank; letters drawn as outlines are more
MAX_OBJECTS: Final = 2_000  # looked at for pictures
FULL: Final = 0.5  # share of a page that its pictures cover when it is a scan
MAX_FIELDS: Final = 2_000  # of one page
MAX_VALUE: Final = 20_000  # bytes of one field


class Sight(Enum):
    """What a person sees on a page, letters of the text layer aside."""

    BLANK = auto()  # no picture, and no more lines than an empty form has
    PICTURE = auto()  # pictures cover it
    DRAWING = auto()


def sight_of(page: pypdfium2.PdfPage) -> Sight:
    """What is drawn on a page; outlined letters are a drawing."""
    width, height = page.get_size()
    covered, count = 0.0, 0
    for one in islice(page.get_objects(max_depth=2), MAX_OBJECTS):
        if one.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += _area(one, width, height)
        count += 1
    if covered > FULL * width * height:
        return Sight.PICTURE
    return Sight.DRAWING if covered or count > MAX_LINES else Sight.BLANK


def _area(one: pypdfium2.PdfObject, width: float, height: float) -> float:
    """Square points of the page that a picture covers; inside a form, which has its own measures, all of it."""
    if one.level:
        return width * height
    left, bottom, right, top = map(float, one.get_bounds())
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0)) + 1e-6


def field_values(pdf: pypdfium2.PdfDocument, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Values of the form fields on some pages (from 1), in the order of the file; nothing where there is no form."""
    if pdf.get_formtype() == raw.FORMTYPE_NONE:
        return {}
    pdf.init_forms()
    return {number: values for number in numbers if (values := _values(pdf, number))}


def _values(pdf: pypdfium2.PdfDocument, number: int) -> list[str]:
    found = []
    with closing(pdf[number - 1]) as page:
        for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            try:
                found.append(_value(pdf, annotation))
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
    return [value for value in found if value]


_WITH_TEXT: Final = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def _value(pdf: pypdfium2.PdfDocument, annotation: object) -> str:
    if raw.FPDFAnnot_GetFormFieldType(pdf.formenv, annotation) not in _WITH_TEXT:
        return ""
    size = min(raw.FPDFAnnot_GetFormFieldValue(pdf.formenv, annotation, None, 0), MAX_VALUE)
    buffer = ctypes.create_string_buffer(size + 2)
    raw.FPDFAnnot_GetFormFieldValue(
        pdf.formenv, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw[:size].decode("utf-16-le", "replace").partition("\0")[0].strip()
