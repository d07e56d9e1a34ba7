"""Imports go down only, the engine leans on nothing but Python, and the check of it can fail."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

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


UPWARD = (
    ("engine", "zhiwei.law", "the engine knows no law and no library"),
    ("engine", "zhiwei.policy", "floors: imports go down only"),
    ("engine", "yaml", "the engine knows no law and no library"),
    ("law", "zhiwei.policy", "floors: imports go down only"),
    ("policy", "zhiwei.population", "floors: imports go down only"),
    ("policy", "polars", "rules touch no file and no screen; their loader may read"),
    ("population", "zhiwei.cli", "floors: imports go down only"),
)
"""A room, what it may not import, and the contract that says so."""


def test_imports_upward_are_found(tmp_path: Path) -> None:
    copy = tmp_path / "src"
    shutil.copytree(SOURCE, copy / "zhiwei", ignore=shutil.ignore_patterns("data", "__pycache__"))
    for number, (room, name, _) in enumerate(UPWARD):
        planted = copy / "zhiwei" / room / f"planted_{number}.py"
        planted.write_text(f'"""Planted."""\n\nimport {name}\n', encoding="utf-8")
    done = lint_imports(copy, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    found = broken(done.stdout)
    for number, (room, name, contract) in enumerate(UPWARD):
        assert f"zhiwei.{room}.planted_{number} -> {name} " in found[contract], done.stdout


def broken(said: str) -> dict[str, str]:
    """What is said of each broken contract, by its name, in the second part of the report."""
    _, _, details = said.partition("Broken contracts")
    parts = re.split(r"^(\S.*)\n-+\n", details, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


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
