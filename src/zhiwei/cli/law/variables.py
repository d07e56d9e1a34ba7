"""`zhiwei law variables`: the dictionary of facts and computed variables."""

from __future__ import annotations

import json

import click

from zhiwei.cli.options import LANG
from zhiwei.cli.question import check_name
from zhiwei.engine.model import Variable
from zhiwei.law.dictionary import variable_json

KINDS = {
    "money": ("金额", "money"),
    "rate": ("比率", "rate"),
    "count": ("整数", "count"),
    "number": ("数", "number"),
    "date": ("日期", "date"),
    "enum": ("选项", "choice"),
    "flag": ("是否", "yes or no"),
    "code": ("代码", "code"),
    "text": ("文本", "text"),
}
PERIODS = {"day": ("按日", "per day"), "month": ("按月", "per month"), "quarter": ("按季", "per quarter")}
PERIODS["year"] = ("按年", "per year")


@click.command(name="variables")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--entity", metavar="NAME", help="Only this kind of subject.")
@click.option("--facts", "only_facts", is_flag=True, help="Only facts, which people give.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def variables(names: tuple[str, ...], entity: str | None, only_facts: bool, form: str, lang: str) -> None:
    """Facts that people give and variables that rules compute, by kind of subject."""
    from zhiwei import rulebook

    book = rulebook()
    if entity is not None:
        check_name("--entity", entity, book.entities)
    for name in names:
        check_name("NAME", name, [n for _, n in book.data.variables])
    chosen = [
        v
        for v in book.data.variables.values()
        if (entity is None or v.entity == entity)
        and (not names or v.name in names)
        and not (only_facts and v.computed)
    ]
    if form == "json":
        click.echo(json.dumps([variable_json(v) for v in chosen], ensure_ascii=False, indent=1))
        return
    for name, kind in book.entities.items():
        own = [v for v in chosen if v.entity == name]
        if own:
            click.echo(f"{kind.zh}（{name}）" if lang == "zh" else f"{name}")
            for variable in own:
                click.echo("  " + _line(variable, lang))


def _line(variable: Variable, lang: str) -> str:
    zh = lang == "zh"
    at = 0 if zh else 1
    kind = KINDS[variable.type.kind][at]
    if variable.period:
        kind += ("，" if zh else ", ") + PERIODS[variable.period][at]
    made = ("计算" if variable.computed else "事实") if zh else ("computed" if variable.computed else "fact")
    cites = f" [{', '.join(variable.cites)}]" if variable.cites else ""
    options = f": {', '.join(m.value for m in variable.enum)}" if variable.enum else ""
    label = variable.zh if zh else variable.en
    return (
        f"{variable.name}  {label}  {made}，{kind}{options}{cites}"
        if zh
        else (f"{variable.name}  {label}  {made}, {kind}{options}{cites}")
    )
