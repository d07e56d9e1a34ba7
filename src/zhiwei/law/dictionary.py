"""A fact or computed variable as plain data."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.model import Variable
from zhiwei.engine.raw import shown


def variable_json(variable: Variable) -> dict[str, Any]:
    """The stable JSON form of ``zhiwei law variables``."""
    kind = variable.type
    limits = {
        name: None if value is None else shown(kind, value)
        for name, value in (("min", variable.minimum), ("max", variable.maximum), ("step", variable.step))
    }
    return {
        "name": variable.name,
        "entity": variable.entity,
        "zh": variable.zh,
        "en": variable.en,
        "computed": variable.computed,
        "type": kind.kind,
        "unit": kind.unit_word() if kind.numeric else None,
        "period": variable.period,
        **limits,
        "optional": variable.optional,
        "aliases": list(variable.aliases),
        "list": kind.code_list,
        "options": [{"value": m.value, "zh": m.zh, "en": m.en} for m in variable.enum],
        "note": variable.note,
        "cites": list(variable.cites),
    }
