"""Input variables, named as the facts; money in fen, average staff in hundredths, words and codes by position."""

from __future__ import annotations

from datetime import date

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from benchmarks.peers.openfisca_zhiwei.system import FIRM

_PERIODS = {
    "taxable_income": DateUnit.YEAR, "average_employees": DateUnit.YEAR, "average_total_assets": DateUnit.YEAR,
    "revenue": DateUnit.YEAR, "monthly_sales": DateUnit.MONTH, "transaction_sales": DateUnit.DAY,
}  # fmt: skip
_TYPES = {
    int: ("legal_form", "tax_industry", "collection_method", "division", "industry_code", "industry_edition",
          "employees", "average_employees"),
    bool: ("restricted_or_prohibited_industry", "high_tech_certified", "conforms_to_industrial_policy"),
    float: ("taxable_income", "average_total_assets", "revenue", "total_assets", "monthly_sales",
            "transaction_sales", "invoice_fee_tariff"),
    date: ("founded_on",),
}  # fmt: skip
VARIABLES = [
    type(name, (Variable,), {
        "value_type": kind, "entity": FIRM, "definition_period": _PERIODS.get(name, DateUnit.ETERNITY),
        "label": name,
    })
    for kind, names in _TYPES.items() for name in names
]  # fmt: skip
INPUTS = {v.__name__: _PERIODS.get(v.__name__, DateUnit.ETERNITY) for v in VARIABLES}
"""Period unit by input."""
