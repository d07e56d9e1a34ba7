"""The rules engine. It knows no law: types, rules, parameters by date, three-valued evaluation, explanation."""

from zhiwei.engine.declare import Force, Measure, Modality, rule
from zhiwei.engine.language import (
    add_days,
    add_months,
    add_years,
    ceil,
    days_between,
    end_of_year,
    floor,
    months_between,
    months_touched,
    start_of_year,
    year_of,
    years_between,
)
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.types import Code, Count, Date, Flag, Keyed, Money, Number, Pieces, Rate
from zhiwei.engine.vocabulary import Vocabulary

__all__ = [
    "Code",
    "Count",
    "Date",
    "Flag",
    "Force",
    "Keyed",
    "Measure",
    "Modality",
    "Money",
    "Number",
    "Pieces",
    "Rate",
    "Rulebook",
    "Vocabulary",
    "add_days",
    "add_months",
    "add_years",
    "ceil",
    "days_between",
    "end_of_year",
    "floor",
    "months_between",
    "months_touched",
    "rule",
    "start_of_year",
    "year_of",
    "years_between",
]
