"""What a run does with one block of a table: read it, answer it, count it, write it; all but the first in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiwei.population.ahead import Turns
from zhiwei.population.answering import Answerer
from zhiwei.population.encode import Codes, Words
from zhiwei.population.encode_columns import columns_of
from zhiwei.population.readers.blocks import Block
from zhiwei.population.stream import Batch, Stream
from zhiwei.population.writers import Parts

if TYPE_CHECKING:
    from zhiwei.population.totals import Totals


@dataclass(frozen=True)
class Result:
    """A batch that was worked on: the rows of its part, None where an earlier run has it, and its totals."""

    batch: Batch
    written: int | None
    totals: Totals | None


class Work:
    """The work of a run, shared among threads."""

    def __init__(
        self, stream: Stream, answerer: Answerer, encoding: Words | Codes, parts: Parts | None, tally: Totals | None
    ) -> None:  # fmt: skip
        """``parts`` where rows are written, ``tally`` where they are counted."""
        self._stream, self._answerer, self._encoding = stream, answerer, encoding
        self._parts, self._tally = parts, tally
        self._done = 0 if parts is None else parts.done
        self._turns = Turns()

    def do(self, numbered: tuple[int, Block]) -> Result:
        """All that can be done with a block before its turn comes to be kept."""
        number, block = numbered
        batch = self._read(number, block)
        if number < self._done:
            return Result(batch, None, None)
        answers = self._answerer.answer(batch)
        totals = None if self._tally is None else self._tally.of(batch, answers)
        written = None
        if self._parts is not None:
            written = self._parts.write(number, columns_of(batch, answers, self._encoding))
        return Result(_told(batch), written, totals)

    def _read(self, number: int, block: Block) -> Batch:
        """Cells are converted in any order, then judged block after block: ids and units are compared across blocks."""
        try:
            raw = self._stream.convert(block)
        except BaseException:
            with self._turns.turn(number):
                raise
        with self._turns.turn(number):
            return self._stream.settle(number, raw)

    def keep(self, result: Result) -> None:
        """Count a result, in the order of batches."""
        if self._tally is not None and result.totals is not None:
            self._tally.merge(result.totals)
        if self._parts is None or result.written is None:
            return
        tally, number = self._tally, self._parts.done + 1
        self._parts.count(
            result.written, None if tally is None else lambda folder: tally.save(folder, number)
        )


def _told(batch: Batch) -> Batch:
    """A batch without its columns, which are not needed any more."""
    return Batch(batch.number, batch.ids.clear(), {}, batch.rows, batch.read, {}, batch.rejects)
