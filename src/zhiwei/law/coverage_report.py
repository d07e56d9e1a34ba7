"""Coverage as text for people and as plain data for JSON."""

from collections.abc import Iterator
from typing import Any

from zhiwei.law.coverage import Coverage, RecordRow, TokenRow

STATES = {
    "runs": ("可执行", "runs"),
    "pending": ("待建", "pending"),
    "text": ("仅文本", "text only"),
    "quoted": ("已绑定", "bound"),
    "not_norm": ("非规范数字", "not a norm"),
    "loose": ("无着落", "loose"),
}
"""States of records and numbers with their Chinese and English labels."""

_HEADS = {
    "zh": """\
句：{records_accounted}/{records} 条有着落；可执行句 {operative} 条，已执行 {operative_running} 条，待建 {operative_pending} 条；\
仅文本 {text_only} 条
数字：共 {tokens} 个，参数绑定 {tokens_quoted} 个，非规范 {tokens_not_norm} 个，无着落 {tokens_loose} 个
缺陷：{defects} 处""",
    "en": """\
records: {records_accounted} of {records} accounted for; of {operative} operative sentences {operative_running} run, \
{operative_pending} are pending; {text_only} are text only
numbers: {tokens} tokens, {tokens_quoted} bound to parameters, {tokens_not_norm} not norms, {tokens_loose} loose
defects: {defects}""",
}


def coverage_text(coverage: Coverage, lang: str = "zh", *, rows: bool = True) -> str:
    """Return the report as lines: totals, with ``rows`` one line for each record and number, and all defects."""
    return "\n".join(_lines(coverage, lang, rows))


def _lines(coverage: Coverage, lang: str, rows: bool) -> Iterator[str]:
    totals = coverage.totals | {"defects": len(coverage.defects)}
    yield _HEADS[lang].format(**totals)
    if rows:
        yield ""
        yield from (_record_line(row, lang) for row in coverage.records)
        yield ""
        yield from (_token_line(row, lang) for row in coverage.tokens if row.token.family != "heading")
    if coverage.defects:
        yield ""
        yield from map(str, coverage.defects)


def _label(state: str, lang: str) -> str:
    return STATES[state][lang == "en"]


def _record_line(row: RecordRow, lang: str) -> str:
    what = "; ".join(map(str, row.runners)) or (row.reason.text(lang) if row.reason else "")
    values = f" [{', '.join(row.parameters)}]" if row.parameters else ""
    return f"{row.sentence.id:6}{_label(row.state, lang)}  {what}{values}".rstrip()


def _token_line(row: TokenRow, lang: str) -> str:
    what = ", ".join(row.parameters) or (row.reason.text(lang) if row.reason else "")
    token = row.token
    return f"{token.sentence:6}{token.start:4}-{token.end:<4}{token.text}  {_label(row.state, lang)}  {what}".rstrip()


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """Return the report as plain data, stable in order and keys."""
    return {
        "complete": coverage.complete,
        "totals": coverage.totals,
        "records": [_record_data(row) for row in coverage.records],
        "tokens": [_token_data(row) for row in coverage.tokens],
        "defects": [str(one) for one in coverage.defects],
    }


def _record_data(row: RecordRow) -> dict[str, Any]:
    return {
        "sentence": row.sentence.id,
        "kind": row.sentence.kind,
        "operative": row.sentence.operative,
        "state": row.state,
        "rules": [one.name for one in row.runners if one.kind == "rule"],
        "measures": [one.name for one in row.runners if one.kind == "measure"],
        "rooms": [one.name for one in row.runners if one.kind == "room"],
        "parameters": list(row.parameters),
        "reason": row.reason and {"key": row.reason.key, "zh": row.reason.zh, "en": row.reason.en},
        "check": row.sentence.check,
    }


def _token_data(row: TokenRow) -> dict[str, Any]:
    token = row.token
    return {
        "sentence": token.sentence,
        "start": token.start,
        "end": token.end,
        "text": token.text,
        "family": token.family,
        "state": row.state,
        "parameters": list(row.parameters),
        "reason": row.reason.key if row.reason else None,
        "note": row.note,
    }
