"""Columns in, columns out: tables of subjects read with care, answered, written."""

from zhiwei.population.allocator import keep_pages

keep_pages()

from zhiwei.population.asking import Question  # noqa: E402 - polars is loaded after the setting
from zhiwei.population.defects import Defect, InputDefects  # noqa: E402
from zhiwei.population.run import Summary, run  # noqa: E402

__all__ = ["Defect", "InputDefects", "Question", "Summary", "run"]
