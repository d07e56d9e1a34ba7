"""Numbers, floats and docstrings of the sources, and that the scans for them find what they look for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.health import scan
from tests.health.tree import name_of, sources

Scan = Callable[[str], list[str]]


COLUMNS = "src/zhiwei/engine/native/"
"""Where whole fen are carried in float64, under a written bound that tests/engine/native tries."""


def findings(look: Scan, files: list[Path]) -> list[str]:
    """All findings of one scan, each with its file."""
    assert files, "nothing to look at"
    if look is scan.floats:
        files = [path for path in files if not name_of(path).startswith(COLUMNS)]
    return [f"{name_of(path)}:{found}" for path in files for found in look(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("look", "rooms"),
    [
        pytest.param(scan.numbers_in_rules, ("policy",), id="no number or date with legal meaning in a rule"),
        pytest.param(scan.floats, ("engine", "law", "policy"), id="no float"),
        pytest.param(scan.undocumented_module, (), id="every module says what it is"),
        pytest.param(
            scan.undocumented_functions,
            ("engine", "law", "policy", "population"),
            id="every public function says what it does",
        ),
    ],
)
def test_sources_are_clean(look: Scan, rooms: tuple[str, ...]) -> None:
    found = findings(look, sources(*rooms))
    assert not found, "\n".join(found)


def test_there_are_rules_to_look_into() -> None:
    assert any(True for path in sources("policy") for _ in scan.rules(ast.parse(path.read_text("utf-8"))))


RULE = '''
@rule(entity="enterprise", cites=("27.3",), valid=("2012-01-01", "2013-07-31"))
def tax(income: Money = 0) -> Money:
    """27.3: half of 60000 yuan since 2012-01-01."""
    {body}
'''


@pytest.mark.parametrize(
    "body",
    ["return 0", "return income - 1", "return -1", "return True", "return income if flag is None else 0"],
)
def test_a_rule_may_say_nought_and_one(body: str) -> None:
    assert scan.numbers_in_rules(RULE.format(body=body)) == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("return 2", "2"),
        ("return income * 1.0", "1.0"),
        ("return income * -3", "3"),
        ("return income if as_of < date('2012-07-01') else 0", "'2012-07-01'"),
        ("return '20120701'", "'20120701'"),
        ("return '2012年7月1日'", "'2012年7月1日'"),
        ("return Fraction('1/5')", "'1/5'"),
        ("return '20%'", "'20%'"),
        ("return 1j", "1j"),
    ],
)
def test_a_number_in_a_rule_is_found(body: str, named: str) -> None:
    assert scan.numbers_in_rules(RULE.format(body=body)) == [
        f"5: tax: {kind(named)} {named} must be a parameter"
    ]


def kind(named: str) -> str:
    return "the text" if named.startswith("'") else "the number"


def test_a_number_in_a_default_or_under_a_prefixed_decorator_is_found() -> None:
    source = "@engine.rule(cites=('27.3',))\ndef tax(income=20):\n    return income\n"
    assert scan.numbers_in_rules(source) == ["2: tax: the number 20 must be a parameter"]


def test_a_helper_that_is_no_rule_is_not_looked_into() -> None:
    assert scan.numbers_in_rules("def weights():\n    return 31\n") == []


def test_a_float_is_found_anywhere() -> None:
    assert scan.floats("x = 1\ny = {'a': [0.5]}\n") == ["2: the literal 0.5 is not exact"]


def test_missing_docstrings_are_found() -> None:
    source = (
        "def a():\n    return 1\n\ndef _b():\n    return 2\n\nclass C:\n    pass\n\n@overload\ndef d(): ...\n"
    )
    assert scan.undocumented_module(source) == ["1: the module has no docstring"]
    assert scan.undocumented_functions(source) == ["1: a has no docstring", "7: C has no docstring"]
