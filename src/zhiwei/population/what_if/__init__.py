"""What-if: a reform as a small file, held against the present law over a table of subjects."""

from zhiwei.population.what_if.json_form import to_json
from zhiwei.population.what_if.reading import read_reform
from zhiwei.population.what_if.reform import Reform
from zhiwei.population.what_if.result import Result
from zhiwei.population.what_if.run import what_if
from zhiwei.population.what_if.summary import summary

__all__ = ["Reform", "Result", "read_reform", "summary", "to_json", "what_if"]
