"""A row as a file of facts, so that a difference can be asked again with `zhiwei answer` or `zhiwei calc`."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.scoreboard.by_trace import Output, Trace
from benchmarks.scoreboard.compare import Difference
from benchmarks.scoreboard.settings import Setting, decisions
from benchmarks.scoreboard.tables import Table
from zhiwei.engine.facts import KNOWN
from zhiwei.engine.raw import shown


def case_file(setting: Setting, table: Table, row: int, output: str) -> dict[str, Any]:
    """The facts of one row that an output may depend on, in the form that files have."""
    trace = Trace(setting)
    case = trace.case(Output(setting, output), table, row)
    subject: dict[str, Any] = {"entity": setting.entity, "facts": {}}
    for slot in setting.slots:
        fact = case.facts.get((slot.path, slot.variable.name, slot.label.partition("@")[2] or None))
        if fact is None:
            continue
        holder = subject
        for link in slot.path.split(".") if slot.path else ():
            holder = holder.setdefault("links", {}).setdefault(link, {"facts": {}})
        name = slot.label.rpartition(".")[2] if slot.path else slot.label
        known = fact.state == KNOWN
        holder["facts"][name] = shown(slot.variable.type, fact.value) if known else {"status": fact.state}
    return subject


def reported(setting: Setting, table: Table, difference: Difference, engines: str) -> str:
    """A difference in words, with the command and the files that show it."""
    output = difference.output
    measure = output in setting.measures
    facts = case_file(setting, table, difference.row, output)
    asked = f"answer facts.json --measure {output}" if measure else f"calc {output} --facts facts.json"
    lines = [
        f"{setting.said}: {engines} differ on {output} {difference.part}: {difference.right} and {difference.said}",
        f"zhiwei {asked} --entity {setting.entity} --as-of {setting.day}"
        + (" --decisions decisions.json" if setting.decided else ""),
        f"facts.json: {json.dumps(facts, ensure_ascii=False)}",
    ]
    if setting.decided:
        filed = decisions(setting.book, setting.entity, setting.day)
        lines.append(f"decisions.json: {json.dumps(filed, ensure_ascii=False)}")
    return "\n".join(lines)
