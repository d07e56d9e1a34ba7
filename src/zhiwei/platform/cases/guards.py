"""The guards every case type may use."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import POSITIVE
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.cases.acts import Context, guard
from zhiwei.platform.cases.casetypes.checking import VERDICT
from zhiwei.platform.cases.models import Notice, Objection
from zhiwei.platform.kit.language import lang, listed


@guard(VERDICT)
def in_favour(context: Context) -> Iterator[str]:
    """The measure's verdict is in favour on the case's day; what is missing is named."""
    try:
        outcome = context.outcome
    except InputError as error:
        yield from (defect.text(lang()) for defect in error.defects)
        return
    if outcome.verdict in POSITIVE.values():
        return
    words = dict(zip(("zh", "en"), VERDICT_WORDS[outcome.verdict], strict=True))[lang()]
    said = _("第 %(measure)s 句在 %(day)s 的判定是“%(verdict)s”")
    yield said % {"measure": context.type.measure, "day": context.case.as_of, "verdict": words}
    if outcome.missing:
        yield _("还缺少：%(names)s") % {"names": listed(labels(context, outcome.missing))}


def labels(context: Context, names: object) -> list[str]:
    """Facts in the reader's words."""
    from zhiwei.platform.answers.questions import variable_of

    found = []
    for name in names:  # type: ignore[attr-defined]
        variable = variable_of(context.answer.book, context.entity, name)
        found.append(name if variable is None else variable.zh if lang() == "zh" else variable.en)
    return found


@guard("notice_over")
def notice_over(context: Context) -> Iterator[str]:
    """The days of the public notice are over and nothing said against it is open or was found right."""
    notice = context.notice
    if notice is None or notice.state == Notice.State.STOPPED:
        yield _("尚未公示")
        return
    if notice.state == Notice.State.RUNNING:
        yield _("公示至 %(day)s，期满前不能办理") % {"day": notice.last_day}
    yield from no_objection(context)


@guard("no_objection")
def no_objection(context: Context) -> Iterator[str]:
    """Nothing said against the latest notice is open or was found right."""
    states = context.objections
    if Objection.State.OPEN in states:
        yield _("公示中提出的异议尚未处理完毕")
    if Objection.State.UPHELD in states:
        yield _("公示中提出的异议成立，须重新办理")


@guard("objection_upheld")
def objection_upheld(context: Context) -> Iterator[str]:
    """An objection to the latest notice was found right, and none is open."""
    states = context.objections
    if Objection.State.UPHELD not in states:
        yield _("没有成立的异议")
    if Objection.State.OPEN in states:
        yield _("公示中提出的异议尚未处理完毕")
