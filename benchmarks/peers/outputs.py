"""What every peer computes, and how two sets of outputs are compared."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

NO_TAX = -1
"""`corporate_income_tax` of who is no payer of it (不适用)."""
VERDICTS = ("27.2", "27.3", "27.4", "27.5", "27.6", "27.6_occasion", "27.8")
AMOUNTS = ("27.2", "27.3", "27.4", "27.5", "27.8")
OUTPUTS: dict[str, type] = {
    **{f"{m}_verdict": np.uint8 for m in VERDICTS},
    **{f"{m}_amount": np.int64 for m in AMOUNTS},
    "size_class": np.uint8,
    "small_or_micro": np.uint8,
    "corporate_income_tax": np.int64,
}
"""Columns of a peer's answer: verdict codes, whole fen (0 where there is no amount), the position of the class, 0 or 1."""
ENTITLED, NOT_ENTITLED, NO_DECISION, NOT_OFFERED, OUT_OF_SCOPE = 0, 4, 9, 10, 13
"""The codes that complete facts come to, as in ``zhiwei.engine.outcome.VERDICTS``."""
POSSIBLE = {
    "27.2": (ENTITLED, NOT_ENTITLED, NO_DECISION, NOT_OFFERED, OUT_OF_SCOPE),
    "27.3": (ENTITLED, NOT_ENTITLED, OUT_OF_SCOPE),
    "27.4": (ENTITLED, NOT_ENTITLED, OUT_OF_SCOPE),
    "27.5": (ENTITLED, NOT_ENTITLED),
    "27.6": (ENTITLED, NOT_ENTITLED, OUT_OF_SCOPE),
    "27.6_occasion": (ENTITLED, NOT_ENTITLED, OUT_OF_SCOPE),
    "27.8": (ENTITLED, NOT_ENTITLED),
}
"""Verdicts of each measure that the totals count."""
TOTALS = (
    *((m, f"count_{code}") for m, codes in POSSIBLE.items() for code in codes),
    *((m, "amount") for m in AMOUNTS),
)
"""What the totals hold for each division: (measure, count of a verdict or sum of the amounts)."""
Outputs = Mapping[str, np.ndarray]


def differences(expected: Outputs, found: Outputs, most: int = 5) -> list[str]:
    """Cells in which two answers differ, at most ``most`` of each column; missing columns too."""
    wrong: list[str] = []
    for name in OUTPUTS:
        if name not in found:
            wrong.append(f"{name}: not there")
            continue
        one, other = np.asarray(expected[name]), np.asarray(found[name])
        if one.shape != other.shape:
            wrong.append(f"{name}: {len(other)} rows, not {len(one)}")
            continue
        unequal = np.flatnonzero(one != other)
        wrong += [f"{name} of row {i}: {other[i]}, not {one[i]}" for i in unequal[:most]]
        if len(unequal) > most:
            wrong.append(f"{name}: {len(unequal)} rows differ")
    return wrong


def totals(outputs: Outputs, division: np.ndarray, divisions: int) -> np.ndarray:
    """The totals of an answer, int64 by division and :data:`TOTALS`."""
    out = np.zeros((divisions, len(TOTALS)), np.int64)
    column = 0
    for measure, codes in POSSIBLE.items():
        keys = division.astype(np.intp) * 16 + outputs[f"{measure}_verdict"]
        counts = np.bincount(keys, minlength=16 * divisions).reshape(divisions, 16)
        for code in codes:
            out[:, column] = counts[:, code]
            column += 1
    for measure in AMOUNTS:
        # Sums of float64 weights are exact below 2**53 fen; a batch stays far below.
        sums = np.bincount(division, weights=outputs[f"{measure}_amount"], minlength=divisions)
        out[:, column] = sums.astype(np.int64)
        column += 1
    return out
