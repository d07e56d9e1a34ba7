"""Answers as a table: the kernel's columns at once, traced replies row by row, both in the same form."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
import polars as pl

from zhiwei.engine.model import Variable
from zhiwei.engine.native.answered import Answered, MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import KNOWN, WORDS
from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.raw import FEN, shown
from zhiwei.population.answering import Answers
from zhiwei.population.encode import MISSING, NOT_APPLICABLE, Codes, Words
from zhiwei.population.stream import Batch
from zhiwei.population.writers.table import Numbers, Written, frame_of, polars_type

_VERDICTS = pl.Series(VERDICTS, dtype=pl.String)
_STATUS = pl.Series([{MISSING: None, NOT_APPLICABLE: "n/a"}.get(w, w) for w in WORDS], dtype=pl.String)
"""What stands in the place of a value, by status code."""


def table_of(batch: Batch, answers: Answers, encoding: Words | Codes) -> pl.DataFrame:
    """One row per subject, in the encoding's columns. Ids that are whole numbers stay so among codes."""
    return frame_of(columns_of(batch, answers, encoding))


def columns_of(batch: Batch, answers: Answers, encoding: Words | Codes) -> Written:
    """The same by column, numbers as the kernel left them where it answered alone."""
    replies = answers.replies
    found: Written
    if answers.columns is None:
        found = _of_replies([replies[row] for row in range(batch.rows)], encoding).to_dict()
    else:
        columns = _Columns(answers.columns, encoding)
        found = columns.words(encoding) if isinstance(encoding, Words) else columns.codes(encoding)
        if replies:
            order = np.arange(batch.rows)
            order[list(replies)] = batch.rows + np.arange(len(replies))
            found = pl.concat([frame_of(found), _of_replies(list(replies.values()), encoding)])[
                order
            ].to_dict()
    whole = isinstance(encoding, Codes) and batch.ids.dtype.is_integer()
    return {"id": batch.ids if whole else batch.ids.cast(pl.String), **found}


def _of_replies(replies: Sequence[object], encoding: Words | Codes) -> pl.DataFrame:
    schema = {c.name: polars_type(c.kind) for c in encoding.columns[1:]}
    rows = [[None if cell == "" else cell for cell in encoding.row("", reply)[1:]] for reply in replies]  # type: ignore[arg-type]
    return pl.DataFrame(rows, schema=schema, orient="row")


class _Columns:
    def __init__(self, answered: Answered, encoding: Words | Codes) -> None:
        self._answered = answered
        names = [c.name for c in encoding.columns[1:]]
        self._names = iter(names)

    def words(self, encoding: Words) -> Written:
        found: list[pl.Series | Numbers] = [
            variable_words(v, self._answered.variables[n]) for n, v in encoding.variables.items()
        ]
        for measure, columns in self._answered.measures.items():
            found += [
                _VERDICTS.gather(columns.verdict.astype(np.uint32)),
                _amount_words(columns),
                _missing_words(columns, self._answered.facts[measure]),
            ]
        return self._named(found)

    def codes(self, encoding: Codes) -> Written:
        found: list[pl.Series | Numbers] = [
            variable_codes(v, self._answered.variables[n]) for n, v in encoding.variables.items()
        ]
        for measure, columns in self._answered.measures.items():
            assert columns.missing is not None
            assert self._answered.facts[measure] == tuple(encoding.bits[measure])
            found += [
                Numbers(columns.verdict),
                _amount_codes(columns),
                Numbers(columns.deciding),
                Numbers(columns.missing),
            ]
        return self._named(found)

    def _named(self, found: Iterable[pl.Series | Numbers]) -> Written:
        return dict(zip(self._names, found, strict=True))


def variable_words(variable: Variable, found: VariableColumns) -> pl.Series:
    """The values of a variable as files write them, its status where it has none."""
    kind = variable.type.kind
    whole = found.denominator is None or bool((found.denominator == 1).all())
    if kind == "money" and whole:
        texts = yuan(found.value.astype(np.int64))
    elif kind in ("enum", "flag"):
        words = [m.value for m in variable.enum] if kind == "enum" else ["false", "true"]
        places = np.where(found.status == KNOWN, found.value, 0).astype(np.uint32)
        texts = pl.Series(words, dtype=pl.String).gather(places)
    elif kind == "count" and whole:
        texts = pl.Series(found.value.astype(np.int64)).cast(pl.String)
    else:
        texts = _one_by_one(variable, found)
    unknown = found.status != KNOWN
    if unknown.any():
        texts = _where(unknown, _STATUS.gather(found.status.astype(np.uint32)), texts)
    return texts


def variable_codes(variable: Variable, found: VariableColumns) -> pl.Series | Numbers:
    """Fen, counts, places in a vocabulary, 0 and 1; other kinds as text; empty without value."""
    kind, unknown = variable.type.kind, found.status != KNOWN
    known = ~unknown if unknown.any() else None
    if kind in ("enum", "flag"):
        value = found.value if known is None else np.where(known, found.value, 0)
        return Numbers(value.astype(np.uint8), known)
    if kind in ("money", "count"):
        whole = found.value.astype(np.int64)
        if found.denominator is not None:
            whole = np.sign(whole) * (np.abs(whole) // found.denominator.astype(np.int64))
        return Numbers(whole, known)
    texts = _one_by_one(variable, found)
    return texts if known is None else _where(unknown, pl.Series([None], dtype=pl.String), texts)


def _one_by_one(variable: Variable, found: VariableColumns) -> pl.Series:
    """Texts of fractions and dates: each different value is written once."""
    pairs = np.stack(
        [found.value, np.ones(len(found.value)) if found.denominator is None else found.denominator]
    )
    pairs[:, found.status != KNOWN] = 1.0
    different, places = np.unique(pairs, axis=1, return_inverse=True)
    texts = pl.Series([_text(variable, int(n), int(d)) for n, d in different.T], dtype=pl.String)
    return texts.gather(places.reshape(-1).astype(np.uint32))


def _text(variable: Variable, numerator: int, denominator: int) -> str:
    if variable.type.kind == "date":
        return datetime.date.fromordinal(numerator).isoformat()
    exact = Fraction(numerator, denominator)
    return shown(variable.type, exact if exact.denominator != 1 else exact.numerator)


def _amount_words(columns: MeasureColumns) -> pl.Series:
    if columns.amount is None or columns.amount_status is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(columns.verdict))
    texts = yuan(columns.amount)
    return _where(columns.amount_status != KNOWN, pl.Series([None], dtype=pl.String), texts)


def _amount_codes(columns: MeasureColumns) -> pl.Series | Numbers:
    if columns.amount is None or columns.amount_status is None:
        return pl.Series([None], dtype=pl.Int64).new_from_index(0, len(columns.verdict))
    known = columns.amount_status == KNOWN
    return Numbers(columns.amount, None if known.all() else known)


def yuan(fen: np.ndarray) -> pl.Series:
    """Whole fen as yuan with two decimals."""
    size = pl.Series(np.abs(fen))
    text = (size // FEN).cast(pl.String) + "." + (size % FEN).cast(pl.String).str.zfill(2)
    negative = fen < 0
    return _where(negative, "-" + text, text) if negative.any() else text


def _missing_words(columns: MeasureColumns, facts: tuple[str, ...]) -> pl.Series:
    """Sorted names joined by ``;``; each different mask is spelled once."""
    assert columns.missing is not None
    masks = pl.Series(columns.missing)
    different = masks.unique()
    spelled = [
        ";".join(sorted(f for i, f in enumerate(facts) if mask >> i & 1)) or None
        for mask in different.to_list()
    ]
    return masks.replace_strict(different, pl.Series(spelled, dtype=pl.String), return_dtype=pl.String)


def _where(mask: np.ndarray, yes: pl.Series, no: pl.Series) -> pl.Series:
    return pl.select(pl.when(pl.Series(mask)).then(yes).otherwise(no)).to_series()
