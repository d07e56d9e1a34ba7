"""The standard figures of a public notice: what the applicant wrote, the facts the verdict rests on, the amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhiwei.engine.errors import suggest
from zhiwei.engine.trace import explain
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.acts import Context, Figure, figures, in_both
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType, Field, Words
from zhiwei.platform.cases.values import shown
from zhiwei.platform.kit.money import yuan
from zhiwei.platform.programmes.standard import naming
from zhiwei.platform.programmes.standard.values import due_now


def _settled(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    for name in given.get("declared", []):
        yield from naming.field(one, "declared", name)
    measure = current().measures.get(one.measure)
    if measure is None:
        yield Wrong("", "shows a verdict of no measure", "没有政策措施却要公示判定", "name the measure")
        return
    known = current().entities[str(measure.entity)].facts
    for name in given.get("facts", []):
        if name not in known:
            yield Wrong("facts", f"{name!r} is no fact of {measure.entity}", f"“{name}”不是 {measure.entity} 的事实", suggest(name, sorted(known)))  # fmt: skip


@figures("settled", check=_settled)
def settled(
    context: Context, *, declared: list[str] | None = None, facts: list[str] | None = None
) -> list[Figure]:
    """Fields as they were declared, facts as the verdict took them, and the amount."""
    fields = naming.fields_of(context.type)
    rows = [
        Figure(fields[name].words.zh, fields[name].words.en, _said(context, fields[name], name), "")
        for name in declared or []
    ]
    steps = explain(context.answer)["steps"]
    for name in facts or []:
        step = steps.get(name, {})
        if step.get("status") == "known":
            rows.append(
                Figure(step["zh"], step["en"], "", Words(str(step["shown_zh"]), str(step["shown_en"])))
            )
    due = due_now(context)
    return [*rows, Figure("金额（元）", "amount (yuan)", "", "" if due is None else yuan(due))]


def _said(context: Context, field: Field, name: str) -> Words:
    return in_both(lambda: shown(field, naming.said(context, name)))
