"""The reference rules as polars expressions, written by hand as a careful analyst would.

Money is Int64 fen in, Float64 whole fen inside (all below 2**53, so exact, and faster to round), Int64 fen out.
"""

from __future__ import annotations

import polars as pl

from benchmarks.peers import figures as law
from benchmarks.peers.outputs import ENTITLED, NO_DECISION, NO_TAX, NOT_ENTITLED, NOT_OFFERED, OUT_OF_SCOPE

C = pl.col


def answers(frame: pl.LazyFrame, codes: tuple[str, ...], divisions: tuple[str, ...]) -> pl.LazyFrame:
    """The outputs of each row beside ``id`` and ``division``; the lists give codes and divisions by position."""
    steps = (_lookups(codes, divisions), _tax_facts(), _classes(), _tax(), _size(), _verdicts(), _amounts())
    for step in steps:
        frame = frame.with_columns(**step)
    return frame.select(["id", "division", *_OUT])


_OUT = [
    *(f"{m}_verdict" for m in ("27.2", "27.3", "27.4", "27.5", "27.6", "27.6_occasion", "27.8")),
    *(f"{m}_amount" for m in ("27.2", "27.3", "27.4", "27.5", "27.8")),
    "size_class", "small_or_micro", "corporate_income_tax",
]  # fmt: skip


def _lookups(codes: tuple[str, ...], divisions: tuple[str, ...]) -> dict[str, pl.Expr]:
    """What tables say by code: the row of the size standard's bounds, and the decided share."""
    rows = law.size_rows(codes)
    flat = pl.Series(rows.ravel())
    place = C("industry_edition").cast(pl.UInt32) * len(codes) + C("industry_code")
    row = pl.lit(flat).gather(place)
    return {
        "row": row,
        "share": pl.lit(pl.Series(law.shares(divisions))).gather(C("division")),
        "income": C("taxable_income").cast(pl.Float64),
        "levy": half_up(C("revenue@2011").cast(pl.Float64), 1, 1_000),
    }


def half_up(amount: pl.Expr, times: int, by: int) -> pl.Expr:
    """amount × times ÷ by, an exact half upwards; exact for whole fen below 2**53."""
    return ((amount * (2 * times) + by) / (2 * by)).floor()


def _tax_facts() -> dict[str, pl.Expr]:
    payer = C("legal_form").is_in(law.COMPANIES)
    industrial = C("tax_industry") == 0
    staff = pl.when(industrial).then(100 * law.STAFF_LIMIT[0]).otherwise(100 * law.STAFF_LIMIT[1])
    assets = pl.when(industrial).then(law.ASSETS_LIMIT[0]).otherwise(law.ASSETS_LIMIT[1])
    positive = pl.max_horizontal(C("income"), 0.0)
    return {
        "payer": payer,
        "slp": payer
        & (C("income") <= law.INCOME_LIMIT)
        & (C("average_employees") <= staff)
        & (C("average_total_assets") <= assets)
        & ~C("restricted_or_prohibited_industry")
        & (C("collection_method") == 0),
        "standard_tax": half_up(positive, 25, 100),
        "high_tech_tax": half_up(positive, 15, 100),
        "slp_tax": pl.when(C("income") <= law.HALF_LIMIT)
        .then(half_up(positive, 10, 100))
        .otherwise(half_up(positive, 20, 100)),
        **{f"{name}_{size}": _bound(i, j) for i, name in enumerate(_INDICATORS) for j, size in enumerate(_SIZES)},
    }  # fmt: skip


_INDICATORS, _SIZES = ("employees", "revenue", "total_assets"), ("small", "medium", "large")


def _bound(indicator: int, size: int) -> pl.Expr:
    return pl.lit(pl.Series(law.size_limits()[:, indicator, size])).gather(C("row"))


def _classes() -> dict[str, pl.Expr]:
    """Class by indicator: 3 micro, 2 small, 1 medium, 0 large; 0 too where the row does not use the indicator."""
    return {
        f"by_{name}": sum(
            (C(name) < C(f"{name}_{size}")).cast(pl.UInt8) for size in _SIZES
        )
        for name in _INDICATORS
    }  # fmt: skip


def _tax() -> dict[str, pl.Expr]:
    slp = pl.when((C("income") > 0) & C("high_tech_certified")).then(
        C("slp") & (C("slp_tax") <= C("high_tech_tax"))
    )
    return {
        "taxed_slp": slp.otherwise(C("slp")),
        "size_class": pl.max_horizontal(*(f"by_{name}" for name in _INDICATORS)),
        "above_floor": C("income") > law.HALF_LIMIT,
        "individual": C("legal_form").is_in(law.INDIVIDUALS),
        "base": half_up(C("income") - law.HALF_LIMIT, 15 * 40, 10_000),
    }


def _size() -> dict[str, pl.Expr]:
    high = C("high_tech_certified")
    return {
        "small_or_micro": (C("size_class") >= 2).cast(pl.UInt8),
        "taxed_high": high & ~C("taxed_slp"),
        "base": pl.when(high)
        .then(C("base"))
        .otherwise(half_up(C("income") - law.HALF_LIMIT, 20 * 40, 10_000)),
    }


def _code(condition: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(pl.lit(ENTITLED, pl.UInt8)).otherwise(pl.lit(NOT_ENTITLED, pl.UInt8))


def _scoped(scope: pl.Expr, condition: pl.Expr) -> pl.Expr:
    return pl.when(scope).then(_code(condition)).otherwise(pl.lit(OUT_OF_SCOPE, pl.UInt8))


def _verdicts() -> dict[str, pl.Expr]:
    rewarded = (
        pl.when(C("share") == law.NONE_FILED)
        .then(pl.lit(NO_DECISION, pl.UInt8))
        .when(C("share") == law.NONE_OFFERED)
        .then(pl.lit(NOT_OFFERED, pl.UInt8))
        .otherwise(pl.lit(ENTITLED, pl.UInt8))
    )
    small = C("small_or_micro") == 1
    founded = C("founded_on").cast(pl.Int32)
    return {
        "27.2_verdict": pl.when(~C("payer"))
        .then(pl.lit(OUT_OF_SCOPE, pl.UInt8))
        .when(~(C("slp") & C("above_floor")))
        .then(pl.lit(NOT_ENTITLED, pl.UInt8))
        .otherwise(rewarded),
        "27.3_verdict": _scoped(C("payer"), C("slp") & ~C("above_floor") & C("taxed_slp")),
        "27.4_verdict": _scoped(C("payer"), C("taxed_high")),
        "27.5_verdict": _code(
            small
            & C("conforms_to_industrial_policy")
            & (founded > law.HALF_FROM)
            & (founded <= law.AS_OF_DAY)
        ),
        "27.6_verdict": _scoped(C("individual"), C("monthly_sales") < law.VAT_MONTH),
        "27.6_occasion_verdict": _scoped(C("individual"), C("transaction_sales") < law.VAT_OCCASION),
        "27.8_verdict": _code(small),
        "free": founded > law.FREE_FROM,
    }


def _paid(measure: str, amount: pl.Expr) -> pl.Expr:
    return pl.when(C(f"{measure}_verdict") == ENTITLED).then(amount).otherwise(0).cast(pl.Int64)


def _amounts() -> dict[str, pl.Expr]:
    levied = C("levy")
    return {
        "27.2_amount": _paid("27.2", ((C("base") * (2 * C("share").cast(pl.Float64)) + 1_000) / 2_000).floor()),
        "27.3_amount": _paid("27.3", C("standard_tax") - C("slp_tax")),
        "27.4_amount": _paid("27.4", C("standard_tax") - C("high_tech_tax")),
        "27.5_amount": _paid(
            "27.5", pl.when(C("free")).then(levied).otherwise(levied - half_up(levied, 1, 2))
        ),
        "27.8_amount": _paid("27.8", C("invoice_fee_tariff")),
        "corporate_income_tax": pl.when(~C("payer"))
        .then(NO_TAX)
        .when(C("taxed_slp"))
        .then(C("slp_tax"))
        .when(C("taxed_high"))
        .then(C("high_tech_tax"))
        .otherwise(C("standard_tax"))
        .cast(pl.Int64),
    }  # fmt: skip
