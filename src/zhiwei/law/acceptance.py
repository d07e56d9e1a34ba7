"""Acceptance (验收): the check of each sentence cut into numbered clauses, and what shows each or what it waits for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.labels import Label, read_labels
from zhiwei.law.loading import DATA, Record, read_yaml
from zhiwei.law.sentences import Opinions

FOLDER = DATA / "acceptance"
STATES = ("passed", "waiting", "impossible")
"""A test shows the clause; something not built yet will show it; nothing can show it, with the reason."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a check: its words in English as the check gives them, and in Chinese.

    Exactly one of ``tests`` (paths with ``::`` and the name of the test), ``waiting`` (what of the platform will show
    it, with the ``room`` it belongs to) and ``impossible`` (why nothing can) says how it stands. ``shared`` clauses
    belong to many sentences of one and the same check.
    """

    sentence: str
    number: int
    en: str
    zh: str
    tests: tuple[str, ...] = ()
    waiting: Label | None = None
    room: Label | None = None
    impossible: Label | None = None
    shared: bool = False

    @property
    def id(self) -> str:
        """The id of the sentence and the number of the clause, ``14.7.2``."""
        return f"{self.sentence}.{self.number}"

    @property
    def state(self) -> str:
        """One of ``STATES``."""
        return "passed" if self.tests else "waiting" if self.waiting else "impossible"

    def text(self, lang: str = "zh") -> str:
        """The words of the clause in a language."""
        return self.en if lang == "en" else self.zh


Acceptance = Mapping[str, tuple[Clause, ...]]
"""The clauses of each of the 170 records, by the id of the sentence."""


def totals(clauses: Iterable[Clause]) -> dict[str, int]:
    """Return how many clauses there are of each state, and ``clauses`` in all."""
    count = Counter(one.state for one in clauses)
    return {"clauses": count.total()} | {state: count[state] for state in STATES}


def load_acceptance(opinions: Opinions, folder: Path = FOLDER) -> dict[str, tuple[Clause, ...]]:
    """Return the clauses of every counted record in the order of the text; raises LoadError with all defects.

    Refused are checks without clauses, and clauses whose words together are not those of the check.
    """
    defects: list[Defect] = []
    words = _mapping(folder / "words.yaml", defects)
    words.only("waiting", "rooms")
    kinds, rooms = read_labels(words, "waiting"), read_labels(words, "rooms")
    read: dict[str, tuple[Clause, ...]] = {}
    for record in _records(folder, defects):
        for sentence in _sentences(record, opinions):
            if sentence in read:
                record.wrong(f"{sentence} stands twice", "keep the clauses of a sentence together")
            read[sentence] = tuple(_clauses(record, sentence, kinds, rooms))
    for one in opinions.counted():
        defects += _words_defects(one.id, one.check, read.get(one.id, ()))
    if defects:
        raise LoadError(defects)
    return {one.id: read[one.id] for one in opinions.counted()}


def load_ceiling(folder: Path = FOLDER) -> dict[str, int]:
    """Return how many clauses of each sentence may wait at most; absent means none. Raises LoadError."""
    defects: list[Defect] = []
    file = _mapping(folder / "ceiling.yaml", defects)
    found = {}
    for sentence in file.fields:
        count = file.text(sentence)
        if not count.isdigit():
            file.wrong(
                f"{sentence}: {count!r} is not a whole number", "write how many of its clauses may wait"
            )
        found[sentence] = int(count) if count.isdigit() else 0
    if defects:
        raise LoadError(defects)
    return found


def _mapping(path: Path, defects: list[Defect]) -> Record:
    content = read_yaml(path, defects)
    return Record(content if isinstance(content, dict) else {}, path.name, "file", defects)


def _records(folder: Path, defects: list[Defect]) -> Iterator[Record]:
    for path in [*sorted(folder.glob("chapter_*.yaml")), folder / "guidance.yaml"]:
        content = read_yaml(path, defects)
        yield from Record({"all": content}, path.name, "file", defects).records("all")


def _sentences(record: Record, opinions: Opinions) -> tuple[str, ...]:
    """One ``sentence``, or the ``sentences`` that share the clauses."""
    record.only("sentence", "sentences", "clauses")
    named = record.texts("sentences") or (record.text("sentence", needed=True),)
    record.name = named[0] or record.name  # so that defects tell the sentence
    known = {one.id for one in opinions.counted()}
    for sentence in named:
        if sentence not in known:
            record.wrong(f"unknown sentence {sentence}", suggest(sentence, known))
    return named


def _clauses(
    record: Record, sentence: str, kinds: Mapping[str, Label], rooms: Mapping[str, Label]
) -> Iterator[Clause]:
    shared = bool(record.texts("sentences"))
    for number, one in enumerate(record.records("clauses"), 1):
        one.only("en", "zh", "tests", "waiting", "room", "impossible")
        stands = [key for key in ("tests", "waiting", "impossible") if one.fields.get(key)]
        if len(stands) != 1:
            one.wrong("needs exactly one of tests, waiting, impossible", "say how the clause stands")
        waiting = one.word("waiting", kinds)
        room = one.word("room", rooms, needed=bool(waiting))
        yield Clause(
            sentence, number, one.text("en", needed=True), one.text("zh", needed=True),
            tests=one.texts("tests"), waiting=kinds.get(waiting), room=rooms.get(room),
            impossible=_why(one), shared=shared,
        )  # fmt: skip


def _why(record: Record) -> Label | None:
    if "impossible" not in record.fields:
        return None
    why = record.inner(record.fields["impossible"], "impossible")
    why.only("zh", "en")
    return Label("impossible", why.text("zh", needed=True), why.text("en", needed=True))


def _words_defects(sentence: str, check: str, clauses: Iterable[Clause]) -> list[Defect]:
    """The words of the clauses, one after the other, are those of the check; punctuation may differ."""
    if _bare(" ".join(one.en for one in clauses)) == _bare(check):
        return []
    what = "its clauses together are not the words of its check"
    return [Defect(f"acceptance of {sentence}", what, f"cut up the whole of: {check}")]


def _bare(words: str) -> str:
    return re.sub(r"[\s.,:;]", "", words).lower()
