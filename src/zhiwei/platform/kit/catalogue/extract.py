"""Texts to be translated, in the order in which they stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

FUNCTIONS = {
    "gettext": "one", "gettext_lazy": "one", "gettext_noop": "one",
    "ngettext": "many", "ngettext_lazy": "many",
    "pgettext": "context", "pgettext_lazy": "context",
    "npgettext": "context many", "npgettext_lazy": "context many",
}  # fmt: skip
_CALL = re.compile(
    r"""(?<![\w.])(_|n?p?gettext)\(((?:\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)""", re.DOTALL
)


class Unreadable(ValueError):
    """A text to be translated is put together at run time, so no catalogue can hold it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text: ``plural`` is '' where it has none, ``context`` where it needs none. ``place`` is file and line."""

    text: str
    plural: str
    context: str
    place: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one text."""
        return self.text, self.plural, self.context


def messages_of(room: Path) -> list[Message]:
    """Every text of a room once, files in order. Raises :class:`Unreadable` with file and line."""
    found: dict[tuple[str, str, str], Message] = {}
    for path in sorted(room.rglob("*")):
        relative = path.relative_to(room).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            messages = in_code(path.read_text(encoding="utf-8"), relative)
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            messages = in_template(path.read_text(encoding="utf-8"), relative)
        else:
            continue
        for message in messages:
            found.setdefault(message.key, message)
    return list(found.values())


def in_code(source: str, name: str) -> Iterator[Message]:
    """The texts of a Python module, whatever name it imports the functions under."""
    tree = ast.parse(source)
    names = dict(FUNCTIONS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {
                alias.asname: FUNCTIONS[alias.name]
                for alias in node.names
                if alias.asname and alias.name in FUNCTIONS
            }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called in names and call.args:
            yield _message(names[called], call.args, f"{name}:{call.lineno}")


def in_template(source: str, name: str) -> Iterator[Message]:
    """The texts of a template: translate, blocktranslate and _() in tags."""
    readable = templatize(source, origin=name)
    for match in _CALL.finditer(readable):
        parts = ast.parse(f"f({match[2]})", mode="eval").body
        assert isinstance(parts, ast.Call)
        form = FUNCTIONS["gettext" if match[1] == "_" else match[1]]
        yield _message(form, parts.args, f"{name}:{readable.count(chr(10), 0, match.start()) + 1}")


def _message(form: str, parts: list[ast.expr], place: str) -> Message:
    wanted = ("context" in form) + 1 + ("many" in form)
    texts = [
        part.value
        for part in parts[:wanted]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    if len(texts) != wanted:
        raise Unreadable(f"{place}: a text to be translated must be written out; put its parts in by % (…)")
    context = texts.pop(0) if "context" in form else ""
    return Message(texts[0], texts[1] if "many" in form else "", context, place)
