"""What is asked of every partition; it travels to the workers with the call."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from pathlib import Path

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.encode import Codes, Words, encoding_of
from zhiwei.population.kernels import kernel_cache
from zhiwei.population.readers.table import Table
from zhiwei.population.spark.repeats import Repeated
from zhiwei.population.spark.source import Source
from zhiwei.population.stream import Stream


@dataclass(frozen=True)
class Task:
    """A question to the rulebook of a content hash about the rows of a DataFrame.

    ``encode`` says how answers are written (words, codes), ``lang`` how reasons are (zh, en). ``cache`` is the folder of
    compiled kernels on the worker's machine; by default the one its own user has.
    """

    rulebook: str
    question: Question
    source: Source
    ignore: tuple[str, ...] = ()
    encode: str = "codes"
    lang: str = "zh"
    cache: str | None = None

    @property
    def kernels(self) -> Path:
        """The folder of compiled kernels on this machine."""
        return Path(self.cache) if self.cache else kernel_cache()

    @property
    def key(self) -> str:
        """Equal tasks have equal keys, in every process."""
        return hashlib.sha256(pickle.dumps(self)).hexdigest()

    def encoding(self, book: Rulebook) -> Words | Codes:
        """The columns of the answers."""
        return encoding_of(self.encode, book, self.question)

    def stream(self, book: Rulebook, table: Table, repeated: Repeated | None = None) -> Stream:
        """The rows of a table or a part of it, read as the question needs; raises the engine's InputError."""
        asked = self.question
        law = book.law(
            asked.as_of, known_on=asked.known_on, decisions=asked.decisions, readings=asked.readings
        )
        return Stream(book, table, asked, law, ignore=self.ignore, repeats=repeated or Repeated({}))
