"""Firms for the reference rulebook: any number, the same on every machine, many of them at a limit of the law.

Row number ``n`` is the same whatever the number of rows: rows come in blocks, each from a generator seeded by its number.
Columns are plain: money int64 fen, average staff int32 hundredths of a person, days int32 since 1970-01-01, words and codes
positions in their vocabulary or code list, yes or no bool. Limits are taken from the rulebook, not written here.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import numpy as np

from benchmarks.reference.book import reference
from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.law.industries import load_industries

BLOCK = 1 << 18
SEED = 20120630
EPOCH = datetime.date(1970, 1, 1).toordinal()
STAFF_SCALE = 100
MISSING_SHARE = 0.05
OPTIONAL = "predecessor_founded_on"
DAYS = ("founded_on", OPTIONAL)
NONE = np.iinfo(np.int32).min
"""What stands in a column of days where none applies."""
LIMITS = {
    "taxable_income": ("slp_half_limit", "slp_income_limit", "reward_income_floor", "reward_income_cap"),
    "average_total_assets": ("slp_assets_limit",),
    "average_employees": ("slp_employees_limit",),
    "monthly_sales": ("vat_threshold_month",),
    "transaction_sales": ("vat_threshold_occasion",),
}
INDICATORS = {"employees": "employees", "revenue": "revenue", "total_assets": "assets"}
TYPICAL = {
    "taxable_income": 6e6, "average_total_assets": 1e9, "average_employees": 60 * STAFF_SCALE, "monthly_sales": 2.5e6,
    "transaction_sales": 4e4, "employees": 30, "revenue": 8e8, "total_assets": 1.2e9, "revenue@2011": 7e8,
    "invoice_fee_tariff": 3e3,
}  # fmt: skip
"""Medians of lognormal draws, in the unit of the column."""
GREATEST = 10**11
Columns = dict[str, np.ndarray]


def rows(count: int, start: int = 0) -> Columns:
    """Rows ``start`` to ``start + count``; ``start`` is the first of a block."""
    if start % BLOCK:
        raise ValueError(f"rows start at a multiple of {BLOCK}, not at {start}")
    blocks = [_block(start // BLOCK + i) for i in range(-(-count // BLOCK))]
    return {name: np.concatenate([b[name] for b in blocks])[:count] for name in blocks[0]}


def fact_columns(columns: Columns, missing: dict[str, np.ndarray] | None = None) -> dict[str, FactColumn]:
    """The columns as the native engine takes them; ``missing`` is True by column where a fact is missing."""
    facts = {}
    for name, column in columns.items():
        if name == "id":
            continue
        values, states = column, None
        if name == "average_employees":
            values = column.astype(np.int64) * (COLUMN_SCALE // STAFF_SCALE)
        elif name in DAYS:
            values = column + np.int32(EPOCH)
        if name == OPTIONAL:
            absent = column == NONE
            values = np.where(absent, 0, values)
            states = np.where(absent, NOT_APPLICABLE, KNOWN).astype(np.uint8)
        if missing is not None:
            states = np.full(len(column), KNOWN, np.uint8) if states is None else states
            states[missing[name]] = MISSING
            values = np.where(missing[name], 0, values)
        facts[name] = FactColumn(values, states)
    return facts


def gaps(count: int, start: int = 0, share: float = MISSING_SHARE) -> dict[str, np.ndarray]:
    """Which facts of the rows are missing in the variant with missing facts: a share of each, one in twenty."""
    names = [s.label for s in reference().plan.facts]
    dice = [np.random.default_rng([SEED, 1, start // BLOCK + i]) for i in range(-(-count // BLOCK))]
    parts = [{n: d.random(BLOCK) < share for n in names} for d in dice]
    return {n: np.concatenate([p[n] for p in parts])[:count] for n in names}


def _block(number: int) -> Columns:
    dice = np.random.default_rng([SEED, 0, number])
    law, book = reference().law, reference().book.data
    today = law.as_of.toordinal() - EPOCH
    out: Columns = {"id": np.arange(number * BLOCK, (number + 1) * BLOCK)}
    forms = len(book.vocabularies["LegalForm"])
    out["legal_form"] = dice.choice(forms, BLOCK, p=[0.50, 0.10, 0.04, 0.05, 0.04, 0.04, 0.20, 0.03])
    out["division"] = dice.integers(0, len(book.code_lists["divisions"]), BLOCK)
    out["industry_edition"] = (dice.random(BLOCK) < 0.2).astype(np.int64)
    codes, table = _industries()
    pick = dice.random(BLOCK)
    by_edition = [c[(pick * len(c)).astype(np.int64)] for c in codes]
    out["industry_code"] = np.where(out["industry_edition"] == 0, *by_edition)
    out["tax_industry"] = (dice.random(BLOCK) < 0.6).astype(np.int64)
    out["collection_method"] = (dice.random(BLOCK) < 0.15).astype(np.int64)
    for name, share in (
        ("restricted_or_prohibited_industry", 0.02),
        ("high_tech_certified", 0.08),
        ("conforms_to_industrial_policy", 0.9),
    ):
        out[name] = dice.random(BLOCK) < share
    for name, typical in TYPICAL.items():
        out[name] = _drawn(dice, typical)
    loss = dice.random(BLOCK)
    out["taxable_income"] = np.where(loss < 0.12, -(out["taxable_income"] // 2), out["taxable_income"])
    for name, parameters in LIMITS.items():
        scale = STAFF_SCALE if name == "average_employees" else 1
        pool = np.array(sorted({int(v * scale) for p in parameters for v in _values(p)}))
        _at(dice, out, name, dice.choice(pool, BLOCK))
    rows_ = table[out["industry_edition"], out["industry_code"]]
    for name, words in INDICATORS.items():
        limits = _size_limits(words)[rows_, dice.integers(0, 3, BLOCK)]
        _at(dice, out, name, np.where(limits > 0, limits, out[name]))
    anniversaries = np.array([law.as_of.replace(year=law.as_of.year - k).toordinal() for k in range(8)])
    near = dice.choice(anniversaries, BLOCK) - EPOCH + dice.integers(-1, 2, BLOCK)
    founded = today - dice.integers(-20, 6_000, BLOCK)
    out["founded_on"] = np.where(dice.random(BLOCK) < 0.3, near, founded)
    earlier = out["founded_on"] - dice.integers(1, 2_000, BLOCK)
    out[OPTIONAL] = np.where(dice.random(BLOCK) < 0.1, earlier, NONE)
    return {name: values.astype(DTYPES.get(name, np.int64)) for name, values in out.items()}


DTYPES: dict[str, Any] = {
    "legal_form": np.uint8, "tax_industry": np.uint8, "collection_method": np.uint8, "industry_edition": np.uint8,
    "division": np.uint16, "industry_code": np.uint16, "employees": np.int32, "average_employees": np.int32,
    "founded_on": np.int32, OPTIONAL: np.int32, "restricted_or_prohibited_industry": np.bool_,
    "high_tech_certified": np.bool_, "conforms_to_industrial_policy": np.bool_,
}  # fmt: skip
"""Types of columns; all others int64."""


def _drawn(dice: np.random.Generator, typical: float) -> np.ndarray:
    values = np.exp(dice.normal(np.log(typical), 1.6, BLOCK))
    luck = dice.random(BLOCK)
    if typical > 1e5:
        values = np.where(luck > 0.995, dice.uniform(0, GREATEST, BLOCK), values)
    return np.where(luck < 0.03, 0, np.minimum(values, GREATEST)).astype(np.int64)


def _at(dice: np.random.Generator, out: Columns, name: str, limits: np.ndarray) -> None:
    """Put a third of the rows on a limit or one or two units beside it."""
    beside = np.maximum(0, limits + dice.integers(-2, 3, BLOCK))
    out[name] = np.where(dice.random(BLOCK) < 1 / 3, beside, out[name])


@cache
def _values(parameter: str) -> tuple[Any, ...]:
    """The values of a parameter on the day: one, those of its pieces, or those of its table."""
    plan = reference().plan
    found = next(plan.template[i] for i, (p, *_) in plan.parameters.items() if p.name == parameter)
    if isinstance(found, tuple):
        return tuple(piece.value for piece in found)
    return tuple(found.rows.values()) if hasattr(found, "rows") else (found,)


@cache
def _industries() -> tuple[list[np.ndarray], np.ndarray]:
    """By edition: positions of its full codes; and the position of each code's row of the size standard."""
    book, plan = reference().book.data, reference().plan
    codes, words = book.code_lists["industry_codes"], [m.value for m in book.vocabularies["SizeIndustry"]]
    full, table = [], np.full((2, len(codes)), words.index("other"))
    for edition, year in enumerate(("2011", "2017")):
        name, listed = f"size_industry_{year}", load_industries().edition(year)
        found = next(plan.template[i] for i, (p, *_) in plan.parameters.items() if p.name == name)
        entries = [found.find(c) for c in codes]
        known = [isinstance(e, str) and e in words for e in entries]
        full.append(np.array([i for i, c in enumerate(codes) if len(c) == 4 and known[i] and c in listed]))
        table[edition, known] = [words.index(e) for e, k in zip(entries, known, strict=True) if k]
    return full, table


@cache
def _size_limits(words: str) -> np.ndarray:
    """Lower bounds of small, medium and large by row of the standard; 0 where the row does not use the indicator."""
    book, plan = reference().book.data, reference().plan
    limits = np.zeros((len(book.vocabularies["SizeIndustry"]), 3), np.int64)
    for column, size in enumerate(("small", "medium", "large")):
        wanted = f"size_{words}_{size}_min"
        found = next(plan.template[i] for i, (p, *_) in plan.parameters.items() if p.name == wanted)
        for row, member in enumerate(book.vocabularies["SizeIndustry"]):
            limits[row, column] = found.rows.get(member.value, 0)
    return limits
