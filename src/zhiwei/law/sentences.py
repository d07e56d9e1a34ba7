"""The sentences (句) of the Opinions: the exact text and our reading of each."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.labels import Label, read_labels
from zhiwei.law.loading import DATA, Record, read_records, read_yaml
from zhiwei.law.text import Passage, read_text, split

NOT_OPERATIVE = frozenset({"heading", "preamble", "guidance"})
"""Kinds of records that decide, count, list, move or publish nothing. 168 sentences less 56 of guidance are 112
operative ones; the 46 headings and the 2 preamble records are not sentences."""

_FIELDS = (
    "id", "text", "kind", "also", "force", "choice", "gloss", "numbers", "items", "period", "actors", "depends",
    "refs", "open", "io", "check",
)  # fmt: skip
_LEGEND = ("kinds", "force", "choice", "roles")


@dataclass(frozen=True, slots=True)
class NumberNote:
    """A number as we read it in a sentence: ``op`` relates the thing named to the value; ``written`` quotes numbers
    written in words, ``derived`` says how a number came about that is not written at all."""

    name: str
    op: str
    value: Fraction
    unit: str
    written: str
    derived: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage with its reading; words of ``kind``, ``force``, ``choice`` and ``actors`` are in the legend."""

    passage: Passage
    kind: str
    also: tuple[str, ...]
    force: str
    choice: str
    gloss: str
    numbers: tuple[NumberNote, ...]
    items: tuple[str, ...]
    period: Mapping[str, str]
    actors: tuple[str, ...]
    depends: tuple[str, ...]
    refs: tuple[str, ...]
    open: tuple[str, ...]
    io: str
    check: str

    @property
    def id(self) -> str:
        """The id of the passage, ``27.3``."""
        return self.passage.id

    @property
    def text(self) -> str:
        """The exact text."""
        return self.passage.text

    @property
    def operative(self) -> bool:
        """Whether something can be run for it: true for 112 of the 168 sentences."""
        return self.kind not in NOT_OPERATIVE

    @property
    def discretionary(self) -> bool:
        """Whether a government or buyer decides if and how much."""
        return self.choice == "government"


@dataclass(frozen=True, slots=True)
class Opinions:
    """The whole document: its text, its records by id in order (headings included) and the legend of its words."""

    text: str
    records: Mapping[str, Sentence]
    legend: Mapping[str, Mapping[str, Label]]

    def __getitem__(self, sentence_id: str) -> Sentence:
        """Return a record; raises KeyError with the nearest ids."""
        if sentence_id not in self.records:
            raise KeyError(f"no sentence {sentence_id}. {suggest(sentence_id, self.records)}".rstrip())
        return self.records[sentence_id]

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.records.values())

    def sentences(self) -> tuple[Sentence, ...]:
        """Return the 168 sentences."""
        return tuple(one for one in self if one.kind not in ("heading", "preamble"))

    def counted(self) -> tuple[Sentence, ...]:
        """Return the 170 records that coverage accounts for: the 2 of the preamble and the 168 sentences."""
        return tuple(one for one in self if one.kind != "heading")

    def article(self, number: int) -> tuple[Sentence, ...]:
        """Return the records of an article, its heading first."""
        return tuple(one for one in self if one.passage.article == number)


def load_opinions(folder: Path = DATA) -> Opinions:
    """Return the Opinions from ``opinions.txt`` and ``opinions*.yaml``; raises LoadError with all defects."""
    defects: list[Defect] = []
    text = read_text(folder)
    document, legend = _legend(folder / "opinions.yaml", defects)
    if hashlib.sha256(text.encode()).hexdigest() != document.text("text_sha256", needed=True):
        defects.append(
            Defect("opinions.txt", "differs from its SHA-256 in opinions.yaml", "restore the exact text")
        )
    passages = {passage.id: passage for passage in split(text)}
    read: dict[str, Sentence] = {}
    for path in sorted(folder.glob("opinions_chapter_*.yaml")):
        for record in read_records(path, "id", defects):
            if record.name in read:
                record.wrong("stands twice", "keep one record for each passage")
            elif record.name not in passages:
                record.wrong("is no passage of the text", suggest(record.name, passages))
            else:
                read[record.name] = _sentence(record, passages[record.name], legend)
    records = {one: read[one] for one in passages if one in read}
    defects += [
        Defect("opinions_chapter_*.yaml", f"{one} is not annotated") for one in passages if one not in read
    ]
    defects += _loose_dependencies(records)
    opinions = Opinions(text, records, legend)
    _check_counts(document, opinions)
    if defects:
        raise LoadError(defects)
    return opinions


def _check_counts(document: Record, opinions: Opinions) -> None:
    counts = {
        "chapters": sum(one.passage.article is None for one in opinions),
        "articles": len({one.passage.article for one in opinions if one.passage.article}),
        "sentences": len(opinions.sentences()),
        "operative": sum(one.operative for one in opinions),
    }
    document.only("number", "text_sha256", *counts)
    for name, count in counts.items():
        if document.text(name, needed=True) != str(count):
            document.wrong(
                f"states {document.text(name)} {name}, found {count}", "look at what was added or lost"
            )


def _legend(path: Path, defects: list[Defect]) -> tuple[Record, Mapping[str, Mapping[str, Label]]]:
    content = Record(read_yaml(path, defects) or {}, path.name, "legend", defects)
    content.only("document", *_LEGEND)
    legend = {name: read_labels(content, name) for name in _LEGEND}
    return content.inner(content.fields.get("document"), "document"), legend


def _sentence(record: Record, passage: Passage, legend: Mapping[str, Mapping[str, Label]]) -> Sentence:
    record.only(*_FIELDS)
    if record.text("text", needed=True) != passage.text:
        record.wrong("text differs from opinions.txt", "copy the passage exactly")
    kind = record.word("kind", legend["kinds"], needed=True)
    sentence = Sentence(
        passage=passage,
        kind=kind,
        also=_words(record, "also", legend["kinds"]),
        force=record.word("force", legend["force"], needed=kind != "heading"),
        choice=record.word("choice", legend["choice"]),
        gloss=record.text("gloss", needed=True),
        numbers=tuple(_number(one, passage.text) for one in record.records("numbers")),
        items=record.texts("items"),
        period={str(k): str(v) for k, v in record.fields.get("period", {}).items() if v is not None},
        actors=_words(record, "actors", legend["roles"]),
        depends=record.texts("depends"),
        refs=record.texts("refs"),
        open=record.texts("open"),
        io=record.text("io"),
        check=record.text("check", needed=kind != "heading"),
    )
    if sentence.choice and sentence.force != "permit":
        record.wrong(f"has a choice but its force is {sentence.force}", "only a permission leaves a choice")
    for item in sentence.items:
        if item not in passage.text:
            record.wrong(f"item {item} does not stand in the text")
    return sentence


def _words(record: Record, key: str, known: Mapping[str, Label]) -> tuple[str, ...]:
    words = record.texts(key)
    for word in words:
        if word not in known:
            record.wrong(f"{key} {word!r} is not known", suggest(word, known))
    return words


def _number(record: Record, text: str) -> NumberNote:
    record.only("name", "op", "value", "unit", "written", "derived")
    try:
        value = Fraction(record.text("value", needed=True) or "0")
    except ValueError:
        record.wrong("value is not a number")
        value = Fraction(0)
    if (written := record.text("written")) and written not in text:
        record.wrong(f"{written} does not stand in the text")
    return NumberNote(
        name=record.text("name", needed=True),
        op=record.word("op", ("=", ">=", "<=", ">", "<"), needed=True),
        value=value,
        unit=record.text("unit", needed=True),
        written=written,
        derived=record.text("derived"),
    )


def _loose_dependencies(records: Mapping[str, Sentence]) -> list[Defect]:
    return [
        Defect(f"sentence {one.id}", f"depends on unknown {other}", suggest(other, records))
        for one in records.values()
        for other in one.depends
        if other not in records
    ]
