"""判定: what a measure comes to for one subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhiwei.engine.declare import Measure, Modality
from zhiwei.engine.diagram import GO_ON
from zhiwei.engine.evaluate import Evaluation, Result
from zhiwei.engine.facts import KNOWN
from zhiwei.engine.splits import Node, Tree
from zhiwei.engine.status import Status

POSITIVE = {
    Modality.BENEFIT: "entitled",
    Modality.DUTY: "complied",
    Modality.PERMISSION: "allowed",
    Modality.TARGET: "met",
}
NEGATIVE = {
    Modality.BENEFIT: "not_entitled",
    Modality.DUTY: "breached",
    Modality.PERMISSION: "not_allowed",
    Modality.TARGET: "missed",
}
SHARED = ("undetermined", "no_decision_filed", "not_offered", "not_in_force", "unknown_law", "out_of_scope")
VERDICTS = (*POSITIVE.values(), *NEGATIVE.values(), *SHARED)
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Amount:
    """The amount of a measure with a status of its own; ``value`` and ``maximum`` in fen."""

    status: str
    value: int | None = None
    maximum: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one measure.

    ``deciding`` names the criterion, window, scope or parameter that decided against the subject; ``missing`` the facts
    on which verdict or amount still depend; ``components`` the settled result of each part by name; ``progress`` how far
    a target is reached, None for other measures.
    """

    measure: Measure
    verdict: str
    deciding: str | None
    missing: tuple[str, ...]
    amount: Amount | None
    components: dict[str, Result]
    progress: Result | None = None

    @property
    def positive(self) -> bool:
        """Whether the verdict is in the subject's favour."""
        return self.verdict == POSITIVE[self.measure.modality]


def judge(measure: Measure, evaluation: Evaluation) -> Outcome:
    """The outcome of a measure from the evaluation of its parts; precedence as on the architecture page."""
    names = evaluation.plan.names
    parts = (*measure.scope, *measure.window, *measure.criteria, *measure.delegated)
    components = {name: evaluation.result(names[name]) for name in dict.fromkeys(parts)}
    verdicts = verdict_tree(measure, evaluation)
    settled = evaluation.settle(verdicts)
    if settled.status == KNOWN:
        word = settled.value
    else:
        word = _certain(measure, components) or "undetermined"
    missing = set(settled.missing)
    amount = _amount(measure, evaluation, verdicts, word)
    if amount is not None:
        missing |= set(amount.missing)
    return Outcome(
        measure,
        _spoken(measure, word),
        _deciding(measure, components, word),
        tuple(sorted(missing)),
        amount,
        components,
        evaluation.result(names[measure.progress]) if measure.progress else None,
    )


def _spoken(measure: Measure, word: str) -> str:
    return {_YES: POSITIVE[measure.modality], _NO: NEGATIVE[measure.modality]}.get(word, word)


def verdict_tree(measure: Measure, evaluation: Evaluation) -> Tree:
    """The verdict over the completions of the missing facts; leaves ``yes``, ``no`` or a shared verdict."""
    names = evaluation.plan.names
    cuts = [len(measure.scope), len(measure.window), len(measure.criteria)]
    first, second, third = cuts[0], cuts[0] + cuts[1], sum(cuts)
    slots = [
        evaluation.slots[names[n]]
        for n in (*measure.scope, *measure.window, *measure.criteria, *measure.delegated)
    ]

    def word(*leaves: Tree) -> Tree:
        return _word(leaves[:first], leaves[first:second], leaves[second:third], leaves[third:])

    def decided(*trees: Tree) -> Tree:
        return "out_of_scope" if any(t is False for t in trees[:first]) else GO_ON

    return evaluation.diagrams.apply(word, *slots, early=decided)


def _word(scope: Any, window: Any, criteria: Any, delegated: Any) -> Any:
    everything = (*scope, *window, *criteria, *delegated)
    if Status.UNDEFINED in everything:
        return Status.UNDEFINED
    if any(v is False or v is Status.NOT_APPLICABLE for v in scope) or Status.NOT_APPLICABLE in criteria:
        return "out_of_scope"
    if any(v is False for v in window) or Status.NOT_IN_FORCE in everything:
        return "not_in_force"
    if any(v is False for v in criteria):
        return _NO
    for status in (Status.UNKNOWN_LAW, Status.NOT_OFFERED, Status.NO_DECISION):
        if status in everything:
            return status.value
    return _YES


def _certain(measure: Measure, components: dict[str, Result]) -> str | None:
    """What the settled parts decide although facts are missing in others, by the order of precedence."""
    scope, window, criteria = (
        [components[n] for n in names] for names in (measure.scope, measure.window, measure.criteria)
    )
    if any(r.value is False or r.status == "not_applicable" for r in scope):
        return "out_of_scope"
    statuses = [r.status for r in components.values()]
    if "not_in_force" in statuses or any(r.value is False for r in window):
        return "not_in_force"
    if any(r.value is False for r in criteria):
        return _NO
    for status in ("unknown_law", "not_offered", "no_decision_filed"):
        if status in statuses:
            return status
    return None


def _deciding(measure: Measure, components: dict[str, Result], word: str) -> str | None:
    wanted: dict[str, tuple[tuple[str, ...], tuple[Any, ...]]] = {
        _NO: (measure.criteria, (False,)),
        "out_of_scope": ((*measure.scope, *measure.criteria), (False, "not_applicable")),
        "not_in_force": (
            (*measure.window, *measure.criteria, *measure.scope, *measure.delegated),
            (False, "not_in_force"),
        ),
        "unknown_law": (tuple(components), ("unknown_law",)),
        "not_offered": (tuple(components), ("not_offered",)),
        "no_decision_filed": (tuple(components), ("no_decision_filed",)),
    }
    names, values = wanted.get(word, ((), ()))
    for name in names:
        result = components[name]
        found = result.value if result.status == KNOWN else result.status
        if any(found is v or (isinstance(v, str) and found == v) for v in values):
            return name
    return None


def _amount(measure: Measure, evaluation: Evaluation, verdict: Tree, word: str) -> Amount | None:
    if measure.amount is None or word not in (_YES, "undetermined", "no_decision_filed", "unknown_law"):
        return None
    names = evaluation.plan.names
    maximum = None
    if measure.maximum is not None:
        ceiling = evaluation.result(names[measure.maximum])
        maximum = ceiling.value if ceiling.status == KNOWN else None
    if word in ("no_decision_filed", "unknown_law"):
        return Amount(word, None, maximum)
    raw = evaluation.slots[names[measure.amount]]
    offered = evaluation.diagrams.apply(
        lambda v, a: a if v == _YES else "none", verdict, raw,
        early=lambda v, a: GO_ON if isinstance(v, Node) else (a if v == _YES else "none"),
    )  # fmt: skip
    result = evaluation.settle(offered)
    if word == "undetermined":
        return Amount("missing", None, maximum, result.missing)
    return Amount(result.status, result.value, maximum, result.missing)
