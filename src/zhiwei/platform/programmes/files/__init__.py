"""Programmes in files: what one is, its registers, counts, computed facts and money; docs/platform/programmes.md tells the format."""

from zhiwei.platform.programmes.files.model import (
    Capacity,
    Count,
    Fact,
    MoneyRule,
    Move,
    Programme,
    RecordState,
    Register,
    RegisterField,
)
from zhiwei.platform.programmes.files.registry import all_programmes, get

__all__ = [
    "Capacity",
    "Count",
    "Fact",
    "MoneyRule",
    "Move",
    "Programme",
    "RecordState",
    "Register",
    "RegisterField",
    "all_programmes",
    "get",
]
