"""Error cells (#DIV/0!) and formulas never computed, which the reading library gives back as empty cells.

An empty cell means a missing fact; an error is a defect. So the sheet's XML is looked through for them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
UNCOMPUTED = "=…"


def error_cells(path: Path, sheet: str) -> dict[int, dict[int, str]]:
    """Row number (from 1) to column position (from 0) to the error's word; only xlsx is looked through."""
    found: dict[int, dict[int, str]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if part is None:
                return found
            with archive.open(part) as xml:
                for reference, word in _errors(ElementTree.iterparse(xml)):
                    row, position = _position(reference)
                    found.setdefault(row, {})[position] = word
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}
    return found


def _errors(events: Iterator[tuple[str, ElementTree.Element]]) -> Iterator[tuple[str, str]]:
    for _, element in events:
        if element.tag == f"{_MAIN}c":
            value = element.findtext(f"{_MAIN}v") or ""
            if element.get("t") == "e":
                yield element.get("r", ""), value or UNCOMPUTED
            elif element.find(f"{_MAIN}f") is not None and not value and element.get("t") != "str":
                yield element.get("r", ""), UNCOMPUTED
        elif element.tag == f"{_MAIN}row":
            element.clear()


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The archive's file that holds the sheet."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        if element.get("name") == sheet:
            target = targets.get(element.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in names else None
    return None


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise KeyError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1
