"""The house keeps its shape: sizes of files and functions, imports of the single-file room."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

ROOMS = [
    "archive",
    "audit",
    "browser",
    "cli",
    "config",
    "delivery",
    "desk",
    "ledger",
    "notices",
    "portal_lab",
    "reading",
    "registry",
    "spiders",
    "workflow",
]
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FILE = 400, 60, 120


def sources(root: Path) -> list[Path]:
    return [
        root / "scheduler.py",
        *(path for room in ROOMS for path in sorted((root / room).rglob("*.py"))),
    ]


def test_files_and_functions_stay_short(root: Path) -> None:
    too_long = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST_FILE:
            too_long.append(f"{path.relative_to(root)}: {text.count(chr(10))} lines")
        too_long.extend(
            f"{path.relative_to(root)}:{node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
        )
    assert too_long == []


def test_the_usual_file_is_short(root: Path) -> None:
    lengths = [p.read_text(encoding="utf-8").count("\n") for p in sources(root)]
    assert median([n for n in lengths if n > 5]) <= MEDIAN_FILE


def test_every_init_is_a_docstring_only(root: Path) -> None:
    full = [
        str(path.relative_to(root))
        for path in sources(root)
        if path.name == "__init__.py"
        and not all(
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        )
    ]
    assert full == []


def test_the_clock_only_wires(root: Path) -> None:
    tree = ast.parse((root / "scheduler.py").read_text(encoding="utf-8"))
    rooms = {
        node.module.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert rooms & set(ROOMS) == {"config", "workflow"}


def test_tests_are_no_packages(root: Path) -> None:
    assert [str(p) for p in (root / "tests").rglob("__init__.py")] == []


def test_names_say_what_they_hold(root: Path) -> None:
    forbidden = {"util", "utils", "helper", "helpers", "manager", "data", "info", "process"}
    # ``process`` is the operating system's word where a child is run.
    allowed = {Path("spiders/process.py")}
    bad = [
        path.relative_to(root)
        for path in sources(root)
        if path.stem in forbidden and path.relative_to(root) not in allowed
    ]
    assert bad == []
