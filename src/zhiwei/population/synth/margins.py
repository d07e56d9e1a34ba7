"""Margins: each target as two sums over rows, whose quotient the file must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from zhiwei.population.synth.ages import BANDS
from zhiwei.population.synth.places import Places
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, targets

PER_CENT = 100.0
FIRM = pl.col("kind") != "individual"
"""Enterprises and cooperatives."""
ENTERPRISE = pl.col("kind") == "enterprise"
INDIVIDUAL = pl.col("kind") == "individual"
SMALL_MICRO = pl.col("size").is_in(SIZES[:2])


@dataclass(frozen=True)
class Margin:
    """``scale`` x sum of ``top`` / sum of ``base`` over rows shall be ``target``, give or take ``tolerance``.

    Rows that cannot tell are null in neither and nought in both. ``share``: rows are counted, both columns are flags.
    """

    name: str
    grade: str
    unit: str
    target: float
    tolerance: float
    top: pl.Expr
    base: pl.Expr
    scale: float = PER_CENT
    share: bool = True


def margins_of(kinds: tuple[str, ...], places: Places) -> list[Margin]:
    """Every margin that a population of these kinds can show."""
    found = [*_universe(kinds)]
    if "enterprise" in kinds:
        found += [*_anchors(), *_sections(), *_sizes(), *_industry(), *_forms()]
    if "individual" in kinds:
        found += [*_individuals()]
    return [*found, *_ages(), *_counties(kinds, places)]


def _share(name: str, given: Mapping[str, Any], target: float, of: pl.Expr, among: pl.Expr) -> Margin:
    """A share of rows, in per cent; rows where it cannot be told are left out."""
    told = among.fill_null(False) & of.is_not_null()
    return Margin(name, str(given["grade"]), "%", target, _tolerance(given, target), told & of, told)


def _quotient(
    name: str, given: Mapping[str, Any], top: pl.Expr, base: pl.Expr, among: pl.Expr, unit: str = "%"
) -> Margin:
    """The sum of one column over that of another, rows without either left out."""
    told = among.fill_null(False) & top.is_not_null() & base.is_not_null()
    scale = PER_CENT if unit == "%" else 1.0
    value = float(given["value"])
    tops, bases = (pl.when(told).then(column.cast(pl.Float64)).otherwise(0.0) for column in (top, base))
    return Margin(name, str(given["grade"]), unit, value, _tolerance(given, value), tops, bases, scale, False)


def _tolerance(given: Mapping[str, Any], target: float) -> float:
    """The stated tolerance, absolute or in per cent of the target."""
    return float(given["tol"]) if "tol" in given else target * float(given["tol_pct"]) / PER_CENT


def _universe(kinds: tuple[str, ...]) -> Iterator[Margin]:
    universe = targets()["universe"]
    total = sum(float(universe[kind]["value"]) for kind in kinds)
    for kind in kinds if len(kinds) > 1 else ():
        given = {"grade": universe[kind]["grade"], "tol": 0.1}
        share = PER_CENT * float(universe[kind]["value"]) / total
        yield _share(f"kind/{kind}", given, share, pl.col("kind") == kind, pl.lit(True))


def _anchors() -> Iterator[Margin]:
    given = targets()["anchors"]
    name = "micro_small_share_of_enterprises"
    yield _share(name, given[name], float(given[name]["value"]), SMALL_MICRO, FIRM)
    name = "micro_small_share_of_employment"
    staff = pl.col("employees")
    yield _quotient(
        name,
        given[name],
        pl.when(SMALL_MICRO).then(staff).otherwise(0 * staff),
        staff,
        FIRM & pl.col("size").is_not_null(),
    )
    industry = FIRM & (pl.col("group") == "industry")
    above = industry & (pl.col("revenue") >= float(targets()["above_scale_revenue"]["value"]))
    name = "above_scale_industry_count"
    firms = sum(float(targets()["universe"][kind]["value"]) for kind in KINDS[:2])
    told = FIRM & pl.col("revenue").is_not_null() & pl.col("group").is_not_null()
    value = float(given[name]["value"])
    yield Margin(
        name, given[name]["grade"], "firms", value, _tolerance(given[name], value),
        told & above, told, firms,
    )  # fmt: skip
    sme = above & (pl.col("size") != "large")
    name = "above_scale_sme_profit_margin"
    yield _quotient(name, given[name], pl.col("taxable_income"), pl.col("revenue"), sme)
    name = "above_scale_sme_loss_share"
    yield _share(name, given[name], float(given[name]["value"]), pl.col("taxable_income") < 0, sme)
    name = "wholesale_share_of_trade"
    wholesale = pl.col("industry_code").cast(pl.String).str.slice(0, 2) == "51"
    yield _share(
        name, given[name], float(given[name]["value"]), wholesale, ENTERPRISE & (pl.col("section") == "F")
    )


def _sections() -> Iterator[Margin]:
    given = targets()["section_share"]
    total = sum(given["values"].values())
    for section, share in given["values"].items():
        yield _share(
            f"section/{section}", given, PER_CENT * share / total, pl.col("section") == section, ENTERPRISE
        )


def _sizes() -> Iterator[Margin]:
    """Shares by size and section, mean staff and losses by size."""
    given = targets()["size_share"]
    rest = [s for s in targets()["section_share"]["values"] if s not in given["values"]]
    for name, shares in given["values"].items():
        sections = rest if name == "default" else [name]
        for size, share in shares.items():
            among = ENTERPRISE & pl.col("section").is_in(sections)
            yield _share(f"size/{name}/{size}", given, float(share), pl.col("size") == size, among)
    given = targets()["mean_staff_by_size"]
    for size, mean in given["values"].items():
        one = {"grade": given["grade"], "value": mean, "tol_pct": given["tol_pct"]}
        own = FIRM & (pl.col("size") == size)
        yield _quotient(
            f"mean_staff/{size}", one, pl.col("employees"), 0 * pl.col("employees") + 1, own, "persons"
        )
    given = targets()["loss_share_by_size"]
    for size, share in given["values"].items():
        own = FIRM & (pl.col("size") == size)
        yield _share(f"loss_share/{size}", given, float(share), pl.col("taxable_income") < 0, own)


def _industry() -> Iterator[Margin]:
    """Revenue per head: half of the firms of a group lie below its median."""
    given = targets()["revenue_per_head_median"]
    for group, median in given["values"].items():
        one = {"grade": given["grade"], "tol": 0.4 * float(given["tol_pct"])}
        below = pl.col("revenue") < float(median) * 10_000 * pl.col("employees")
        name = f"revenue_per_head/{group}: below {median} 万元"
        yield _share(name, one, PER_CENT / 2, below, FIRM & (pl.col("group") == group))


def _forms() -> Iterator[Margin]:
    given = targets()["legal_form_share"]
    total = sum(given["values"].values())
    for form, share in given["values"].items():
        yield _share(
            f"legal_form/{form}", given, PER_CENT * share / total, pl.col("legal_form") == form, ENTERPRISE
        )
    universe = float(targets()["universe"]["enterprise"]["value"])
    for name, one in targets()["innovation"].items():
        share = PER_CENT * float(one["value"]) / universe
        yield _share(name, one, share, pl.col(name), ENTERPRISE)


def _individuals() -> Iterator[Margin]:
    for sector, given in targets()["individual_sector_share"].items():
        own = pl.col("sector") == sector
        yield _share(f"individual_sector/{sector}", given, float(given["value"]), own, INDIVIDUAL)
    given = targets()["anchors"]["individual_mean_staff"]
    staff = pl.col("employees")
    yield _quotient("individual_mean_staff", given, staff, 0 * staff + 1, INDIVIDUAL, "persons")
    for size, share in assumptions()["individual_size_share"].items():
        given = {"grade": "D", "tol": 0.5}
        yield _share(f"individual_size/{size}", given, float(share), pl.col("size") == size, INDIVIDUAL)


def _ages() -> Iterator[Margin]:
    for name, first, beyond in BANDS:
        given = targets()["age_share"][name]
        inside = pl.col("age") >= first
        if name != BANDS[-1][0]:
            inside &= pl.col("age") < beyond
        yield _share(f"age/{name}", given, float(given["value"]), inside, pl.lit(True))


def _counties(kinds: tuple[str, ...], places: Places) -> Iterator[Margin]:
    """Cities and counties, for enterprises and for individual businesses."""
    for kind in [k for k in ("enterprise", "individual") if k in kinds]:
        among = pl.col("kind") == kind
        cities: dict[str, float] = {}
        for code, share in places.share[kind].items():
            cities[code[:4]] = cities.get(code[:4], 0.0) + share
        for city, share in cities.items():
            own = pl.col("division").cast(pl.String).str.slice(0, 4) == city
            yield _share(f"city/{kind}/{city}00", targets()["city_share"], PER_CENT * share, own, among)
        for code, share in places.share[kind].items():
            own = pl.col("division").cast(pl.String) == code
            yield _share(f"county/{kind}/{code}", targets()["county_share"], PER_CENT * share, own, among)
