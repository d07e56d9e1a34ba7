"""The command line as a whole: help, version, options with several values."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.call import ROOT, zhiwei
from zhiwei import __version__
from zhiwei.cli import COMMANDS, main
from zhiwei.cli.law import COMMANDS as LAW_COMMANDS
from zhiwei.cli.many import command


def test_help_names_every_command() -> None:
    called = zhiwei("--help")
    assert called.code == 0
    assert all(f"\n  {name} " in called.out for name in COMMANDS)
    assert all(f"\n  {name} " in zhiwei("law", "--help").out for name in LAW_COMMANDS)


@pytest.mark.parametrize("name", [*COMMANDS, *(f"law {name}" for name in LAW_COMMANDS), "receipt check"])
def test_every_command_explains_itself(name: str) -> None:
    called = zhiwei(*name.split(), "--help")
    assert called.code == 0
    assert called.out.startswith(f"Usage: main {name} ")


def test_version() -> None:
    assert zhiwei("--version").out == f"zhiwei {__version__}\n"


def test_an_unknown_command_is_wrong_usage() -> None:
    assert zhiwei("nothing").code == 2


def test_help_comes_without_loading_the_law() -> None:
    code = "import sys, zhiwei.cli; sys.exit('zhiwei.policy' in sys.modules or 'polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", check=False).returncode == 0


@command()
@click.argument("file")
@click.option("--many", "-m", multiple=True)
@click.option("--one")
@click.option("--flag", is_flag=True)
def echo(file: str, many: tuple[str, ...], one: str | None, flag: bool) -> None:
    """Say what was understood."""
    click.echo(f"{file} {','.join(many)} {one} {flag}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("f --many a b", "f a,b None False"),
        ("f --many a --many b", "f a,b None False"),
        ("--many a b f", "f a,b None False"),
        ("--many a f", "f a None False"),
        ("f -m a b --one x -m c", "f a,b,c x False"),
        ("--one x f --many a b", "f a,b x False"),
        ("--flag f --many=a", "f a None True"),
        ("--flag --many a b -- f", "f a,b None True"),
    ],
)
def test_several_values_of_one_option(words: str, said: str) -> None:
    result = CliRunner().invoke(echo, words.split())
    assert result.output == said + "\n"


def test_more_words_than_arguments() -> None:
    result = CliRunner().invoke(echo, ["f", "g"])
    assert result.exit_code == 2


def test_main_is_what_the_project_installs() -> None:
    text = (Path(ROOT) / "pyproject.toml").read_text(encoding="utf-8")
    assert 'zhiwei = "zhiwei.cli:main"' in text
    assert isinstance(main, click.Group)
