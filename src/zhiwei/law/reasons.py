"""Reasons why something hangs loose for now: numbers that are no norms, sentences that nothing runs yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.labels import Label, read_labels
from zhiwei.law.loading import DATA, Record, read_yaml
from zhiwei.law.tokens import FAMILIES


@dataclass(frozen=True, slots=True)
class NotNorm:
    """A number that lays down no value: the nth place of a text in a sentence, or ``count`` tokens of a family."""

    reason: Label
    sentence: str = ""
    text: str = ""
    nth: int = 1
    family: str = ""
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The two lists: numbers that are no norms, and operative sentences by id that nothing runs yet."""

    not_norms: tuple[NotNorm, ...]
    pending: Mapping[str, Label]


def load_reasons(folder: Path = DATA) -> Reasons:
    """Return ``not_norms.yaml`` and ``pending.yaml``; raises LoadError with all defects."""
    defects: list[Defect] = []
    not_norms = _content(folder / "not_norms.yaml", ("reasons", "entries"), defects)
    known = read_labels(not_norms, "reasons")
    entries = [_not_norm(entry, known) for entry in not_norms.records("entries")]
    pending = _content(folder / "pending.yaml", ("reasons", "sentences"), defects)
    reasons = read_labels(pending, "reasons")
    sentences = pending.inner(pending.fields.get("sentences"), "sentences")
    listed = {
        sentence: reasons[word]
        for sentence in sentences.fields
        if (word := sentences.word(sentence, reasons, needed=True)) in reasons
    }
    if defects:
        raise LoadError(defects)
    return Reasons(tuple(entries), listed)


def _content(path: Path, fields: tuple[str, ...], defects: list[Defect]) -> Record:
    content = read_yaml(path, defects)
    record = Record(content if isinstance(content, dict) else {}, path.name, "file", defects)
    record.only(*fields)
    return record


def _not_norm(record: Record, known: Mapping[str, Label]) -> NotNorm:
    record.only("sentence", "text", "nth", "family", "count", "reason", "note")
    family, count, nth = record.text("family"), record.text("count") or "0", record.text("nth") or "1"
    if family and family not in FAMILIES:
        record.wrong(f"unknown family {family}", suggest(family, FAMILIES))
    if bool(family) == bool(record.text("sentence")):
        record.wrong("needs a sentence and text, or a family and count", "give one of the two")
    for key, number in (("count", count), ("nth", nth)):
        if not number.isdigit():
            record.wrong(f"{key} {number!r} is not a whole number")
    reason = record.word("reason", known, needed=True)
    return NotNorm(
        reason=known.get(reason, Label(reason, "", "")),
        sentence=record.text("sentence"),
        text=record.text("text"),
        nth=int(nth) if nth.isdigit() else 1,
        family=family,
        count=int(count) if count.isdigit() else 0,
        note=record.text("note"),
    )
