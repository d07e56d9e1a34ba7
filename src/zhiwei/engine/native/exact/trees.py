"""The diagrams of one measure or variable over free facts, frozen for compiled code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhiwei.engine.declare import Measure
from zhiwei.engine.diagram import GO_ON
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.answering import Frozen
from zhiwei.engine.native.exact.forest import Forest, freeze
from zhiwei.engine.native.exact.free import FreeEvaluation
from zhiwei.engine.native.exact.identify import identify
from zhiwei.engine.native.exact.judged import WORDS, YES
from zhiwei.engine.native.exact.residue import Residue
from zhiwei.engine.native.judge import components_of
from zhiwei.engine.outcome import verdict_tree
from zhiwei.engine.plan import Plan
from zhiwei.engine.splits import Node, Tree

Roots = list[tuple[int, int]]


def measure_forest(
    measure: Measure, book: RulebookData, plan: Plan, bits: Mapping[str, int], everywhere: bool
) -> Frozen:
    """The diagrams of a measure: verdict and amount together, verdict, amount offered (-1: none), and each component."""
    free = FreeEvaluation(book, plan, everywhere)
    verdict = verdict_tree(measure, free)
    trees = [verdict, verdict]
    if measure.amount is not None:
        amount = free.slots[plan.names[measure.amount]]
        trees = [_together(free, verdict, amount), verdict, _offered(free, verdict, amount)]
    trees += [free.slots[plan.names[name]] for name in components_of(measure)]
    forest, roots = _frozen(free, trees, bits, {word: code for code, word in enumerate(WORDS)})
    if measure.amount is None:
        roots.insert(2, (-1, -1))
    _say(forest)
    return Frozen(forest, roots, _residue(free, forest), everywhere)


def variable_forest(
    entity: str, name: str, book: RulebookData, plan: Plan, bits: Mapping[str, int], everywhere: bool
) -> Frozen:
    """The diagram of a variable; texts at its leaves stand for their place in the vocabulary or code list."""
    free = FreeEvaluation(book, plan, everywhere)
    kind = book.variables[entity, name].type
    texts: Sequence[str] = book.code_lists.get(kind.code_list or "", ())
    if kind.enum:
        texts = [member.value for member in book.vocabularies[kind.enum]]
    forest, roots = _frozen(
        free, [free.slots[plan.names[name]]], bits, {text: place for place, text in enumerate(texts)}
    )
    return Frozen(forest, roots, _residue(free, forest), everywhere)


def _offered(free: FreeEvaluation, verdict: Tree, amount: Tree) -> Tree:
    return free.diagrams.apply(
        lambda v, a: a if v == "yes" else "none", verdict, amount,
        early=lambda v, a: GO_ON if isinstance(v, Node) else (a if v == "yes" else "none"),
    )  # fmt: skip


def _together(free: FreeEvaluation, verdict: Tree, amount: Tree) -> Tree:
    """The amount where the verdict is in favour, elsewhere the verdict."""
    return free.diagrams.apply(
        lambda v, a: a if v == "yes" else v, verdict, amount,
        early=lambda v, a: GO_ON if isinstance(v, Node) else (a if v == "yes" else v),
    )  # fmt: skip


def _say(forest: Forest) -> None:
    """Note at leaves what they say of the verdict."""
    nodes = forest.nodes
    other = (nodes[:, fields.TAG] == fields.TEXT) & (nodes[:, fields.N] != YES)
    excluded = nodes[:, fields.TAG] == fields.EXCLUDED
    nodes[:, fields.SAYS] = np.where(excluded, fields.LEFT_OUT, np.where(other, fields.OTHER, fields.YES))


def _frozen(
    free: FreeEvaluation, trees: Sequence[Tree], bits: Mapping[str, int], words: Mapping[str, int]
) -> tuple[Forest, Roots]:
    """Each tree twice: as it is, and over the completions that declared constraints admit where there are any."""
    held = [free.admissible(tree) for tree in trees]
    forest = freeze(free, [*trees, *held], bits, words)
    identify(forest)
    plain, kept = forest.roots[: len(trees)], forest.roots[len(trees) :]
    return forest, [(a, b if b != a else -1) for a, b in zip(plain, kept, strict=True)]


def _residue(free: FreeEvaluation, forest: Forest) -> Residue:
    return Residue(forest, free.plan.facts, free.diagrams.domains, free.atoms)
