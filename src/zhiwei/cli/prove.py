"""`zhiwei prove`: properties of the rules proved or refuted, and the list of notches."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.many import command
from zhiwei.cli.options import DAY, EXISTING, LANG, Choice
from zhiwei.cli.question import Asked, check_name
from zhiwei.engine.proof.claims import Claim
from zhiwei.engine.proof.findings import Finding
from zhiwei.engine.proof.solver import ProverMissing
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.facts_file import DEFAULT_ENTITY

WORDS = {
    "proved": ("已证明", "proved"),
    "refuted": ("已推翻", "refuted"),
    "unknown": ("时限内未决", "unknown"),
    "not_provable": ("不可证", "not provable"),
    "empty": ("无所指", "says nothing"),
}
MISSING = {
    "zh": "证明需要求解器 z3，尚未安装：pip install z3-solver",
    "en": "proofs need the solver z3, which is not installed: pip install z3-solver",
}
SUMMARY = {
    "zh": "共 {all} 项，{good} 项与声明一致，{bad} 项不一致。",
    "en": "{all} claims, {good} came out as declared, {bad} did not.",
}
NEEDS_DAY = (
    "--division, --decisions and --reading ask what is so under the law of a day; name it: --as-of DATE"
)
NOTHING = {"zh": "没有符合条件的声明。", "en": "no claim fits."}
NOTCH = {
    "zh": "断崖：{at} 元，多一分少得 {size} 元；直到 {to} 元都不如 {at} 元，{level} 元起不再少于",
    "en": "notch at {at} CNY: one more fen leaves {size} less; up to {to} worse off than at {at}, level from {level}",
}
EXAMPLE = {"zh": "反例：", "en": "counterexample: "}


@command(name="prove")
@click.option("--measure", metavar="ID", help="Claims on one measure or sentence.")
@click.option("--variable", metavar="NAME", help="Claims on one variable.")
@click.option(
    "--as-of", "as_of", type=DAY, metavar="DATE", help="The law of this day alone; with a name, ask anew."
)
@click.option("--entity", metavar="NAME", help="Kind of subject of --variable; enterprise by default.")
@click.option("--division", metavar="CODE", help="Subjects of this division alone, with its local decisions.")
@click.option(
    "--decisions",
    type=EXISTING,
    multiple=True,
    metavar="FILE...",
    help="Ask under these local decisions; needs --as-of.",
)
@click.option(
    "--reading",
    type=Choice(),
    multiple=True,
    metavar="PARAM=OPTION...",
    help="Ask under a reading; needs --as-of.",
)
@click.option(
    "--budget", type=click.IntRange(min=1), default=30, show_default=True, help="Seconds for each claim."
)
@click.option(
    "--cases", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write counterexamples here, one file each.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def prove(
    measure: str | None,
    variable: str | None,
    as_of: str | None,
    entity: str | None,
    division: str | None,
    decisions: tuple[Path, ...],
    reading: tuple[tuple[str, str], ...],
    budget: int,
    cases: Path | None,
    form: str,
    lang: str,
) -> None:
    """Claims on the rules proved, or refuted with a case that shows it; notches with size and reach.

    Exit code 0 if every claim came out as declared, 1 if not.
    """
    from zhiwei import rulebook
    from zhiwei.engine.proof.prove import prove_all

    book = rulebook()
    claims = chosen(book, measure, variable, as_of, entity)
    if division or decisions or reading:
        claims = anew(book, claims, as_of, division, decisions, reading)
    if not claims:
        raise click.UsageError(NOTHING[lang])
    findings = []
    try:
        for finding in prove_all(book, claims, budget):
            findings.append(finding)
            if form == "text":
                for line in lines(finding, lang):
                    click.echo(line)
    except ProverMissing:
        click.echo(MISSING[lang], err=True)
        raise SystemExit(1) from None
    if cases is not None:
        write_cases(findings, cases)
    good = sum(f.as_declared for f in findings)
    if form == "json":
        click.echo(json.dumps({"claims": [to_json(f) for f in findings]}, ensure_ascii=False, indent=2))
    else:
        click.echo(SUMMARY[lang].format(all=len(findings), good=good, bad=len(findings) - good))
    if good < len(findings):
        raise SystemExit(1)


def chosen(
    book: Rulebook, measure: str | None, variable: str | None, as_of: str | None, entity: str | None
) -> list[Claim]:
    """The declared claims that fit; with a name and a day, also what can be asked of any variable or measure."""
    from zhiwei.engine.proof.explore import about_measure, about_variable
    from zhiwei.policy.proofs import CLAIMS

    kind = entity or DEFAULT_ENTITY
    check_name("--entity", kind, book.entities)
    if measure is not None:
        check_name(
            "--measure",
            measure,
            {i for m in book.measures for i in (m, m.partition("/")[0])} | _cited(CLAIMS),
        )
    if variable is not None:
        computed = [v.name for v in book.variables(kind).values() if v.computed]
        check_name("--variable", variable, computed)
    found = [
        c
        for c in CLAIMS
        if (as_of is None or c.as_of == as_of)
        and (entity is None or c.entity == entity)
        and (measure is None or measure in (*c.cites, *c.names(), *(n.partition("/")[0] for n in c.names())))
        and (variable is None or (variable in c.names() and c.entity == kind))
    ]
    if as_of is not None:
        if variable is not None:
            found.extend(about_variable(book, kind, variable, as_of))
        for one in book.measures:
            if measure is not None and measure in (one, one.partition("/")[0]):
                found.extend(about_measure(book, one, as_of))
    return found


def anew(
    book: Rulebook, claims: list[Claim], as_of: str | None, division: str | None, decisions: tuple[Path, ...],
    reading: tuple[tuple[str, str], ...],
) -> list[Claim]:  # fmt: skip
    """The claims under local decisions, readings and for a division, with no outcome declared."""
    from zhiwei.engine.proof.explore import under

    if as_of is None:
        raise click.UsageError(NEEDS_DAY)
    if division is not None:
        check_name("--division", division, book.data.parents)
    asked = Asked(as_of, division=division, decisions=decisions, reading=reading)
    asked.law(book)
    return list(under(claims, book, asked.filed, dict(reading), division or ""))


def _cited(claims: Iterable[Claim]) -> set[str]:
    return {cite for c in claims for cite in c.cites}


def lines(finding: Finding, lang: str) -> list[str]:
    """Outcome, time and words of a claim; its notches; the case that refutes it."""
    claim = finding.claim
    word = WORDS[finding.outcome][0 if lang == "zh" else 1]
    mark = " " if finding.as_declared else "!"
    seconds = f"{int(finding.seconds * 1000):>6} ms"
    found = [f"{mark} {word}  {seconds}  {claim.as_of}  {claim.id}  {claim.zh if lang == 'zh' else claim.en}"]
    found += [
        "      " + NOTCH[lang].format(at=n.at, size=n.size, to=n.dominated_to, level=n.level_from)
        for n in finding.notches
    ]
    if finding.note:
        found.append("      " + finding.note)
    if finding.counterexample is not None:
        for subject in finding.counterexample.subjects:
            shown = json.dumps(subject.to_json(), ensure_ascii=False)
            found.append(f"      {EXAMPLE[lang]}{shown}")
    return found


def to_json(finding: Finding) -> dict[str, Any]:
    """A finding as plain data, empty parts left out."""
    claim = finding.claim
    data: dict[str, Any] = {
        "id": claim.id, "kind": type(claim).__name__, "zh": claim.zh, "en": claim.en, "entity": claim.entity,
        "as_of": claim.as_of, "cites": list(claim.cites), "names": list(claim.names()), "expected": claim.expected,
        "outcome": finding.outcome, "as_declared": finding.as_declared,
        "milliseconds": int(finding.seconds * 1000),
    }  # fmt: skip
    if finding.notches:
        data["notches"] = [
            {"at": n.at, "size": n.size, "dominated_to": n.dominated_to, "level_from": n.level_from}
            for n in finding.notches
        ]
    if finding.note:
        data["note"] = finding.note
    if finding.counterexample is not None:
        data["counterexample"] = finding.counterexample.to_json()
    return data


def write_cases(findings: Iterable[Finding], folder: Path) -> list[Path]:
    """Every counterexample in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for finding in findings:
        if finding.counterexample is not None:
            path = folder / finding.counterexample.file_name()
            text = json.dumps(finding.counterexample.to_json(), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
            written.append(path)
    return written
