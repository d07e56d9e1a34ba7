"""The command line called as people call it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.cli.validate import faults
from zhiwei.cli import main
from zhiwei.schemas.bundle import bundled

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Called:
    """What a command said and how it ended."""

    out: str
    err: str
    code: int


def zhiwei(*words: object) -> Called:
    """Call ``zhiwei`` with these words; anything but an orderly exit is an error of the test."""
    result = CliRunner().invoke(main, [str(w) for w in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Called(result.stdout, result.stderr, result.exit_code)


def answered(schema_name: str, *words: object) -> Any:
    """The JSON a command prints, after its schema was held against it."""
    called = zhiwei(*words, "--format", "json")
    assert called.code == 0, called.err
    content = json.loads(called.out)
    assert faults(content, bundled(schema_name)) == []
    return content
