"""Header lines as servers write them: what is forgiven, as browsers do. Calm."""

import re

# What browsers forgive too. None of it lets one answer pass for another: a connection has one reader.
LENIENCIES = {
    "lenient_headers": True,
    "lenient_chunked_length": True,
    "lenient_version": True,
    "lenient_data_after_close": True,
    "lenient_transfer_encoding": True,
    "lenient_optional_lf_after_cr": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_optional_crlf_after_chunk": True,
    "lenient_spaces_after_chunk_size": True,
}
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:")
LENGTH = b"content-length"


def mend(head: bytes) -> bytes:
    """Header lines without what is no header, and with one Content-Length.

    Args:
        head: status line and header lines, without the empty line.
    """
    first, *lines = head.split(b"\r\n")
    fields = [(found[1], line[found.end() :].strip()) for line in lines if (found := _FIELD.match(line))]
    named = [value for name, value in fields if name.lower() == LENGTH]
    lengths = {number.strip() for value in named for number in value.split(b",")}
    if len(lengths) > 1:
        return head  # they contradict each other: broken
    kept = [(name, value) for name, value in fields if name.lower() != LENGTH]
    kept += [(LENGTH, number) for number in lengths]
    return b"\r\n".join([first, *(name + b": " + value for name, value in kept)])
