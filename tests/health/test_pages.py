"""The examples of the pages run: commands with the exit code they state, Python as one session per page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.blocks import Block, Command, blocks, commands, runnable
from tests.health.tree import ROOT, name_of, with_source_on_path

PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])

LINES = [
    pytest.param(command, id=f"{name_of(page)}:{command.line}")
    for page in PAGES
    for block in blocks(page.read_text(encoding="utf-8"))
    for command in commands(block)
]


@pytest.mark.parametrize("command", LINES)
def test_a_command_of_a_page_runs(command: Command) -> None:
    done = subprocess.run(
        runnable(command.words, sys.executable),
        shell=True, cwd=ROOT, env=with_source_on_path(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == command.exit_code, f"{command.words}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_python_of_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {"__name__": page.stem}
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "python" and not block.fragment:
            padded = "\n" * (block.line - 1) + block.text  # so that a traceback names the line of the page
            exec(compile(padded, name_of(page), "exec"), namespace)


def test_there_are_pages() -> None:
    assert {"README.md", "README.zh.md", "docs/engine.md"} <= {name_of(page) for page in PAGES}


PAGE = """\
Text.

```sh
git clone somewhere
./dev exec zhiwei law coverage
./dev exec zhiwei answer firm.yaml \\
    --as-of 2012-06-30
./dev exec zhiwei answer bad.yaml   # exit 1
```

<!-- fragment -->
```python
return x
```

```console
$ ./dev exec zhiwei law show 27.3
./dev exec printed by the command
```
"""


def test_blocks_are_told_apart() -> None:
    found = blocks(PAGE)
    assert [(b.language, b.line, b.fragment) for b in found] == [
        ("sh", 4, False),
        ("python", 13, True),
        ("console", 17, False),
    ]


def test_commands_are_read_with_their_exit_code() -> None:
    sh, python, console = blocks(PAGE)
    assert commands(sh) == [
        Command("zhiwei law coverage", 0, 5),
        Command("zhiwei answer firm.yaml --as-of 2012-06-30", 0, 6),
        Command("zhiwei answer bad.yaml", 1, 8),
    ]
    assert commands(python) == []
    assert commands(console) == [Command("zhiwei law show 27.3", 0, 17)]


def test_a_fragment_is_not_run() -> None:
    assert commands(Block("sh", "./dev exec zhiwei\n", 1, fragment=True)) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("zhiwei law coverage", "'/my env/bin/python' -m zhiwei law coverage"),
        ("python -c 'print(1)'", "'/my env/bin/python' -c 'print(1)'"),
        ("ruff check", "'/my env/bin/ruff' check"),
    ],
)
def test_a_command_runs_under_this_interpreter(words: str, line: str) -> None:
    assert runnable(words, "/my env/bin/python") == line
