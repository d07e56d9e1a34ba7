"""Columns in, columns out: tables of subjects read with care, answered, written."""

from zhiwei.population.asking import Question
from zhiwei.population.defects import Defect, InputDefects
from zhiwei.population.run import Summary, run

__all__ = ["Defect", "InputDefects", "Question", "Summary", "run"]
