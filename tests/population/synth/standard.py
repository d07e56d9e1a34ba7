"""The size class of whole columns, from the test's own copies of the standard; nothing of the code under test."""

from __future__ import annotations

import numpy as np
import polars as pl

from tests.policy.size_table import MIIT, standard

LISTED = {
    "agriculture": ["01", "02", "03", "04", "05"],
    "industry": [f"{n:02}" for n in range(6, 47)],
    "construction": ["47", "48", "49", "50"],
    "wholesale": ["51"],
    "retail": ["52"],
    "transport": ["54", "55", "56", "57", "58"],
    "warehousing": ["59"],
    "postal": ["60"],
    "accommodation": ["61"],
    "catering": ["62"],
    "info_transmission": ["63", "64"],
    "software_it": ["65"],
    "real_estate_dev": ["701"],
    "property_mgmt": ["702"],
    "leasing_business": ["71", "72"],
}
"""GB/T 4754-2011 by the notes to 国统字〔2011〕75号; whatever is not listed is measured as other, by reference."""
COLUMN = {"employees": "employees", "revenue": "revenue", "assets": "total_assets"}


def size_classes(table: pl.DataFrame) -> list[str]:
    """micro, small, medium or large for each row: the lowest class that an indicator of its industry gives."""
    row_of = {prefix: row for row, prefixes in LISTED.items() for prefix in prefixes}
    codes = table["industry_code"].cast(pl.String).to_list()
    rows = np.array([row_of.get(c[:3], row_of.get(c[:2], "other")) for c in codes])
    values = {
        "employees": table["employees"].to_numpy(),
        "revenue": fen(table["revenue"]),
        "assets": fen(table["total_assets"]),
    }
    classes = np.full(len(rows), 3)
    for row in dict.fromkeys(rows):
        own = rows == row
        for indicator, (small, medium, large) in standard()[MIIT, row].items():
            amount = values[indicator][own]
            reached = (amount >= small).astype(int) + (amount >= medium) + (amount >= large)
            classes[own] = np.minimum(classes[own], reached)
    return np.array(["micro", "small", "medium", "large"])[classes].tolist()


def fen(column: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Yuan with two decimals as whole fen."""
    return (column * 100).cast(pl.Int64).to_numpy()
