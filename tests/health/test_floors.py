"""Imports go down only, the engine leans on nothing but Python, and the check of it can fail."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.tree import ROOT, SOURCE, name_of, sources

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(source: Path, work: Path) -> subprocess.CompletedProcess[str]:
    """Check the floors of the package found under `source`, by the contracts of pyproject.toml."""
    return subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=source, env={"PYTHONPATH": str(source), "PATH": "", "HOME": str(work)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_imports_go_down_only(tmp_path: Path) -> None:
    done = lint_imports(SOURCE.parent, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("engine", "import zhiwei.law", "the engine knows no law and no library BROKEN"),
        ("engine", "import zhiwei.policy", "floors: imports go down only BROKEN"),
        ("engine", "import yaml", "the engine knows no law and no library BROKEN"),
        ("law", "import zhiwei.policy", "floors: imports go down only BROKEN"),
        ("policy", "import zhiwei.population", "floors: imports go down only BROKEN"),
        ("policy", "import polars", "rules touch no file and no screen; their loader may read BROKEN"),
        ("population", "import zhiwei.cli", "floors: imports go down only BROKEN"),
    ],
)
def test_an_import_upward_is_found(tmp_path: Path, room: str, line: str, contract: str) -> None:
    copy = tmp_path / "src"
    shutil.copytree(SOURCE, copy / "zhiwei", ignore=shutil.ignore_patterns("data", "__pycache__"))
    (copy / "zhiwei" / room / "planted.py").write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    done = lint_imports(copy, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in done.stdout


BACK_ENDS = {"native": {"llvmlite", "numba", "numpy"}, "proof": {"z3"}, "sql": {"sqlglot"}}
"""What each back end of the engine may import beside Python's own library; the engine itself nothing."""


def test_the_engine_leans_on_python_alone() -> None:
    allowed = sys.stdlib_module_names | {"zhiwei"}
    foreign = [
        f"{name_of(path)} imports {name}"
        for path in sources("engine")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name.partition(":")[0].partition(".")[0] not in allowed | BACK_ENDS.get(room(path), set())
    ]
    assert not foreign, "\n".join(foreign)


def room(path: Path) -> str:
    """The room of the engine that a file is in, however deep."""
    return path.relative_to(SOURCE / "engine").parts[0]


def imported(node: ast.AST) -> list[str]:
    """The absolute names of modules that an import statement names, each with its line."""
    if isinstance(node, ast.Import):
        return [f"{alias.name}:{node.lineno}" for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}:{node.lineno}"]
    return []
