"""The house keeps its measures: sizes, docstrings, doors."""

import ast
import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "oitcrawl").rglob("*.py"))
FLOORS = json.loads((ROOT / "tests" / "corpus" / "house.json").read_text(encoding="utf-8"))

# One door per library: the modules that may import it.
DOORS = {
    "httpx": tuple(f"crawl/{room}" for room in "cookies dial fetch gate tls transport wire".split()),
    "httpcore": ("nowhere",),  # our own transport stands in its place
    "httptools": ("crawl/wire",),
    "cryptography": ("crawl/chase", "crawl/own_key"),
    "selectolax": ("read/",),
    "protego": ("crawl/robots",),
    "playwright": ("crawl/browser",),
    "pypdfium2": ("read/pdf", "read/render"),
    "PIL": ("read/",),
    "pi_heif": ("read/",),
    "tesserocr": ("read/tesseract", "read/digit_model"),
    "libarchive": ("read/rar",),
    "lxml": ("read/", "crawl/sitemap"),
    "python_calamine": ("read/",),
    "sqlalchemy": ("store/",),
    "platformdirs": ("store/", "ruleset/memo", "ruleset/own"),
    "warcio": ("store/warc",),
    "jinja2": ("report/render",),
    "xlsxwriter": ("report/book",),
    "ruamel": ("ruleset/source",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "apprise": ("notify/send",),
    "apscheduler": ("fleet/schedule", "fleet/plain_jobs"),
    "procrastinate": ("fleet/engine",),
    "psycopg": ("fleet/engine",),
    "ahocorasick_rs": ("thai/text",),
}
CALM = (
    "thai/",
    "model/",
    "judge/",
    "persons/",
    "report/view",
    "notify/health",
    "notify/letter",
    "notify/news",
    "fleet/due",
    "fleet/jobs",
)
RESTLESS = {"socket", "asyncio", "subprocess", "time", "os", "sqlite3", "urllib.request", "threading", "random"}


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


def inside(path):
    return path.relative_to(ROOT / "oitcrawl").as_posix().removesuffix(".py")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_function_is_longer_than_the_wall():
    long = {f"{inside(path)}.{f.name}": length(f) for path in MODULES for f in functions(path)}

    assert {} == {name: lines for name, lines in long.items() if lines > FLOORS["longest_function"]}


def test_nine_of_ten_functions_are_short():
    lengths = sorted(length(f) for path in MODULES for f in functions(path))

    assert lengths[len(lengths) * 9 // 10] <= FLOORS["p90_function"]


def test_no_module_is_longer_than_a_sitting():
    sizes = {inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {} == {name: lines for name, lines in sizes.items() if lines > FLOORS["longest_module"]}


def test_every_module_and_public_function_is_documented():
    bare = [inside(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    bare += [
        f"{inside(path)}.{f.name}"
        for path in MODULES
        for f in functions(path)
        if not f.name.startswith("_") and not ast.get_docstring(f) and f.name not in nested(path)
    ]

    assert [] == bare


def nested(path):
    return {inner.name for f in functions(path) for inner in functions_in(f)}


def functions_in(node):
    return [n for n in ast.walk(node) if n is not node and isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_each_library_has_one_door():
    strays = [
        f"{inside(path)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if (door := DOORS.get(name.split(".")[0])) and not inside(path).startswith(door)
    ]

    assert [] == strays


def test_calm_rooms_touch_no_clock_disk_or_network():
    restless = [
        f"{inside(path)} imports {name}"
        for path in MODULES
        if inside(path).startswith(CALM)
        for name in imports(path)
        if name in RESTLESS
    ]

    assert [] == restless


def test_no_rule_or_module_names_a_literal_fiscal_year_to_judge_by():
    """Years move every October: only defaults' names (nacc-2568), docstrings and examples may hold one."""
    judged = [path for path in MODULES if inside(path).startswith(("judge/", "survey", "scan", "thai/calendar"))]
    strays = [
        f"{inside(path)}:{node.lineno}"
        for path in judged
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and 2560 <= node.value <= 2599
    ]

    assert [] == strays


def test_the_lock_names_no_host():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert 0 == lock.count("://")
    assert 0 == lock.count("index-url")
