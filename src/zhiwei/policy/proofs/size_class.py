"""Claims on the size classes (35.1): the table is complete, its bounds rise, its classes exclude one another."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.proof.claims import REFUTED, Always, Claim, ExactlyOne, Settled

DAY = "2012-06-30"
INDICATORS = {"employees": "employees", "revenue": "revenue", "assets": "total_assets"}


def _below(bound: str, row: str, prefix: str) -> str:
    """Some indicator of the row lies below its bound."""
    parts = [
        f"({row} in {prefix}_{i}_{bound} and {fact} < {prefix}_{i}_{bound}[{row}])"
        for i, fact in INDICATORS.items()
    ]
    return "(" + " or ".join(parts) + ")"


def _table(name: str, zh: str, en: str, variable: str, prefix: str, row: str) -> tuple[Claim, ...]:
    micro, small, medium = (_below(b, row, prefix) for b in ("small_min", "medium_min", "large_min"))
    covered = f"{row} != SizeIndustry.NOT_COVERED"
    common: dict[str, Any] = {"cites": ("35.1",), "as_of": DAY, "of": (variable,)}
    return (
        *(
            Always(
                id=f"35.1/{name}-bounds-{i}",
                zh=f"{zh}：每行{i}指标的下限逐级升高",
                en=f"{en}: in every row the bounds of {i} rise from class to class",
                holds=f"{prefix}_{i}_small_min[{row}] < {prefix}_{i}_medium_min[{row}]"
                f" and {prefix}_{i}_medium_min[{row}] < {prefix}_{i}_large_min[{row}]",
                **common,
            )
            for i in INDICATORS
        ),
        ExactlyOne(
            id=f"35.1/{name}-one-class",
            zh=f"{zh}：每个企业属于且仅属于一档",
            en=f"{en}: every firm belongs to one class and only one",
            given=covered,
            conditions=(
                micro,
                f"not {micro} and {small}",
                f"not {micro} and not {small} and {medium}",
                f"not {micro} and not {small} and not {medium}",
            ),
            **common,
        ),
        Always(
            id=f"35.1/{name}-as-worded",
            zh=f"{zh}：划型结果与条文“下限”之义一致",
            en=f"{en}: the class is the one that the wording of the bounds gives",
            given=covered,
            holds=f"({variable} == SizeClass.MICRO) == {micro}"
            f" and ({variable} in (SizeClass.MICRO, SizeClass.SMALL)) == {_any(micro, small)}"
            f" and ({variable} == SizeClass.LARGE) == (not {_any(micro, small, medium)})",
            **common,
        ),
        Settled(
            id=f"35.1/{name}-complete",
            zh=f"{zh}：本版分类中的每个行业代码、每组指标都有划型结果",
            en=f"{en}: every code of its edition and all indicators come to a class",
            cites=("35.1",),
            as_of=DAY,
            variable=variable,
            allowed=("not_applicable",),
        ),
    )


def _any(*conditions: str) -> str:
    return "(" + " or ".join(conditions) + ")"


CLAIMS: tuple[Claim, ...] = (
    *_table("policy", "划型标准", "size standard", "size_class", "size", "size_row"),
    *_table(
        "statistics",
        "统计划型",
        "size for statistics",
        "statistical_size_class",
        "statistical_size",
        "size_industry",
    ),
    Settled(
        id="35.1/any-code",
        zh="（不成立）任何代码与任何分类版本都有划型结果",
        en="(not so) any code comes to a class under either edition",
        cites=("35.1",),
        as_of=DAY,
        variable="size_class",
        expected=REFUTED,
    ),
)
