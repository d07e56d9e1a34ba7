"""Which values fit a byte: told apart without what compiles kernels."""

from __future__ import annotations

from zhiwei.engine.model import Variable
from zhiwei.engine.types import ValueType

MEMBERS = 256
"""Different whole numbers of a byte."""


def fits_byte(kind: ValueType, members: int) -> bool:
    """Whether the numbers of a type fit a byte: flags, and choices among not too many ``members``."""
    return kind.kind == "flag" or (kind.kind == "enum" and members <= MEMBERS)


def narrow_variable(variable: Variable) -> bool:
    """Whether the values of a variable fit a byte."""
    return fits_byte(variable.type, len(variable.enum))
