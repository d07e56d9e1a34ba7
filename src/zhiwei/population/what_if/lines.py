"""What is compared: measures and variables, whether a subject receives or pays their amount, and what makes the total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiwei.engine.declare import Force, Measure, Modality
from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.model import Member, Variable
from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.words import STATUS_WORDS, VERDICT_WORDS

RECEIVED, PAID = "received", "paid"
SIGNS = {RECEIVED: 1, PAID: -1}
FLAG = (Member("false", "否", "no"), Member("true", "是", "yes"))
STATUSES = (
    "missing", "no_decision_filed", "not_offered", "unknown_law", "not_in_force", "not_applicable",
)  # fmt: skip
"""Words of the native status codes from 1 on."""


@dataclass(frozen=True)
class Line:
    """A measure or variable compared.

    ``money``: whether it has an amount in fen; ``sign`` 1 where the subject receives it, -1 where it pays. ``cells``
    are what it can come to, for the table of transitions; ``ranked``: whether it has winners and losers.
    """

    name: str
    zh: str
    en: str
    measure: Measure | None
    money: bool
    sign: int
    cells: tuple[Member, ...]
    ranked: bool = True

    def label(self, lang: str) -> str:
        """Name with its label."""
        return f"{self.name} {self.zh if lang == 'zh' else self.en}"


@dataclass(frozen=True)
class Lines:
    """All lines in order, and the names of those that make up the total of a subject."""

    every: tuple[Line, ...]
    total: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures."""
        return tuple(line.name for line in self.every if line.measure is not None)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables."""
        return tuple(line.name for line in self.every if line.measure is None)


def choose(
    book: Rulebook, entity: str, measures: Sequence[str] | None, variables: Sequence[str], total: Sequence[str] | None,
    laws: Sequence[tuple[Rulebook, Law]], touched: frozenset[str],
) -> Lines:  # fmt: skip
    """The lines asked for; without ``measures`` those that rest on a ``touched`` parameter under one of the laws.

    A variable may say which way its money goes: ``name=paid``, ``name=received``; by itself an amount that a benefit
    grants is received, any other is paid. The total is of the benefits that the law itself grants, each amount
    once, unless it is named. Raises InputError for names that are not known or cannot be compared.
    """
    defects: list[Defect] = []
    ids = _measures(book, entity, measures, laws, touched)
    lines = [measure_line(book.measures[m]) for m in ids]
    lines += [line for v in dict.fromkeys(variables) if (line := _variable(book, entity, v, defects))]
    if not lines and not defects:
        defects.append(
            Defect(
                "measures", "no measure rests on what is changed", "name variables with --variables",
                "没有措施用到所改的规定", "用 --variables 写明要比较的变量",
            )
        )  # fmt: skip
    chosen = _total(lines, total, defects)
    if defects:
        raise InputError(defects)
    return Lines(tuple(lines), chosen)


def measure_line(measure: Measure) -> Line:
    """The line of a measure: what it grants is received."""
    cells = tuple(Member(word, *VERDICT_WORDS[word]) for word in VERDICTS)
    return Line(measure.id, measure.zh, measure.en, measure, measure.amount is not None, 1, cells)


def _measures(
    book: Rulebook,
    entity: str,
    wanted: Sequence[str] | None,
    laws: Sequence[tuple[Rulebook, Law]],
    touched: frozenset[str],
) -> tuple[str, ...]:
    if wanted is not None:
        return book.select(entity, wanted) if wanted else ()
    return tuple(
        m
        for m in book.select(entity, None)
        if m in touched
        or any(touched & _rests_on(*law, entity, book.measures[m].variables()) for law in laws)
    )


def _rests_on(book: Rulebook, law: Law, entity: str, names: Iterable[str]) -> set[str]:
    """Names of the parameters in the plan of some names."""
    plan = book.plan(entity, tuple(dict.fromkeys(names)), law)
    return {parameter.name for parameter, _ in plan.parameters.values()}


def _variable(book: Rulebook, entity: str, word: str, defects: list[Defect]) -> Line | None:
    name, _, way = word.partition("=")
    known = {n: v for n, v in book.variables(entity).items() if v.computed}
    where = f"variable {name}"
    if name not in known:
        defects.append(Defect(where, f"unknown for {entity}", suggest(name, known), f"{entity} 没有这一变量"))
        return None
    variable = known[name]
    money = variable.type.kind == "money"
    if way and (way not in SIGNS or not money):
        defects.append(
            Defect(
                where, f"{way!r} does not say which way its money goes", "write =paid or =received, for money only",
                f"“{way}”不是资金方向", "金额变量写 =paid（缴纳）或 =received（获得）",
            )
        )  # fmt: skip
        return None
    if variable.type.kind not in ("money", "enum", "flag"):
        defects.append(
            Defect(
                where, f"is a {variable.type.kind}, which is not compared", "name an amount, a choice or a yes/no",
                f"类型 {variable.type.kind} 不能比较", "写金额、选项或是否类变量",
            )
        )  # fmt: skip
        return None
    granted = {m.amount for m in book.measures.values() if m.modality is Modality.BENEFIT}
    sign = SIGNS[way] if way else SIGNS[RECEIVED if name in granted else PAID]
    return Line(name, variable.zh, variable.en, None, money, sign, () if money else _cells(variable), money)


def _cells(variable: Variable) -> tuple[Member, ...]:
    members = FLAG if variable.type.kind == "flag" else variable.enum
    return (*members, *(Member(word, *STATUS_WORDS[word]) for word in STATUSES))


def _total(lines: Sequence[Line], wanted: Sequence[str] | None, defects: list[Defect]) -> tuple[str, ...]:
    money = [line.name for line in lines if line.money]
    if wanted is not None:
        for name in wanted:
            if name not in money:
                defects.append(
                    Defect(
                        f"total {name}", "is no compared line with an amount", suggest(name, money) or "known: " + ", ".join(money),
                        "不在所比较的有金额的项目中", "可选：" + "、".join(money),
                    )
                )  # fmt: skip
        return tuple(dict.fromkeys(wanted))
    found: dict[str, str] = {}
    for line in lines:
        measure = line.measure
        if measure is None or measure.amount is None or measure.modality is not Modality.BENEFIT:
            continue
        if measure.force is Force.MUST:  # what a locality may offer is not due before it decides
            found.setdefault(measure.amount, line.name)
    return tuple(found.values())
