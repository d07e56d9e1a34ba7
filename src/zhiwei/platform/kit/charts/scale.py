"""Round steps of an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable

from zhiwei.platform.kit.charts.figure import Number


def ticks(values: Iterable[Number], most: int = 5) -> list[float]:
    """Round marks (1, 2 or 5 times a power of ten) from at most zero to at least the largest value; 0 and 1 for none."""
    known = [float(value) for value in values] or [0.0]
    low, high = min(0.0, *known), max(0.0, *known)
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999_999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * place for place in range(first, last + 1)]
