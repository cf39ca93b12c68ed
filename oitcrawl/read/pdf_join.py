"""PDFs behind each other in one, for a print that was made in parts."""

from contextlib import closing
from io import BytesIO

import pypdfium2


def join_pdfs(parts: list[bytes]) -> bytes | None:
    """All pages of all ``parts`` in their order; None where one of them is damaged."""
    out = BytesIO()
    try:
        with closing(pypdfium2.PdfDocument.new()) as joined:
            for part in parts:
                with closing(pypdfium2.PdfDocument(part)) as document:
                    joined.import_pages(document)
            joined.save(out)
    except pypdfium2.PdfiumError:
        return None
    return out.getvalue()
