"""Guards and effects of the funded place (16.3): the places are counted in the register, the law is asked for each.

Whoever takes or frees a place holds the row of its year first, then cases of the waiting list, then funds and the audit:
in this order everywhere, so that nobody waits for somebody who waits for him.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.money.following import ends_when_paid
from zhiwei.platform.training import law, money, queries
from zhiwei.platform.training.models import Place, Year
from zhiwei.platform.training.services import places

entrance(places.TYPE, "/training/places/")
ends_when_paid(places.TYPE, "payable")


def place_of(context: Context) -> Place:
    """The application of a case."""
    return Place.objects.select_related("year", "firm").get(pk=context.case.pk)


@guard("training_may_apply")
def _may_apply(context: Context) -> Iterator[str]:
    """The owner himself, in the days of an announced year, once, and nothing known that stands against him."""
    firm, viewer = context.case.subject, context.viewer
    year = queries.open_year(clock.today())
    if viewer.user_id is None or not law.owns(viewer.user_id, firm, clock.today()):
        yield _("只有企业主本人能申请，会计和其他人不能代办（第 16.3 句）")
        return
    if year is None:
        yield _("现在没有受理申请的年度；省里公布通知后再申请")
        return
    if Place.objects.filter(year=year, person=viewer.user_id, live=True).exists():
        yield _("您在 %(year)d 年度已有一份申请或名额，同一企业主一年只资助一次") % {"year": year.year}
        return
    try:
        answer: Answer | InputError = law.place(viewer.user_id, firm, year, None)
    except InputError as error:
        answer = error
    yield from law.why_not(answer, law.PLACE, without=(law.POTENTIAL, law.LEFT))


@effect("training_apply")
def _apply(context: Context) -> None:
    """The application; a second one of the same owner and year fails on the database's own rule."""
    year, person = queries.open_year(clock.today()), context.viewer.user_id
    assert year is not None  # the guard has looked
    assert person is not None
    try:
        with transaction.atomic():
            Place.objects.create(
                case=context.case, year=year, person_id=person, firm=context.case.subject,
                applied_at=context.now,
            )  # fmt: skip
    except IntegrityError:
        said = _("您在 %(year)d 年度已有一份申请或名额，同一企业主一年只资助一次")
        raise Refused([said % {"year": year.year}]) from None
    context.put("year", year.year)


@guard("training_place_due")
def _place_due(context: Context) -> Iterator[str]:
    """The verdict is in favour, with the places counted while the year's row is held."""
    one = place_of(context)
    one.year = places.hold(one.year)
    answer = places.asked(one, potential=True)
    if isinstance(answer, Answer):
        context.answer = answer  # what the effect keeps as the receipt
    against = law.why_not(answer, law.PLACE)
    if places.over(one.year):
        against.append(_("%(year)d 年度已经结束，名额不再给出") % {"year": one.year_id})
    yield from against
    if context.transition.id == "place" and not against and places.next_due(one.year) is not None:
        yield _("候补名单上还有人在等，请先在资助培训页递补，再评审新的申请")


@effect("training_place")
def _place(context: Context) -> None:
    """Take one of the year's places; the database refuses one more than there are."""
    one = place_of(context)
    Year.objects.filter(pk=one.year_id).update(taken=F("taken") + 1)
    fund = money.place_fund(one)
    receipt = receipts.keep(
        context.viewer, context.answer, subject=one.firm_id, purpose=str(context.type.title.zh),
        division=context.case.division,
    )  # fmt: skip
    one.potential, one.holds, one.placed_at = True, True, context.now
    one.receipt = context.case.receipt_id = receipt.pk
    one.save(update_fields=["potential", "holds", "placed_at", "receipt"])
    if fund is not None:
        money.reserve_place(one, fund, step=str(context.case.revision))


@guard("training_wait_due")
def _wait_due(context: Context) -> Iterator[str]:
    """Everything is in favour but that no place is left."""
    one = place_of(context)
    one.year = places.hold(one.year)
    answer = places.asked(one, potential=True)
    against = law.why_not(answer, law.PLACE, without=(law.LEFT,))
    yield from against
    if not against and isinstance(answer, Answer) and answer.measures[law.PLACE].positive:
        yield _("本年度还有名额，请直接给予名额")


@effect("training_wait")
def _wait(context: Context) -> None:
    """He passed the review and waits."""
    Place.objects.filter(pk=context.case.pk).update(potential=True)


@effect("training_reject")
def _reject(context: Context) -> None:
    """He may apply again."""
    Place.objects.filter(pk=context.case.pk).update(potential=False, live=False)


@guard("training_own")
def _own(context: Context) -> Iterator[str]:
    """The owner who applied; another owner of the firm may not give up what is his."""
    if place_of(context).person_id != context.viewer.user_id or not context.viewer.has(Role.OWNER):
        yield _("只有申请的企业主本人可以办理")


@guard("training_year_held")
def _year_held(context: Context) -> Iterator[str]:
    """Nothing against it; the year's row is held before anything else."""
    places.hold(place_of(context).year)
    yield from ()


@guard("training_not_attended")
def _not_attended(context: Context) -> Iterator[str]:
    """A place that was used stays used."""
    if queries.attended(place_of(context)):
        yield _("已有参训证明，名额已经使用")


@effect("training_leave")
def _leave(context: Context) -> None:
    """He takes no place and waits no longer."""
    Place.objects.filter(pk=context.case.pk).update(live=False)


@effect("training_free")
def _free(context: Context) -> None:
    """The place and its money are free, and the first of the waiting list who is still due moves up."""
    one = place_of(context)
    Place.objects.filter(pk=one.pk).update(holds=False, live=False)
    Year.objects.filter(pk=one.year_id).update(taken=F("taken") - 1)
    following = places.next_due(one.year)
    money.hold_funds([one])
    places.leave_courses(one, context.now)
    money.release_place(one, str(context.transition.words.zh), step=str(context.case.revision))
    if following is not None:
        places.move_up(following)


@guard("training_attended")
def _attended(context: Context) -> Iterator[str]:
    """Attendance of a course in start-up ability of the year is proved and counts."""
    if not queries.attended(place_of(context)):
        yield _("还没有参训证明")


@guard("training_unfunded")
def _unfunded(context: Context) -> Iterator[str]:
    """No amount was named, so nothing was set aside."""
    if money.promises(place_of(context)).exists():
        yield _("资助已预留，须付款后办结")


@guard("training_reserved")
def _reserved(context: Context) -> Iterator[str]:
    """The funding is set aside."""
    if not money.promises(place_of(context)).exists():
        yield _("本年度的文件没有写资助金额")


@effect("training_commit", binds=True)
def _commit(context: Context) -> None:
    """The training is proved, so the funding is due."""
    money.commit_place(place_of(context), step=str(context.case.revision))


@guard("training_paid")
def _paid(context: Context) -> Iterator[str]:
    """The bank has paid all of it."""
    if not money.paid(place_of(context)):
        yield _("银行尚未付清")


@guard("training_year_over")
def _year_over(context: Context) -> Iterator[str]:
    """The year of the places is over."""
    year = place_of(context).year
    if not places.over(year):
        yield _("%(year)d 年度结束后才能终止候补") % {"year": year.year}
