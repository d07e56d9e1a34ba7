"""What would change a verdict: for each known fact alone, the nearest value with which the verdict turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhiwei.engine.diagram import leaves_of
from zhiwei.engine.display import display
from zhiwei.engine.evaluate import Evaluation, fact_of, known_in
from zhiwei.engine.outcome import NEGATIVE, Outcome, verdict_tree
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.raw import shown
from zhiwei.engine.splits import Node, Tree
from zhiwei.engine.status import Status

if TYPE_CHECKING:
    from zhiwei.engine.answer import Answer

_FAVOURABLE = frozenset({"yes", "no_decision_filed", "not_offered"})


def changes_of(answer: Answer, outcome: Outcome) -> list[dict[str, Any]]:
    """Single facts that would turn a refusal into the favourable verdict, others as they are.

    Each with ``need`` (``at_most``, ``at_least``, ``one_of``) and the nearest such values in file form.
    """
    if outcome.verdict not in (NEGATIVE[outcome.measure.modality], "out_of_scope"):
        return []
    plan = answer.evaluation.plan
    roots = {plan.names[name] for name in outcome.measure.variables()}
    found = []
    for slot in plan.facts:
        if slot.variable.type.kind in ("code", "text") or not known_in(plan, slot, answer.case):
            continue
        if roots.isdisjoint(plan.downstream(slot.index) | {slot.index}):
            continue
        freed = answer.evaluation.freed(slot)
        freed.require(roots)
        tree = freed.admissible(verdict_tree(outcome.measure, freed))
        change = _nearest(slot, tree, freed) if isinstance(tree, Node) else None
        if change is not None:
            found.append(change)
    return found


def _nearest(slot: FactSlot, tree: Node, freed: Evaluation) -> dict[str, Any] | None:
    """The nearest value with which the verdict turns whatever the missing facts are, the fact itself given."""
    absent = f"{slot.label}?"
    masks, sides = freed.diagrams.along(tree, absent)
    given = next((side for mask, side in zip(masks, sides, strict=True) if mask & 1), tree) if masks else tree
    parts, children = freed.diagrams.along(given, slot.label)
    if not parts:
        return None
    variable, fact = slot.variable, fact_of(freed.plan, slot, freed.case)
    if fact is None or fact.value is None:
        return None
    now = fact.value.toordinal() if variable.type.kind == "date" else fact.value
    domain = freed.diagrams.domains[slot.label]
    entry: dict[str, Any] = {
        "fact": slot.label,
        "zh": variable.zh,
        "en": variable.en,
        "now": shown(variable.type, now),
        **{f"now_{lang}": display(variable.type, now, variable.enum, lang) for lang in ("zh", "en")},
    }
    if domain.values is not None:
        values = [v for i, v in enumerate(domain.values) if _favours(_child(parts, children, 1 << i))]
        if not values:
            return None
        entry |= {"need": "one_of", "values": [shown(variable.type, v) for v in values]}
        for lang in ("zh", "en"):
            entry[f"shown_{lang}"] = [display(variable.type, v, variable.enum, lang) for v in values]
        return entry
    starts = [domain.low, *parts]
    ends = [*(p - domain.step for p in parts), domain.high]
    below = [e for e, c in zip(ends, children, strict=True) if _favours(c) and e < now]
    above = [s for s, c in zip(starts, children, strict=True) if _favours(c) and s > now]
    choices = ([("at_most", below[-1])] if below else []) + ([("at_least", above[0])] if above else [])
    if not choices:
        return None
    need, value = min(choices, key=lambda c: abs(c[1] - now))
    entry |= {"need": need, "values": [shown(variable.type, value)]}
    for lang in ("zh", "en"):
        entry[f"shown_{lang}"] = [display(variable.type, value, variable.enum, lang)]
    return entry


def _child(parts: tuple[int, ...], children: tuple[Tree, ...], mask: int) -> Tree:
    return next(c for m, c in zip(parts, children, strict=True) if m & mask)


def _favours(tree: Tree) -> bool:
    """Whether the verdict turns in every admissible completion of what else is missing."""
    leaves = [leaf for leaf in leaves_of(tree) if leaf is not Status.UNDEFINED]
    return bool(leaves) and all(isinstance(leaf, str) and leaf in _FAVOURABLE for leaf in leaves)
