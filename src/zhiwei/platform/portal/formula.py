"""How an amount was computed, line by line: the formulas of its rules with the subject's figures in them."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.platform.portal.step_text import Steps

LINES = 6
"""Lines shown beside an amount; the derivation tells all."""


def formulas(steps: Steps, root: str) -> tuple[str, ...]:
    """The amount's own formula first, then those of the figures in it, each once.

    ``root`` is the key of the amount's step. Empty where no rule computed it by a formula.
    """
    lines = tuple(_lines(steps, root, set()))
    return lines[:LINES]


def _lines(steps: Steps, key: str, told: set[str]) -> Iterator[str]:
    step = steps.step(key)
    used = [steps.of(reason) for reason in step.get("reasons", ()) if reason["holds"] is None]
    if key in told or step["kind"] != "rule" or not used:
        return
    told.add(key)
    yield f"{steps.of(step)} {steps.value(step)} = {used[-1]}"
    for below in step["inputs"]:
        if steps.of(steps.step(below)) in used[-1]:  # not what only chose among formulas
            yield from _lines(steps, below, told)
