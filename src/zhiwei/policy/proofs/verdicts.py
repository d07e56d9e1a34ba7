"""A settled verdict stays: no fact given later changes it, for each measure of the rulebook."""

from __future__ import annotations

from zhiwei.engine.proof.claims import Claim, Stable

MEASURES: tuple[tuple[str, str], ...] = (
    ("capital_filing", "17.1"),
    ("registration_filing", "17.4"),
    ("registration_filing", "17.7"),
    ("technology_share", "20.4"),
    ("enterprise", "27.2"),
    ("enterprise", "27.3"),
    ("enterprise", "27.4"),
    ("enterprise", "27.5"),
    ("enterprise", "27.6"),
    ("grant", "27.7"),
    ("enterprise", "27.8"),
    ("bid", "28.1/deduction"),
    ("procurement_plan", "28.1/reserve"),
    ("bid", "28.2"),
    ("administrative_fee", "29.2"),
    ("service_charge", "29.3"),
    ("monopoly_charge", "29.5"),
)
DAY = "2012-06-30"
LATER = ("2015-06-30", "2026-03-01")


def _claim(entity: str, measure: str, day: str, large: bool) -> Stable:
    return Stable(
        id=f"{measure}/stable-{day[:4]}",
        zh=f"{day[:4]}年 {measure}：缺事实时已定的判定，补充后不变",
        en=f"{day[:4]} {measure}: a verdict settled with facts missing is that of every completion",
        cites=(measure.partition("/")[0],),
        as_of=day,
        entity=entity,
        measure=measure,
        large=large,
    )


CLAIMS: tuple[Claim, ...] = (
    *(_claim(entity, measure, DAY, large=False) for entity, measure in MEASURES),
    *(_claim(entity, measure, day, large=True) for day in LATER for entity, measure in MEASURES),
)
