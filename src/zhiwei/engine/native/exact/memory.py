"""Memory that compiled code reads and writes by address.

Diagrams, working memory and blocks of facts are tables of 8-byte numbers. Compiled functions are handed the address of one
task and find everything from there: arrays as arguments would be counted in and out at every call, which takes longer than
what the functions do. Every address comes from :class:`zhiwei.engine.native.exact.task.Task`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import carray, njit, types  # type: ignore[attr-defined]
from numba.core import cgutils
from numba.extending import intrinsic

WORD = 8
"""Bytes of a number."""


def _generate(kind: Any, align: int | None = None) -> Any:
    """The machine code of an access to a number of a kind: read, or written where a third argument is there."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = builder.inttoptr(arguments[0], context.get_value_type(kind).as_pointer())
        place = builder.gep(pointer, [arguments[1]])
        if len(arguments) == 2:
            return builder.load(place, align=align)
        builder.store(arguments[2], place)
        return context.get_dummy_value()

    return generate


def _reading(kind: Any, align: int | None = None) -> Any:
    def read(typingctx: Any, address: Any, index: Any) -> Any:
        return kind(types.int64, types.int64), _generate(kind, align)

    return intrinsic(read)


def _writing(kind: Any) -> Any:
    def write(typingctx: Any, address: Any, index: Any, number: Any) -> Any:
        return types.void(types.int64, types.int64, kind), _generate(kind)

    return intrinsic(write)


def _call(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    word = context.get_value_type(types.int64)
    shape = ir.FunctionType(word, [word] * (len(arguments) - 1))
    return builder.call(builder.inttoptr(arguments[0], shape.as_pointer()), arguments[1:])


def _calling_three(typingctx: Any, address: Any, a: Any, b: Any, c: Any) -> Any:
    return types.int64(*[types.int64] * 4), _call


def _calling_six(typingctx: Any, address: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> Any:
    return types.int64(*[types.int64] * 7), _call


def _pointing(typingctx: Any, address: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), generate


_as_pointer: Any = intrinsic(_pointing)
call_three: Callable[[int, int, int, int], int] = cast(Any, intrinsic(_calling_three))
"""``call_three(address, …)``: call a compiled unit with three whole numbers."""
call_six: Callable[[int, int, int, int, int, int, int], int] = cast(Any, intrinsic(_calling_six))
"""``call_six(address, …)``: call a compiled unit with six whole numbers."""
get: Callable[[int, int], int] = _reading(types.int64)
"""``get(address, index)``: a whole number."""
real: Callable[[int, int], float] = _reading(types.float64)
"""``real(address, index)``: a float64."""
byte: Callable[[int, int], int] = _reading(types.uint8)
"""``byte(address, index)``: a byte."""
anywhere: Callable[[int, int], int] = _reading(types.int64, 1)
"""``anywhere(address, 0)``: a whole number at any address."""
half: Callable[[int, int], int] = _reading(types.int32)
"""``half(address, index)``: a signed number of 4 bytes."""
single: Callable[[int, int], float] = _reading(types.float32)
"""``single(address, index)``: a float32."""
put: Callable[[int, int, int], None] = _writing(types.int64)
"""``put(address, index, number)``: write a whole number."""
set_half: Callable[[int, int, int], None] = _writing(types.int32)
"""``set_half(address, index, number)``: write a number of 4 bytes."""
set_byte: Callable[[int, int, int], None] = _writing(types.uint8)
"""``set_byte(address, index, number)``: write a byte."""
set_real: Callable[[int, int, float], None] = _writing(types.float64)
"""``set_real(address, index, number)``: write a float64."""


@njit(nogil=True, error_model="numpy")
def bytes_at(address: int, count: int) -> np.ndarray:
    """The bytes from an address on as an array."""
    return carray(_as_pointer(address), (count,), np.uint8)
