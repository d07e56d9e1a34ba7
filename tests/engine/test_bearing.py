"""What of an explanation bears on its verdict: no figure under a verdict that gives none, nothing beside the path."""

from __future__ import annotations

from typing import Any

import pytest

from zhiwei.engine import bearing
from zhiwei.engine.render_html import render_html
from zhiwei.engine.render_text import render_text


def step(kind: str, label: str, value: str | None, *inputs: str, **more: Any) -> dict[str, Any]:
    """A step of a written explanation."""
    known = {"status": "known", "value": value, "shown_zh": value, "shown_en": value} if value else {}
    return (
        {"kind": kind, "name": label, "zh": label, "en": label, "status": "missing", "inputs": list(inputs)}
        | known
        | more
    )


STEPS = {
    "small": step("fact", "规模小", "false"),
    "rate": step("parameter", "比例", "0.5", evidence="R", cites=[]),
    "limit": step("parameter", "限额", "9", evidence="R", cites=[]),
    "meant": step(
        "parameter", "算法", "周年", evidence="R", cites=[], reading={"default": "a", "reason": "文义"}
    ),
    "fits": step("rule", "合条件", "false", "small", "limit", "meant"),
    "paid": step("rule", "补贴额", "700.00", "small", "rate"),
    "small#2": step("fact", "规模小", "false"),
}
ORDER = ["small", "limit", "meant", "fits", "small#2", "rate", "paid"]


def measure(verdict: str, **more: Any) -> dict[str, Any]:
    """A measure with a condition and an amount."""
    return {
        "id": "1.1", "zh": "补贴", "en": "grant", "verdict": verdict, "verdict_zh": verdict, "verdict_en": verdict,
        "roots": ["fits", "paid"], "steps": ORDER, "window": [], "progress": None, "amount": None, "deciding": None,
        "recalled": ["limit", "meant", "rate"], "readings": ["meant"], "cites": [], "sources": [], "basis": [],
        "notes": {}, "missing_labels": [], "changes": [], "notches": [],
    } | more  # fmt: skip


def pages(entry: dict[str, Any], lang: str = "zh") -> list[str]:
    """The text and the HTML of a measure."""
    whole = {
        "as_of": "2012-06-30", "known_on": None, "entity": {"zh": "企业", "en": "firm"}, "measures": [entry],
        "steps": STEPS, "citations": {},
    }  # fmt: skip
    return [render_text(whole, lang), render_html(whole, lang)]


@pytest.mark.parametrize(
    "verdict", ["not_entitled", "out_of_scope", "not_in_force", "not_allowed", "missed", "not_offered"]
)
def test_a_settled_refusal_shows_no_figure(verdict: str) -> None:
    entry = measure(verdict, deciding="fits")
    assert bearing.parted(STEPS, entry) == (["small", "limit", "meant", "fits"], [])
    for page in pages(entry):
        assert "合条件" in page
        assert "700" not in page


@pytest.mark.parametrize("verdict", ["undetermined", "unknown_law", "no_decision_filed"])
def test_an_open_verdict_shows_it_apart(verdict: str) -> None:
    entry = measure(verdict)
    assert bearing.parted(STEPS, entry) == (["small", "limit", "meant", "fits"], ["rate", "paid"])
    for page in pages(entry):
        assert page.index("合条件") < page.index("以下按条件都成立计算") < page.index("补贴额 = 700.00")


def test_an_amount_given_is_named_and_shown() -> None:
    entry = measure("entitled", amount={"status": "known", "value": "700.00"})
    assert bearing.parted(STEPS, entry) == (["small", "limit", "meant", "fits", "rate", "paid"], [])
    for page in pages(entry):
        assert "，金额 700.00 元（补贴额）" in page
    assert bearing.amount_label(STEPS, entry | {"zh": "补贴额"}, "zh") == ""
    assert bearing.amount_label(STEPS, entry | {"amount": {"status": "known", "value": "1.00"}}, "zh") == ""


def test_what_is_to_be_checked_lies_on_the_path() -> None:
    decided = measure("not_entitled", deciding="fits")
    assert (bearing.recalled(STEPS, decided), bearing.readings(STEPS, decided)) == (["limit"], ["meant"])
    assert bearing.recalled(STEPS, measure("undetermined")) == ["limit", "rate"]
    for page in pages(decided):
        assert "尚待核对的依据：限额\n" in page or "尚待核对的依据：限额<" in page
        assert "采用的读法：算法 = 周年（文义）" in page


def test_what_is_still_needed() -> None:
    asked = [{"zh": "甲、乙", "en": "a, b"}, {"zh": "丙", "en": "c"}]
    assert "  还需要：甲、乙；丙\n" in pages(measure("undetermined", missing_labels=asked))[0]
    told = pages(measure("not_entitled", deciding="fits", missing_labels=asked))[0]
    assert "  还需要：无（已可判定；未填的下列情况补充后也不会变得有利：甲、乙；丙）\n" in told
    assert "  Still needed: no further fact\n" in pages(measure("not_entitled", deciding="fits"), "en")[0]


def test_what_others_have_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    open_rate = step("parameter", "比例", None, status="no_decision_filed", cites=["财税〔2011〕117号"])
    monkeypatch.setitem(STEPS, "rate", open_rate)
    entry = measure("no_decision_filed", deciding="rate", missing_labels=[{"zh": "丙", "en": "c"}])
    assert "  还需要：丙；当地对“比例”的决定\n" in pages(entry)[0]
    monkeypatch.setitem(STEPS, "rate", open_rate | {"status": "unknown_law"})
    entry = measure("unknown_law", deciding="rate")
    assert "  还需要：先查明现行规定：比例（财税〔2011〕117号）\n" in pages(entry)[0]


def test_a_verdict_out_of_force_tells_which_side(monkeypatch: pytest.MonkeyPatch) -> None:
    later = step("parameter", "限额", None, status="not_in_force", starts="2014-01-01", cites=[])
    monkeypatch.setitem(STEPS, "fits", later)
    for page in pages(measure("not_in_force", deciding="fits")):
        assert "尚未施行（自 2014-01-01 起施行）" in page.replace("<strong>", "").partition("决定因素")[0]
    monkeypatch.setitem(STEPS, "fits", later | {"starts": "2001-01-01", "ends": "2011-12-31"})
    for page in pages(measure("not_in_force", deciding="fits"), "en"):
        assert "ended (on 2011-12-31)" in page.partition("Decided by")[0]
