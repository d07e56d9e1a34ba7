"""Exact missing sets at machine speed: diagrams over free facts, frozen once per law, restricted row by row."""

from zhiwei.engine.native.exact.measure import ExactMeasure
from zhiwei.engine.native.exact.variable import ExactVariable

__all__ = ["ExactMeasure", "ExactVariable"]
