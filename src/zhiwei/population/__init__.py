"""Columns in, columns out: tables of subjects read with care, answered, written.

What is named here is imported on first use: who only reads a workbook waits for no kernel.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zhiwei.population.allocator import keep_pages

if TYPE_CHECKING:
    from zhiwei.population.asking import Question
    from zhiwei.population.defects import Defect, InputDefects
    from zhiwei.population.running import Summary, run

keep_pages()  # before polars is loaded

_HOMES = {
    "Defect": "defects", "InputDefects": "defects", "Question": "asking", "Summary": "running", "run": "running",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


__all__ = ["Defect", "InputDefects", "Question", "Summary", "run"]
