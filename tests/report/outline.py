"""A page as its readers have it: its words line by line, headings, lists, links and pictures marked, no tags."""

import html5lib

BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header legend li main nav ol p section summary table tbody tfoot thead tr ul".split()
)
MARKS = {**{f"h{level}": "#" * level + " " for level in range(1, 7)}, "li": "- ", "summary": "+ ", "blockquote": "> "}


def outline(page: str) -> str:
    """The words of ``page``.

    Raises:
        html5lib.html5parser.ParseError: it is not valid HTML5.
    """
    document = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    lines: list[list[str]] = [[]]
    _walk(document.parse(page).find("body"), lines)
    told = (" ".join("".join(line).split()) for line in lines)
    return "".join(f"{line}\n" for line in told if line.strip(" |#->+"))


def _walk(element, lines: list[list[str]]) -> None:
    name = element.tag if isinstance(element.tag, str) else ""
    if name in {"style", "script", "template", ""}:
        return
    if name.endswith("svg"):
        _picture(element, lines[-1])
        return
    if name in BLOCKS:
        lines.append([MARKS.get(name, "")])
    if name in {"th", "td"}:
        lines[-1].append(" | ")
    lines[-1].append(element.text or "")
    for child in element:
        _walk(child, lines)
        lines[-1].append(child.tail or "")
    _close(element, name, lines)


def _close(element, name: str, lines: list[list[str]]) -> None:
    href = element.get("href") if name == "a" else None
    if href:
        lines[-1].append(f" <{href.partition(',')[0] if href.startswith('data:') else href}>")
    if name == "img":
        lines[-1].append(f"[{element.get('alt')}]")
    if name in BLOCKS:
        lines.append([])


def _picture(element, line: list[str]) -> None:
    titles = [child.text or "" for child in element if isinstance(child.tag, str) and child.tag.endswith("title")]
    name = element.get("aria-label") or " ".join(titles)
    if name and element.get("aria-hidden") != "true":
        line.append(f" [{name}] ")
