"""The examples of the pages run: commands with the exit code they state, Python as one session per page.

The commands of a page run in its own copy of the root, in their order, since later ones read what earlier ones wrote.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.call import zhiwei
from tests.health.blocks import Block, Command, blocks, commands, runnable
from tests.health.tree import ROOT, name_of, with_source_on_path

PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])


def examples(pages: list[Path]) -> dict[str, list[Command]]:
    """The commands of each page; a block of commands that an earlier page has word by word is run there."""
    found: dict[str, list[Command]] = {}
    seen: set[tuple[tuple[str, int], ...]] = set()
    for page in pages:
        for block in blocks(page.read_text(encoding="utf-8")):
            listed = commands(block)
            words = tuple((command.words, command.exit_code) for command in listed)
            if listed and words not in seen:
                seen.add(words)
                found.setdefault(name_of(page), []).extend(listed)
    return found


EXAMPLES = examples(PAGES)


def failure(command: Command) -> str:
    """What went otherwise than the page says, empty if nothing; a plain `zhiwei` is called in this process."""
    name, *words = shlex.split(command.words)
    if name == "zhiwei" and not set("$`|;&<>*?") & set(command.words):
        called = zhiwei(*words)
        code, said = called.code, called.out + called.err
    else:
        done = subprocess.run(
            runnable(command.words, sys.executable),
            shell=True, env=with_source_on_path(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        code, said = done.returncode, done.stdout + done.stderr
    if code == command.exit_code:
        return ""
    return f"line {command.line}: {command.words}\nended with {code}\n{said}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_commands_of_a_page_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    failures = [said for command in EXAMPLES[name] if (said := failure(command))]
    assert not failures, "\n\n".join(failures)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_python_of_a_page_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {"__name__": path.stem}
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.language == "python" and not block.fragment:
            padded = "\n" * (block.line - 1) + block.text  # so that a traceback names the line of the page
            exec(compile(padded, name_of(path), "exec"), namespace)


def test_there_are_pages() -> None:
    assert {"README.md", "README.zh.md", "docs/engine.md"} <= {name_of(page) for page in PAGES}
    assert {"README.md", "docs/files.md", "docs/synth.md"} <= EXAMPLES.keys()


def test_every_command_of_every_page_is_run_somewhere() -> None:
    run = {(command.words, command.exit_code) for listed in EXAMPLES.values() for command in listed}
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8")):
            assert {(command.words, command.exit_code) for command in commands(block)} <= run


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
