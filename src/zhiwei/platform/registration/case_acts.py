"""Guards, effects and clocks of filings (17.1-17.6) and of fees wrongly taken (17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.engine.errors import InputError
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.questions import variable_of
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import working_days
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.corrections import corrected
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.lengths import length
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.registration import defects, fee_acts, law, naming, queries
from zhiwei.platform.registration.models import ENTERED, Filing, Kind, Outcome
from zhiwei.platform.registration.services import registering
from zhiwei.platform.registration.services.common import FILLED, FILLED_KIND

entrance(queries.TYPE, "/my/registration/", whose=lambda viewer: bool(queries.organisations_of(viewer)))
DECIDE = "decide"
FEE_ACTS = fee_acts
"""The guards and effects of the other case type, imported with these when the platform starts."""


def filing_of(context: Context) -> Filing:
    """The filing of a case, locked with it."""
    return Filing.objects.select_related("enterprise", "subject", "organisation").get(case=context.case.pk)


@length(queries.TYPE, DECIDE)
def _decide_within(context: Context) -> tuple[int, str] | None:
    """The week of 17.4 with the reading of its days, or what the law of the day sets instead."""
    return law.decision_length(clock.day_of(context.now))


@guard("filing_handed_in")
def _handed_in(context: Context) -> Iterator[str]:
    """The case is opened by handing in a filing, never by itself."""
    if not Filing.objects.filter(subject=context.case.subject_id, case=None).exists():
        yield _("请在“我的登记”里填写申请并提交")


@guard("filing_lawful")
def _lawful(context: Context) -> Iterator[str]:
    """Nothing stands against the filing by its registers and the rulebook."""
    yield from defects.of(filing_of(context), clock.day_of(context.now))


@guard("filing_within_reach")
def _within_reach(context: Context) -> Iterator[str]:
    """Whoever decides may register all that the filing concerns."""
    filing, viewer = filing_of(context), context.viewer
    for one in filing.parties.select_related("subject"):
        if not viewer.may("subjects.change", division=one.subject.division):
            yield _("“%(name)s”不在您的登记辖区，请交上级登记机关") % {"name": one.subject.name}
    if filing.entries.filter(anew=True).exists() and not viewer.may(
        "subjects.create", division=filing.division
    ):
        yield _("这项登记须由登记机关办理")


@guard("filing_numbered")
def _numbered(context: Context) -> Iterator[str]:
    """As many numbers as enterprises are registered anew, each with a right check character, none held by another."""
    yield from registering.number_faults(filing_of(context), str(context.content.get("licence", "")))


@guard("filing_fee_known")
def _fee_known(context: Context) -> Iterator[str]:
    """What is payable is known (17.7); else the facts it depends on are named."""
    filing, day = filing_of(context), clock.day_of(context.now)
    try:
        fees = law.fees_of(filing, day)
    except InputError as error:
        yield from (one.text(lang()) for one in error.defects)
        return
    for fee in fees:
        if fee.payable is None:
            names = [label_of(fee, name) for name in fee.missing]
            said = _("还不能确定登记费（第 17.7 句）：缺少%(names)s")
            yield said % {"names": listed(names) or _("收费标准")}


def label_of(fee: law.Fee, name: str) -> str:
    """A fact, of the enterprise or of the filing, in the reader's words."""
    bare = name.rpartition("__")[2].rpartition(".")[2]
    for entity in ("enterprise", law.FILING):
        variable = variable_of(fee.answer.book, entity, bare)
        if variable is not None:
            return str(variable.zh if lang() == "zh" else variable.en)
    return name


@guard("filing_complete")
def _complete(context: Context) -> Iterator[str]:
    """The applicant has corrected all that the registers can tell."""
    yield from defects.of(filing_of(context), clock.day_of(context.now))


@corrected(queries.TYPE)
def _corrected(case: Case) -> bool:
    """Whether anybody filled in or handed in something since the case came back; the audit knows every such act."""
    filing = Filing.objects.filter(case=case).first()
    back = Act.objects.filter(kind="case", key=str(case.pk), act="cases.act").order_by("-seq").first()
    if filing is None or back is None:
        return False
    filled = Act.objects.filter(kind=FILLED_KIND, key=str(filing.pk), act=FILLED)
    return bool(filled.filter(seq__gt=back.seq).exists())


@effect("filing_accept")
def _accept(context: Context) -> None:
    """The clock of 17.4 starts."""
    filing = filing_of(context)
    filing.accepted_on = clock.day_of(context.now)
    filing.save(update_fields=["accepted_on"])


@effect("filing_pause")
def _pause(context: Context) -> None:
    """It stands still while material is being corrected."""
    filing = filing_of(context)
    filing.paused_on = clock.day_of(context.now)
    filing.save(update_fields=["paused_on"])


@effect("filing_resume")
def _resume(context: Context) -> None:
    """It goes on; names that were changed are held anew."""
    filing, today = filing_of(context), clock.day_of(context.now)
    naming.lock(filing.division)
    if wrong := list(naming.taken(filing)):
        raise Refused([Fault("", text) for text in wrong])
    naming.hold(filing)
    if filing.paused_on is not None:
        filing.correction_days += (today - filing.paused_on).days
        filing.paused_on = None
        filing.save(update_fields=["correction_days", "paused_on"])


@effect("filing_register")
def _register(context: Context) -> None:
    """Everything that follows from the registration, with the verdicts it rests on, in the step's transaction."""
    filing, today = filing_of(context), clock.day_of(context.now)
    filing.on_the_spot = context.transition.id == "approve_now"
    _verdicts(context, filing)
    numbers = registering.numbers_of(str(context.content.get("licence", "")))
    registering.register(context.viewer, filing, today, numbers)
    _close(context, filing, Outcome.REGISTERED)


def _verdicts(context: Context, filing: Filing) -> None:
    """Keep the receipts on capital and fee, and what is payable."""
    day = clock.day_of(context.now)
    kept = []
    for entry in filing.entries.all() if filing.kind in ENTERED - {Kind.CHANGE} else ():
        answer = law.capital_answer(entry, day)
        kept.append(("capital", receipts.keep(
            context.viewer, answer, subject=context.case.subject_id, division=filing.division,
            purpose=f"{gettext_noop('注册资本')}：{entry}"[:200],
        )))  # fmt: skip
    fees = law.fees_of(filing, day)
    for fee in fees:
        kept.append(("fee", receipts.keep(
            context.viewer, fee.answer, subject=context.case.subject_id, division=filing.division, purpose=gettext_noop("登记费")
        )))  # fmt: skip
        context.case.receipt = kept[-1][1]
    filing.receipts = [[what, str(one.pk)] for what, one in kept]
    filing.fee_fen = sum(fee.payable or 0 for fee in fees)
    tariffs = [fee.tariff for fee in fees]
    filing.tariff_fen = None if None in tariffs else sum(one for one in tariffs if one is not None)


def _close(context: Context, filing: Filing, outcome: str) -> None:
    today = clock.day_of(context.now)
    filing.outcome, filing.decided_on = outcome, today
    if filing.paused_on is not None:
        filing.correction_days += (today - filing.paused_on).days
        filing.paused_on = None
    if filing.accepted_on is not None and outcome != Outcome.WITHDRAWN:
        filing.in_time = law.in_time(filing, _deadline(context, filing), today)
    filing.save()
    naming.release(filing, context.now)


def _deadline(context: Context, filing: Filing) -> date | None:
    """The last day of a clock in working days; None for calendar days, which the rule counts itself."""
    running = context.case.clocks.filter(name=DECIDE, ended_on=None).first()
    if running is not None:
        return running.due_on if running.unit == working_days.WORKING else None
    said = law.decision_length(filing.accepted_on or clock.day_of(context.now))
    if said is None or said[1] != working_days.WORKING:
        return None
    return working_days.after(filing.accepted_on or clock.day_of(context.now), *said).day


@effect("filing_refuse")
def _refuse(context: Context) -> None:
    """Not registered; its names are free again."""
    filing = filing_of(context)
    if filing.accepted_on is None:
        filing.accepted_on = clock.day_of(context.now)
        filing.on_the_spot = True
    _close(context, filing, Outcome.REFUSED)


@effect("filing_withdraw")
def _withdraw(context: Context) -> None:
    """Taken back; its names are free again."""
    _close(context, filing_of(context), Outcome.WITHDRAWN)


def verdict_words(verdict: str) -> str:
    """A verdict in the reader's language."""
    return dict(zip(("zh", "en"), VERDICT_WORDS[verdict], strict=True))[lang()]
