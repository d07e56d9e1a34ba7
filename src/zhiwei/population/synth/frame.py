"""A block as a table: columns named as the facts they hold, money in yuan as exact decimals."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth.arrays import Flags, Ints
from zhiwei.population.synth.draws import BLOCK, Block, Stream, part, sixteenths
from zhiwei.population.synth.names import Names
from zhiwei.population.synth.numbers import Numbers
from zhiwei.population.synth.province import Province, Rows

MONEY = pl.Decimal(18, 2)
_CENT = pl.Series([Decimal("0.01")], dtype=pl.Decimal(18, 2))
_CELLS_OF_A_WORD = 4


class Frames:
    """Makes the tables of blocks; ``missing`` is the share of cells of facts left empty."""

    def __init__(
        self,
        book: Rulebook,
        province: Province,
        seed: int,
        *,
        missing: float = 0.0,
        numeric_only: bool = False,
    ) -> None:
        self.province, self.seed, self.missing = province, seed, missing
        self._names = None if numeric_only else Names(province)
        self._numbers = None if numeric_only else Numbers(province.places.codes, province.forms)
        variables = book.variables("enterprise")
        self._words = {
            name: pl.Series([m.value for m in variables[name].enum], dtype=pl.Enum([m.value for m in variables[name].enum]))
            for name in ("legal_form", "industry_edition", "tax_industry", "collection_method", "vat_taxpayer_kind",
                         "outdated_capacity_criterion")
        }  # fmt: skip
        codes = sorted(set(province.places.codes))
        self._divisions = pl.Series(codes, dtype=pl.Enum(codes)).gather(
            [codes.index(c) for c in province.places.codes]
        )
        self._industries = pl.Series(province.classes.codes, dtype=pl.Enum(province.classes.codes))
        self.schema = self.block(0, 0).schema

    def block(self, number: int, rows: int = BLOCK) -> pl.DataFrame:
        """The first rows of a block."""
        block = Block(self.seed, number)
        facts = self.province.rows(self.seed, number)
        ids = np.arange(BLOCK, dtype=np.int64) + number * BLOCK
        columns: dict[str, pl.Series] = {"id": pl.Series(ids + 1)}
        if self._names is not None and self._numbers is not None:
            columns["name"] = self._names.of(block, facts)
            columns |= self._numbers.of(ids, facts.place.astype(np.int64), facts.form.astype(np.int64))
        found = self._facts(facts)
        if self.missing:
            holes = self._holes(block, len(found))
            found = {
                name: _thinned(one, empty) for (name, one), empty in zip(found.items(), holes, strict=True)
            }
        return pl.DataFrame(columns | found).head(rows)

    def _facts(self, rows: Rows) -> dict[str, pl.Series]:
        before = f"revenue@{self.province.day.year - 1}"
        edition = self._word("industry_edition", np.zeros(BLOCK, np.int64), (self.province.edition,))
        return {
            "legal_form": self._words["legal_form"].gather(rows.form),
            "division": self._divisions.gather(rows.place),
            "founded_on": pl.Series(rows.founded.astype(np.int32)).cast(pl.Date),
            "industry_code": self._industries.gather(rows.industry),
            "industry_edition": edition,
            "employees": pl.Series(rows.employees),
            "revenue": _yuan(rows.revenue),
            before: _yuan(rows.revenue_before),
            "total_assets": _yuan(rows.assets),
            "average_employees": pl.Series(rows.year.employees),
            "average_total_assets": _yuan(rows.year.assets),
            "tax_industry": self._word("tax_industry", rows.industrial, ("other", "industrial")),
            "restricted_or_prohibited_industry": pl.Series(rows.marks.restricted),
            "taxable_income": _yuan(rows.taxable_income),
            "collection_method": self._word("collection_method", rows.assessed, ("audited", "assessed")),
            "high_tech_certified": pl.Series(rows.marks.high_tech),
            "technology_based": pl.Series(rows.marks.technology),
            "vat_taxpayer_kind": self._word(
                "vat_taxpayer_kind", rows.year.general_vat, ("small_scale", "general")
            ),
            "monthly_sales": _yuan(rows.year.monthly_sales),
            "conforms_to_industrial_policy": pl.Series(rows.marks.conforming),
            "outdated_capacity_criterion": self._words["outdated_capacity_criterion"].gather(
                rows.marks.outdated
            ),
        }

    def _word(self, name: str, choice: Ints | Flags, words: tuple[str, ...]) -> pl.Series:
        """Words of a vocabulary by their position among ``words``."""
        members = self._words[name].to_list()
        return self._words[name].gather(
            np.array([members.index(w) for w in words]).take(choice.astype(np.int64))
        )

    def _holes(self, block: Block, columns: int) -> list[Flags]:
        """Which cells of each fact are empty; other values do not depend on it."""
        found: list[Flags] = []
        for word in range(-(-columns // _CELLS_OF_A_WORD)):
            for drawn in sixteenths(block.words(Stream.MISSING + word)):
                found.append(drawn < part(drawn, self.missing))
        return found[:columns]


def _yuan(fen: Ints) -> pl.Series:
    return (pl.Series(fen).cast(pl.Decimal(18, 0)) * _CENT).cast(MONEY)


def _thinned(series: pl.Series, holes: Flags) -> pl.Series:
    return series.zip_with(
        pl.Series(~holes), pl.Series([None], dtype=series.dtype).new_from_index(0, len(series))
    )
