"""Size class (35.1)."""

from __future__ import annotations

from typing import Any

import numpy

from benchmarks.peers.openfisca_zhiwei.kit import variable

ROWS: Any = None
"""Row of the size standard by edition and position of the industry code; set by ``system``."""


@variable(int)
def size_row(firm, period):
    """Row of the size standard."""
    return ROWS[firm("industry_edition", period), firm("industry_code", period)]


def _class(value: Any, bounds: Any, row: Any) -> Any:
    """3 micro, 2 small, 1 medium, 0 large or not used."""
    return sum(
        (value < numpy.array([bound[name] for name in bound])[row]).astype(numpy.int32)
        for bound in (bounds.small, bounds.medium, bounds.large)
    )


@variable(int)
def size_class_by_employees(firm, period, parameters):
    """Class by employees."""
    return _class(firm("employees", period), parameters(period).size.employees, firm("size_row", period))


@variable(int)
def size_class_by_revenue(firm, period, parameters):
    """Class by revenue."""
    return _class(firm("revenue", period), parameters(period).size.revenue, firm("size_row", period))


@variable(int)
def size_class_by_assets(firm, period, parameters):
    """Class by total assets."""
    return _class(firm("total_assets", period), parameters(period).size.assets, firm("size_row", period))


@variable(int)
def size_class(firm, period):
    """Size class: the lowest over the indicators of the row."""
    by_employees, by_revenue = firm("size_class_by_employees", period), firm("size_class_by_revenue", period)
    return numpy.maximum(numpy.maximum(by_employees, by_revenue), firm("size_class_by_assets", period))


@variable(bool)
def small_or_micro(firm, period):
    """Small or micro enterprise."""
    return firm("size_class", period) >= 2


VARIABLES = (
    size_row, size_class_by_employees, size_class_by_revenue, size_class_by_assets, size_class, small_or_micro,
)  # fmt: skip
