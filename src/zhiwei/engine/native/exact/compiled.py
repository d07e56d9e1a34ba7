"""How the functions of this package are compiled: without the interpreter lock, kept on disk beside their source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function; plain Python sees the same function."""
    return cast(F, njit(cache=True, nogil=True, error_model="numpy")(function))


whole = cast(Callable[[Any], int], np.int64)
"""A number as a signed 64-bit one, for compiled code and for the type checker."""
