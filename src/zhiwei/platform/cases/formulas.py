"""How the amount of a verdict came, as the public may read it: the working of the amount and of the sums it is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from zhiwei.platform.answers.rulebook import current

DEPTH = 2
"""The amount itself and the sums that stand in its working."""
Steps = Mapping[str, Mapping[str, Any]]


def of(record: Mapping[str, Any], shown: Collection[str]) -> list[dict[str, str]]:
    """Lines in both languages, from a receipt; a working that names a fact whose label is not among ``shown`` is left out."""
    answer = record["answer"]
    measure = next(iter(answer["measures"]), None)
    known = current().measures.get(measure["id"]) if measure else None
    if measure is None or known is None or known.amount is None:
        return []
    steps = answer["steps"]
    begin = next((key for key in measure["steps"] if steps[key]["name"] == known.amount), "")
    return list(_lines(steps, begin, shown, DEPTH))


def _lines(steps: Steps, key: str, shown: Collection[str], depth: int) -> Iterator[dict[str, str]]:
    step = steps.get(key)
    if step is None or step["kind"] != "rule" or step["status"] != "known" or not depth:
        return
    inputs = [steps[one] for one in step["inputs"] if one in steps]
    hidden = [one["zh"] for one in inputs if one["kind"] == "fact" and one["zh"] not in shown]
    for reason in step["reasons"]:
        if reason["holds"] is None and not any(label in reason["zh"] for label in hidden):
            yield {
                language: f"{step[language]} = {reason[language]} = {step[f'shown_{language}']}"
                for language in ("zh", "en")
            }
            for name, one in zip((n for n in step["inputs"] if n in steps), inputs, strict=True):
                if one["zh"] in reason["zh"]:
                    yield from _lines(steps, name, shown, depth - 1)
