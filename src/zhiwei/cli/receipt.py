"""`zhiwei receipt`: answers that can be reproduced, and the proof that they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.options import EXISTING, LANG
from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import Defect, InputError
from zhiwei.engine.words import VERDICT_WORDS, pick
from zhiwei.population.text_files import read_file

RULEBOOKS = "rulebooks"
"""Folder beside a receipt that holds the rulebooks which receipts name."""


def write_receipt(answer: Answer, target: Path) -> None:
    """Write the receipt, and the rulebook that it names beside it."""
    from zhiwei.engine.receipt import receipt as make
    from zhiwei.policy import library

    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(make(answer), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    library.keep(answer.book, target.parent / RULEBOOKS)


@click.group(name="receipt")
def receipt() -> None:
    """Receipts: what makes an answer reproducible."""


@receipt.command(name="check")
@click.argument("file", type=EXISTING)
@click.option(
    "--rulebooks",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of stored rulebooks; 'rulebooks' beside the receipt by default.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def check(file: Path, rulebooks: Path | None, form: str, lang: str) -> None:
    """Re-run the receipt in FILE with the rulebook it names, and compare with today's rulebook.

    Exit code 1 if it does not come out the same.
    """
    from zhiwei import rulebook
    from zhiwei.engine import receipt as receipts
    from zhiwei.policy import library

    with reported(lang):
        record = _record(file)
        today = rulebook()
        folders = [rulebooks] if rulebooks else [file.parent / RULEBOOKS, file.parent]
        wanted = str(record["rulebook"])
        stored = today if wanted == today.hash else library.find(wanted, folders)
        differences = receipts.check(record, stored)
        changed = receipts.against(record, today)
    if form == "json":
        result: dict[str, Any] = {"receipt": file.name, "rulebook": wanted, "today": today.hash}
        result |= {"reproduced": not differences, "differences": differences, "under_today": changed}
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in _lines(wanted, differences, changed, lang):
            click.echo(line)
    if differences:
        raise SystemExit(1)


def _record(file: Path) -> dict[str, Any]:
    record = read_file(file)
    if not isinstance(record, dict) or not isinstance(record.get("rulebook"), str):
        raise InputError(
            [Defect(file.name, "is no receipt: it names no rulebook", "give a file that --receipt wrote")]
        )
    return record


def _lines(wanted: str, differences: list[str], changed: list[dict[str, Any]], lang: str) -> list[str]:
    zh = lang == "zh"
    if differences:
        lines = [f"未能重现（规则集 {wanted[:12]}）：" if zh else f"not reproduced (rulebook {wanted[:12]}):"]
        lines += [f"  {difference}" for difference in differences]
    else:
        lines = [
            f"已按规则集 {wanted[:12]} 重现：判定、金额、推演步骤全部相同"
            if zh
            else f"reproduced with rulebook {wanted[:12]}: verdicts, amounts and steps are the same"
        ]
    if not changed:
        lines.append("按今日规则集，结果相同" if zh else "under today's rulebook the result is the same")
        return lines
    lines.append("按今日规则集，以下不同：" if zh else "under today's rulebook these differ:")
    for item in changed:
        lines.append(f"  {item['measure']}: {_side(item['then'], lang)} → {_side(item['now'], lang)}")
    return lines


def _side(side: Mapping[str, Any] | None, lang: str) -> str:
    if side is None:
        return "无此措施" if lang == "zh" else "no such measure"
    word = pick(VERDICT_WORDS[side["verdict"]], lang)
    amount = side["amount"]
    if amount is None:
        return word
    return f"{word} {amount} 元" if lang == "zh" else f"{word} CNY {amount}"
