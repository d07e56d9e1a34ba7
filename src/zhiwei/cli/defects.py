"""How defects of input reach people: one line each on standard error, then exit code 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from zhiwei.engine.errors import DefectError
from zhiwei.population.defects import Defect, InputDefects

COUNTED = {"zh": "共 {errors} 处错误、{warnings} 处提醒。", "en": "{errors} errors, {warnings} warnings."}


def report(defects: Iterable[Defect], lang: str) -> None:
    """Every defect on a line of its own, with a count where there are several."""
    listed = list(defects)
    for defect in listed:
        click.echo(defect.describe(lang), err=True)
    if len(listed) > 1:
        errors = sum(d.is_error for d in listed)
        click.echo(COUNTED[lang].format(errors=errors, warnings=len(listed) - errors), err=True)


def fail(defects: Iterable[Defect], lang: str) -> NoReturn:
    """Report and exit with 1."""
    report(defects, lang)
    raise SystemExit(1)


@contextmanager
def reported(lang: str) -> Iterator[None]:
    """Input that cannot be used at all ends the command with exit code 1 and every defect listed."""
    try:
        yield
    except InputDefects as error:
        fail(error.defects, lang)
    except DefectError as error:
        for defect in error.defects:
            click.echo(defect.text(lang), err=True)
        raise SystemExit(1) from None
