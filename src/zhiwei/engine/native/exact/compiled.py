"""How the functions of this package are compiled: without the interpreter lock, the entries kept on disk.

Machine code of an entry holds all that it calls, but numba would take it for current as long as the entry's own file is
unchanged. So only entries and units are kept, and each refers to :data:`VERSION`, which then is part of what it is kept under.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numba import cfunc, njit, types

F = TypeVar("F", bound=Callable[..., Any])
_HERE = Path(__file__).parent
_SOURCES = (
    *sorted(_HERE.glob("*.py")),
    *(_HERE.parent / name for name in ("arithmetic.py", "codes.py", "judge.py")),
)


def _version() -> int:
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _SOURCES))
    return int.from_bytes(digest.digest()[:7], "little")


VERSION = _version()
"""The content of all that is compiled here, as a number."""


def compiled(function: F) -> F:
    """Compile a function that other compiled functions call."""
    return cast(F, njit(nogil=True, error_model="numpy")(function))


def entry(function: F) -> F:
    """Compile a function that Python calls, and keep it; it is to refer to a version of its surroundings."""
    return cast(F, njit(cache=True, nogil=True, error_model="numpy")(function))


def unit(parameters: int, function: F) -> Any:
    """Compile a function of whole numbers as a unit of its own, kept on disk, that others call by its ``address``.

    What is called in many places would else be compiled into each of them. It is to refer to a version as well.
    """
    return cfunc(types.int64(*[types.int64] * parameters), cache=True, error_model="numpy")(function)


def is_kept(function: Any, arguments: tuple[Any, ...]) -> bool:
    """Whether the machine code of an entry for types of arguments, compiled from the code of today, is loaded or on disk.

    Asks numba's index of it, which is no public interface: loading it to see would take as long as to use it.
    """
    if function.signatures:
        return True
    kept = function._cache
    return kept._index_key(arguments, function.targetctx.codegen()) in kept._cache_file._load_index()


whole = cast(Callable[[Any], int], np.int64)
"""A number as a signed 64-bit one, for compiled code and for the type checker."""
