"""Zhiwei's native engine over the reference rows, in the shape that all peers share."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.peers.outputs import AMOUNTS, NO_TAX, OUTPUTS, VERDICTS
from benchmarks.reference.book import Reference
from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.codes import NOT_APPLICABLE
from zhiwei.engine.native.measures import NativeMeasures


def engine(
    asked: Reference, cache: Path, *, complete: bool = True, exact: bool = True, threads: int = 2,
    variables: bool = True, kind: type[NativeMeasures] = NativeMeasures,
) -> NativeMeasures:  # fmt: skip
    """The engine for what the reference asks; ``complete`` promises that no fact is missing."""
    labels = frozenset(s.label for s in asked.plan.facts if not s.variable.optional)
    return kind(
        asked.book, asked.law, measures=asked.measures, variables=asked.variables if variables else (), cache=cache,
        known=labels if complete else frozenset(), three_valued=not complete, exact=exact, threads=threads,
    )  # fmt: skip


def of_measures(answered: Answered) -> dict[str, np.ndarray]:
    """The outputs that all peers give for measures."""
    out: dict[str, np.ndarray] = {}
    by_name = {m.replace("/", "_"): columns for m, columns in answered.measures.items()}
    for name in VERDICTS:
        out[f"{name}_verdict"] = by_name[name].verdict
    for name in AMOUNTS:
        amount = by_name[name].amount
        assert amount is not None
        out[f"{name}_amount"] = amount
    return out


def plain(answered: Answered) -> dict[str, np.ndarray]:
    """The outputs that all peers give."""
    out = of_measures(answered)
    for name in ("size_class", "small_or_micro"):
        out[name] = answered.variables[name].value.astype(OUTPUTS[name])
    tax = answered.variables["corporate_income_tax"]
    out["corporate_income_tax"] = np.where(tax.status == NOT_APPLICABLE, NO_TAX, tax.value).astype(np.int64)
    return out
