"""Thrift's compact form, as far as footers of Parquet need it: structs as mappings from field number to (type, value)."""

from __future__ import annotations

from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
Struct = dict[int, tuple[int, Any]]
"""Lists are ``(type of the items, items)``; whole numbers plain integers; text bytes."""
_LONG = 15


def read(data: bytes) -> Struct:
    """The struct that bytes hold. Raises ValueError where they hold anything that is not known here."""
    return _Reader(data).struct()


def write(fields: Struct) -> bytes:
    """The bytes of a struct; of what :func:`read` gave, the same bytes."""
    out = bytearray()
    _struct(fields, out)
    return bytes(out)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise ValueError("the footer ends early")
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def zigzag(self) -> int:
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def struct(self) -> Struct:
        fields: Struct = {}
        number = 0
        while head := self.byte():
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            fields[number] = (head & 15, self.value(head & 15))
        return fields

    def value(self, kind: int) -> Any:
        match kind:
            case 1 | 2:
                return kind == TRUE
            case 3:
                return self.byte()
            case 4 | 5 | 6:
                return self.zigzag()
            case 7:
                return self.take(8)
            case 8:
                return self.take(self.varint())
            case 9 | 10:
                return self.list()
            case 12:
                return self.struct()
        raise ValueError(f"a footer with type {kind}, which is not known here")

    def take(self, length: int) -> bytes:
        if self.at + length > len(self.data):
            raise ValueError("the footer ends early")
        self.at += length
        return self.data[self.at - length : self.at]

    def list(self) -> tuple[int, list[Any]]:
        head = self.byte()
        size = self.varint() if head >> 4 == _LONG else head >> 4
        kind = head & 15
        if kind in (TRUE, FALSE):
            return kind, [self.byte() for _ in range(size)]
        return kind, [self.value(kind) for _ in range(size)]


def _varint(value: int, out: bytearray) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _zigzag(value: int, out: bytearray) -> None:
    _varint(value << 1 ^ value >> 63, out)


def _struct(fields: Struct, out: bytearray) -> None:
    last = 0
    for number, (given, value) in sorted(fields.items()):
        kind = given if given not in (TRUE, FALSE) else TRUE if value else FALSE
        if 0 < number - last <= _LONG:
            out.append((number - last) << 4 | kind)
        else:
            out.append(kind)
            _zigzag(number, out)
        last = number
        _value(kind, value, out)
    out.append(0)


def _value(kind: int, value: Any, out: bytearray) -> None:
    match kind:
        case 3:
            out.append(value)
        case 4 | 5 | 6:
            _zigzag(value, out)
        case 7:
            out += value
        case 8:
            _varint(len(value), out)
            out += value
        case 9 | 10:
            item, items = value
            out.append(min(len(items), _LONG) << 4 | item)
            if len(items) >= _LONG:
                _varint(len(items), out)
            for one in items:
                if item in (TRUE, FALSE):
                    out.append(one)
                else:
                    _value(item, one, out)
        case 12:
            _struct(value, out)
