"""Tables into files: csv, xlsx, parquet, written part by part; the file appears when it is complete."""

from zhiwei.population.writers.parts import Parts, cannot_write, writes_over_input
from zhiwei.population.writers.table import OutColumn, partial

__all__ = ["OutColumn", "Parts", "cannot_write", "partial", "writes_over_input"]
