"""The synthetic province: a calibrated model under the law of a day, and its rows block by block."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth.activities import FINE as CLASS_FINE
from zhiwei.population.synth.activities import Classes, classes_of
from zhiwei.population.synth.ages import age_table, founded
from zhiwei.population.synth.arrays import NORMAL, Flags, Floats, Ints, Small, apportioned
from zhiwei.population.synth.bounds import SizeBounds, size_bounds
from zhiwei.population.synth.cells import Cells, cells_of
from zhiwei.population.synth.draws import Block, Stream, high, low, part, sixteenths
from zhiwei.population.synth.fit import fit
from zhiwei.population.synth.forms import FINE as FORM_FINE
from zhiwei.population.synth.forms import form_tables, innovation_shares
from zhiwei.population.synth.money import CENT, Money, money_of
from zhiwei.population.synth.places import FINE as PLACE_FINE
from zhiwei.population.synth.places import Places, places_on
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, group_of
from zhiwei.population.synth.staff import Staff

AXIS_BITS = 20
"""The axis has 2**20 places; a cell has a whole number of them."""
_AXIS_SHIFT = np.uint64(64 - AXIS_BITS)
_BELOW = np.uint64((1 << (64 - AXIS_BITS)) - 1)
DRAWN = 1 << 16
"""Numbers drawn in sixteen bits lie below."""
QUARTERS, MONTHS = 4, 12


@dataclass(frozen=True)
class Year:
    """Averages over the year, the sales of its last month, and the kind of VAT taxpayer."""

    employees: Floats
    assets: Ints
    monthly_sales: Ints
    general_vat: Flags


@dataclass(frozen=True)
class Marks:
    """What authorities found or certified."""

    restricted: Flags
    conforming: Flags
    high_tech: Flags
    technology: Flags
    outdated: Small


@dataclass(frozen=True)
class Rows:
    """The facts of a block as plain arrays: positions for words, fen for money, days since 1970 for dates."""

    kind: Ints
    size: Ints
    form: Small
    place: Small
    industry: Ints
    founded: Ints
    employees: Ints
    revenue: Ints
    revenue_before: Ints
    assets: Ints
    industrial: Flags
    taxable_income: Ints
    assessed: Flags
    year: Year
    marks: Marks


class Province:
    """The model; building it asks the rulebook for bounds and rows of the size standard and runs the fit."""

    def __init__(
        self, book: Rulebook, day: datetime.date, edition: str, *, kinds: tuple[str, ...] = KINDS
    ) -> None:
        """Raises LookupError where the rulebook has no size standard for the day, ValueError where no fit is found."""
        self.day, self.edition, self.kinds = day, edition, kinds
        self.bounds: SizeBounds = size_bounds(book, day)
        self.places: Places = places_on(day)
        self.classes: Classes = classes_of(book, day, edition, self.places.counties)
        self.cells: Cells = cells_of(self.classes, self.bounds, kinds)
        self.staff = Staff(self.cells)
        self.money: Money = money_of(self.cells, self.classes)
        fit(self.money, self.cells, self.classes, self.staff)
        variables = book.variables("enterprise")
        self.forms = tuple(m.value for m in variables["legal_form"].enum)
        self.outdated = tuple(m.value for m in variables["outdated_capacity_criterion"].enum)
        self._tables()

    def _tables(self) -> None:
        cells, model = self.cells, assumptions()
        counts = apportioned(cells.share, 1 << AXIS_BITS)
        self._cell = np.repeat(np.arange(len(counts)), counts).astype(np.uint16)
        self._first = np.cumsum(counts) - counts
        self._width = counts.astype(np.float64)
        self._ages = age_table()
        self._form = form_tables(cells, self.forms)
        self._high_tech, self._technology = innovation_shares(cells, self.classes)
        self._place = np.concatenate([self.places.pick[kind] for kind in KINDS])
        self._pick = np.concatenate([self.classes.pick[kind] for kind in KINDS])
        level = [
            KINDS[k] if KINDS[k] == "individual" else SIZES[s]
            for k, s in zip(cells.kind, cells.size, strict=True)
        ]
        self._vat = np.array([model["general_vat_taxpayer"][name] * CENT for name in level])
        self._assessed = np.array([model["assessed_if_profitable"][name] * CENT for name in level])
        groups = [group_of(self.classes.activities[a].section) for a in cells.activity]
        self._industrial = np.array([g in model["tax_industrial"] for g in groups])
        self._no_outdated, self._relative = self.outdated.index("none"), self.outdated.index("relative")
        self._others = np.array([i for i, m in enumerate(self.outdated) if m != "none"], dtype=np.uint16)

    def rows(self, seed: int, number: int) -> Rows:
        """The rows of one block."""
        block, cells = Block(seed, number), self.cells
        axis = block.axis()
        bin_ = (axis >> _AXIS_SHIFT).astype(np.int64)
        cell = self._cell.take(bin_).astype(np.int64)
        within = (axis & _BELOW).astype(np.float64) * 2.0 ** (AXIS_BITS - 64)
        along = np.minimum((bin_ - self._first.take(cell) + within) / self._width.take(cell), 1 - 2.0**-40)
        kind, size = cells.kind.take(cell), cells.size.take(cell)
        employees = self.staff.of(cell, along)

        words = block.words(Stream.PLACE_AND_FORM)
        place = self._place.take(kind * PLACE_FINE + (words >> np.uint64(50)).astype(np.int64))
        form_at = (words & np.uint64(FORM_FINE - 1)).astype(np.int64)
        form = self._form.take((kind * len(SIZES) + size) * FORM_FINE + form_at)

        words = block.words(Stream.AGE_AND_GROWTH)
        founded_on = founded(self._ages, self.day, high(words))
        growth = assumptions()["revenue"]["growth_median"] * np.exp(
            assumptions()["revenue"]["growth_sigma"] * NORMAL.score(low(words))
        )
        words = block.words(Stream.REVENUE_AND_ASSETS)
        revenue = self.money.revenue(cells, cell, employees, high(words))
        assets = self.money.assets(cells, cell, revenue, low(words))
        first_of_year = (datetime.date(self.day.year, 1, 1) - datetime.date(1970, 1, 1)).days
        before = np.where(founded_on >= first_of_year, 0, np.rint(revenue / growth))

        words = block.words(Stream.PROFIT)
        loses_at, assessed_at, _, _ = sixteenths(words)
        chance = (loses_at + 0.5) / DRAWN
        income = np.rint(self.money.profit(cells, cell, revenue, high(words), chance))
        return Rows(
            kind=kind,
            size=size,
            form=form,
            place=place,
            industry=self._industry(block, kind, cells.activity.take(cell), place),
            founded=founded_on,
            employees=employees,
            revenue=revenue.astype(np.int64),
            revenue_before=before.astype(np.int64),
            assets=assets.astype(np.int64),
            taxable_income=income.astype(np.int64),
            assessed=(income > 0) & (assessed_at < self._assessed.take(cell) * DRAWN),
            industrial=self._industrial.take(cell),
            year=self._year(block, cell, employees, revenue, assets),
            marks=self._marks(block, cell),
        )

    def _industry(self, block: Block, kind: Ints, activity: Ints, place: Small) -> Ints:
        """A class of the activity: one of the county's clusters, or by weight."""
        words = block.words(Stream.INDUSTRY)
        picked = self._pick.take(
            (kind * len(self.classes.activities) + activity) * CLASS_FINE
            + (words & np.uint64(CLASS_FINE - 1)).astype(np.int64)
        ).astype(np.int64)
        if not len(self.classes.clusters):
            return picked
        field = activity * len(self.places.counties) + self.places.county.take(place)
        count = self.classes.count.take(field)
        chosen = self.classes.first.take(field) + (high(words) * count).astype(np.int64)
        _, local_at, _, _ = sixteenths(words)
        local = local_at < part(local_at, assumptions()["block_economy_share"])
        clustered = self.classes.clusters.take(np.minimum(chosen, len(self.classes.clusters) - 1))
        return np.where(local & (count > 0), clustered, picked)

    def _year(self, block: Block, cell: Ints, employees: Ints, revenue: Floats, assets: Floats) -> Year:
        model = assumptions()
        staff_at, assets_at, month_at, vat_at = sixteenths(block.words(Stream.AVERAGES))
        staff_off = (2 * staff_at / DRAWN - 1) * model["averages"]["staff"]
        assets_off = (2 * assets_at / DRAWN - 1) * model["averages"]["assets"]
        month = model["month"]["low"] + month_at / DRAWN * (model["month"]["high"] - model["month"]["low"])
        return Year(
            employees=np.rint(QUARTERS * employees * (1 + staff_off)) / QUARTERS,
            assets=np.rint(assets * (1 + assets_off)).astype(np.int64),
            monthly_sales=np.rint(revenue / MONTHS * month).astype(np.int64),
            general_vat=vat_at < self._vat.take(cell) * DRAWN,
        )

    def _marks(self, block: Block, cell: Ints) -> Marks:
        model = assumptions()
        restricted_at, policy_at, innovation_at, outdated_at = sixteenths(block.words(Stream.FLAGS))
        restricted = restricted_at < part(restricted_at, model["restricted_industry"] * CENT)
        against = policy_at < part(policy_at, model["against_industrial_policy"] * CENT)
        high_tech, technology = self._high_tech.take(cell) * DRAWN, self._technology.take(cell) * DRAWN
        found = (outdated_at < part(outdated_at, model["outdated_capacity"] * CENT)) & self._industrial.take(
            cell
        )
        other = self._others.take(outdated_at % len(self._others))
        listed = found & (other != self._relative)
        return Marks(
            restricted=restricted,
            conforming=~(restricted | against | listed),
            high_tech=innovation_at < high_tech,
            technology=(innovation_at >= high_tech / 2) & (innovation_at < high_tech / 2 + technology),
            outdated=np.where(found, other, self._no_outdated).astype(np.uint16),
        )
