"""`zhiwei prove`: what it prints, writes and exits with."""

from __future__ import annotations

import importlib
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zhiwei.cli import main
from zhiwei.engine.proof.claims import Always
from zhiwei.policy import proofs


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["prove", *words])


def only(monkeypatch: pytest.MonkeyPatch, *ids: str) -> None:
    """Declare only these claims, for speed."""
    monkeypatch.setattr(proofs, "CLAIMS", tuple(c for c in proofs.CLAIMS if c.id in ids))


def test_notches_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "27.3/notches-2012", "27.3/chosen", "28.2/one-deduction")
    done = run()
    assert done.exit_code == 0, done.output
    assert (
        "断崖：60000.00 元，多一分少得 6000.00 元；直到 67499.99 元都不如 60000.00 元，67500.00 元起不再少于"
        in done.output
    )
    assert (
        "断崖：300000.00 元，多一分少得 15000.00 元；直到 319999.99 元都不如 300000.00 元，320000.00 元起不再少于"
        in done.output
    )
    assert done.output.endswith("共 3 项，3 项与声明一致，0 项不一致。\n")


def test_json(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "27.3/notches-2026", "27.3/never-worse", "28.2/one-deduction")
    done = run("--variable", "corporate_income_tax", "--format", "json")
    assert done.exit_code == 0, done.output
    found = {c["id"]: c for c in json.loads(done.output)["claims"]}
    assert sorted(found) == ["27.3/never-worse", "27.3/notches-2026"]
    assert found["27.3/notches-2026"]["notches"] == [
        {"at": "3000000.00", "size": "600000.00", "dominated_to": "3799999.99", "level_from": "3800000.00"}
    ]
    wrong = found["27.3/never-worse"]
    assert (wrong["outcome"], wrong["as_declared"]) == ("refuted", True)
    assert wrong["counterexample"]["subjects"][0]["as_of"] == "2012-06-30"


def test_a_claim_that_fails_exits_with_1_and_leaves_its_case(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    false = Always(
        id="27.3/free", zh="无税", en="no tax", cites=("27.3",), as_of="2012-06-30",
        holds="corporate_income_tax <= 0", of=("corporate_income_tax",),
    )  # fmt: skip
    monkeypatch.setattr(proofs, "CLAIMS", (false,))
    done = run("--measure", "27.3", "--lang", "en", "--cases", str(tmp_path))
    assert done.exit_code == 1
    assert done.output.startswith("! refuted")
    assert "1 claims, 0 came out as declared, 1 did not." in done.output
    (path,) = tmp_path.glob("27.3_free-*.json")
    case = json.loads(path.read_text(encoding="utf-8"))
    assert case["claim"] == "27.3/free"
    assert Fraction(case["subjects"][0]["shows"]["corporate_income_tax"]) > 0


def test_any_variable_can_be_asked_about() -> None:
    done = run("--variable", "standard_income_tax", "--as-of", "2013-06-30", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "standard income tax" not in done.output
    assert "proved" in done.output
    assert "4 claims, 4 came out as declared, 0 did not." in done.output


def test_any_measure_can_be_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "29.3/stable-2012")
    done = run("--measure", "29.3", "--as-of", "2013-06-30", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "29.3/stable" in done.output


DECISIONS = "examples/decisions.yaml"
"""330300 rewards all of the contribution; 330382, a county of it, declines."""


@pytest.mark.parametrize(
    ("division", "reach"), [("330300", "66818.19"), ("330382", "67500.00"), ("330100", "67500.00")]
)
def test_the_notches_of_a_locality(monkeypatch: pytest.MonkeyPatch, division: str, reach: str) -> None:
    # All rewarded: 0.8 x + 0.08 (x - 60,000) comes to the 54,000 left at 60,000 at x = 66,818.18….
    only(monkeypatch, "27.2/notches-half", "27.2/notches-all", "27.2/notches-whole-reading")
    done = run("--variable", "corporate_income_tax", "--as-of", "2012-06-30", "--decisions", DECISIONS,
               "--division", division, "--format", "json")  # fmt: skip
    assert done.exit_code == 0, done.output
    lists = {c["id"]: c for c in json.loads(done.output)["claims"] if c["kind"] == "Notches"}
    name = "27.2/corporate_income_tax/taxable_income/notches"
    assert lists.keys() >= {name, f"{name}/whole", "corporate_income_tax/taxable_income/notches"}
    assert lists[name]["en"] == (
        "notches of taxable income less corporate income tax plus reward of the local tax contribution on the excess"
    )
    assert lists[f"{name}/whole"]["en"].endswith(" (reward_base_reading=whole)")
    assert lists[name]["expected"] == ""
    assert [n["level_from"] for n in lists[name]["notches"] if n["at"] == "60000.00"] == [reach]


def test_without_the_solver_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name == "z3":
            raise ImportError(name)
        return honest(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    done = run("--measure", "29.3", "--lang", "en")
    assert done.exit_code == 1
    assert done.output == "proofs need the solver z3, which is not installed: pip install z3-solver\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--variable", "corporate_incom_tax"), "did you mean corporate_income_tax or"),
        (("--measure", "99.9"), "there is no '99.9'"),
        (("--as-of", "1999-01-01"), "没有符合条件的声明。"),
        (("--division", "330100"), "name it: --as-of DATE"),
        (("--as-of", "2012-06-30", "--division", "33010"), "--division: there is no '33010'"),
        (("--as-of", "2012-06-30", "--reading", "reward_base_reading=half"), "there is no 'half'"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert says in done.output
