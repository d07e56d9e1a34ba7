"""Guards and effects of the voucher (15.1, 15.2): what may be ordered comes from the catalogue and the scheme, what is
due from the verdict, what was paid from the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.visible import visible
from zhiwei.platform.audit import reads
from zhiwei.platform.cases.about import Line, about, before
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, phrases
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger import queries as ledger_queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.ledger.models import ENDED
from zhiwei.platform.programmes.money.following import ends_when_paid
from zhiwei.platform.programmes.money.funds import of_level
from zhiwei.platform.programmes.money.promises import paid_in_full
from zhiwei.platform.programmes.standard.naming import tidy
from zhiwei.platform.programmes.standard.weighing import fund_lines
from zhiwei.platform.programmes.standard.weighing import yuan as yuan_line
from zhiwei.platform.services import clawbacks as _clawbacks  # noqa: F401  # registers its guards and effects
from zhiwei.platform.services import money, rules
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.services.queries import clawback_of, scheme_of
from zhiwei.platform.services.services.joining import join
from zhiwei.platform.subjects import labels

PROVED = phrases.add_phrase(gettext_noop("服务单 %(number)s：企业确认的服务，发票 %(invoice)s"))
"""Where the facts of a settlement come from, as its receipt keeps it."""
SMALL = ("small", "micro")
entrance("voucher", "/services/")
ends_when_paid(rules.TYPE, "settled")


def _offer(context: Context) -> Offer | None:
    try:
        key = UUID(str(context.content.get("offer", "")))
    except ValueError:
        return None
    return Offer.objects.select_related("agency").filter(pk=key, state=Offer.State.LISTED).first()


@guard("voucher_open")
def _open(context: Context) -> Iterator[str]:
    """A listed service, a small firm, a scheme and a share decided, and enough left of the firm's yearly amount."""
    firm, today = context.case.subject, clock.today()
    offer, scheme = _offer(context), scheme_of(context.case.division, today)
    if offer is None:
        yield _("服务目录里没有这项服务；请从目录中选择")
    elif offer.agency.organisation_id is not None and offer.agency.organisation_id == firm.organisation_id:
        yield _("不能预约自己机构的服务")
    if firm.size_class not in SMALL:
        yield _("服务券只给小型、微型企业；本企业的规模：%(size)s") % {
            "size": labels.member("SizeClass", firm.size_class) if firm.size_class else _("未知，请补充数据")
        }
    if scheme is None:
        yield _("当地还没有报备服务券方案，%(text)s留给各级规定") % {"text": quoted(rules.PURPOSE)}
    if offer is None or scheme is None:
        return
    due = rules.subsidy(context.case.division, 1, offer.price, today)
    if due.fen is None:
        yield _("当地还没有决定%(text)s的补贴比例") % {"text": quoted(rules.MEASURE)}
        return
    left = scheme.yearly_fen - money.drawn(firm, today.year)
    if due.fen > left:
        yield _("本年度还可用 %(left)s 元，这项服务的补贴是 %(due)s 元") % {
            "left": short(max(left, 0)), "due": short(due.fen),
        }  # fmt: skip


@effect("voucher_reserve")
def _reserve(context: Context) -> None:
    """The voucher: each level's part of the subsidy for the whole price, and the agency's people invited to the case."""
    case, today = context.case, clock.today()
    offer, scheme = _offer(context), scheme_of(case.division, today)
    assert offer is not None  # the guard has looked
    assert scheme is not None
    due = rules.subsidy(case.division, 1, offer.price, today).fen or 0
    order = Order.objects.create(
        case=case, offer=offer, agency=offer.agency, firm=case.subject, scheme=scheme, price=offer.price,
        reserved=due, made_at=context.now,
    )  # fmt: skip
    money.reserve(
        order, scheme.split(due), ledger.Basis(money.VOUCHER, str(case.pk)), step=str(case.revision)
    )
    people = Membership.objects.filter(on(today), organisation=offer.agency.organisation_id, role=Role.AGENCY)
    for user in set(people.values_list("user_id", flat=True)):
        join(order, user)


@guard("voucher_party")
def _party(context: Context) -> Iterator[str]:
    """Somebody of the firm or of the agency as they are today, not who once was."""
    order = context.case.order
    if not {order.firm.organisation_id, order.agency.organisation_id} & context.viewer.organisation_ids:
        yield _("只有下单的企业和提供服务的机构可以办理")


@guard("voucher_invoice")
def _invoice(context: Context) -> Iterator[str]:
    """An invoice that no other order shows, not above the agreed price."""
    order = context.case.order
    number, fen = tidy(context.content.get("invoice", "")), money.fen_of(context.content.get("invoiced"))
    if not number:
        yield _("请填写发票号码")
    elif Order.objects.filter(agency=order.agency, invoice=number).exclude(pk=order.pk).exists() or (
        ledger_queries.by_basis(money.INVOICE, f"{order.agency_id}/{number}")
        .exclude(state__in=ENDED)
        .exists()
    ):
        yield _("发票 %(number)s 已用于另一笔服务，同一张发票不能结算两次（%(text)s）") % {
            "number": number, "text": quoted(rules.PURPOSE),
        }  # fmt: skip
    if fen is not None and not 0 < fen <= order.price:
        yield _("发票金额须大于零，且不超过约定的价格 %(price)s 元") % {"price": short(order.price)}


@about("voucher")
def _about(viewer: Viewer, case: Case) -> Iterator[Line]:
    """Which service, of which agency, how to reach it, and what the voucher is worth."""
    order = case.order
    yield Line(_("服务"), order.offer.title, reverse("services:offer", args=[order.offer_id]))
    yield Line(_("服务机构"), order.agency.name)
    contact = getattr(order.agency, "contact", None)
    if order.offer.telephone:
        yield Line(_("服务电话"), order.offer.telephone)
    elif contact is not None and contact.phone and not case.ended:
        reads.reveal(viewer, kind="subject", key=str(order.agency_id), fields=["phone"])
        yield Line(_("机构电话"), contact.phone)
    yield Line(_("约定的价格"), yuan_line(order.price))
    settled = order.subsidy is not None
    worth = order.subsidy if settled else order.reserved
    page = _receipt_page(viewer, order.receipt) if settled else ""
    yield Line(_("核定的补贴") if settled else _("预留的补贴"), yuan_line(worth), page)
    if paid := money.ever_paid(order):
        yield Line(_("银行已付"), yuan_line(paid))
    yield from _clawback_lines(viewer, order)


def _receipt_page(viewer: Viewer, key: UUID | None) -> str:
    """The page of a receipt for who may open it: the county's officials and the agency it speaks of; '' for others."""
    seen = key is not None and visible(viewer).filter(pk=key).exists()
    return reverse("answers:receipt", args=[key]) if seen else ""


def _clawback_lines(viewer: Viewer, order: Order) -> Iterator[Line]:
    """What was found wrong, what has to come back, and what came."""
    wrong = clawback_of(order)
    if wrong is None:
        return
    yield Line(_("查实的服务金额"), yuan_line(wrong.found))
    yield Line(
        _("按查实金额应得的补贴"),
        yuan_line(wrong.due),
        _receipt_page(viewer, wrong.receipt),
    )
    yield Line(_("检查或审计文书"), wrong.finding)
    if wrong.state == wrong.State.DECIDED:
        back = money.came_back(order)
        waived = wrong.fen - back - money.owing(order)
        yield Line(_("追回决定"), wrong.decision)
        yield Line(_("应退"), yuan_line(wrong.fen))
        yield Line(_("已退回"), yuan_line(back))
        if waived:
            yield Line(_("已放弃追回"), yuan_line(waived))
        if wrong.return_by:
            yield Line(_("退款期限"), str(wrong.return_by))
    else:
        yield Line(_("拟追回"), yuan_line(wrong.fen))


@effect("voucher_delivered")
def _delivered(context: Context) -> None:
    """Keep the invoice with the order."""
    _keep(
        context, invoice=tidy(context.content["invoice"]), invoiced=money.fen_of(context.content["invoiced"])
    )


@effect("voucher_disputed")
def _disputed(context: Context) -> None:
    """The invoice is free for a new try."""
    _keep(context, invoice="", invoiced=None)


@effect("voucher_confirmed")
def _confirmed(context: Context) -> None:
    """Keep the grade."""
    _keep(context, grade=int(context.content["grade"]))


@guard("voucher_settleable")
def _settleable(context: Context) -> Iterator[str]:
    """Confirmed, rated, with an invoice and a share that is still decided."""
    order = context.case.order
    if order.grade is None or not order.invoice or order.invoiced is None:
        yield _("没有经企业确认和评价的服务，补贴为零（%(text)s）") % {"text": quoted(rules.MEASURE)}
    elif rules.subsidy(context.case.division, 1, order.invoiced, clock.today()).fen is None:
        yield _("当地还没有决定%(text)s的补贴比例") % {"text": quoted(rules.MEASURE)}


@effect("voucher_settle", binds=True)
def _settle(context: Context) -> None:
    """The verdict on the confirmed service gives the amount; the voucher gives way to a promise on the invoice.

    Both happen in one transaction, and the ledger takes an invoice once for each level.
    """
    order = context.case.order
    said = context.case.steps.filter(transition="confirm").order_by("-number").first()
    due = rules.subsidy(
        context.case.division, 1, order.invoiced or 0, clock.today(),
        source=PROVED % {"number": context.case.number, "invoice": order.invoice},
        since=clock.day_of(said.at) if said is not None else None,
    )  # fmt: skip
    receipt = receipts.keep(
        context.viewer, due.answer, subject=order.agency_id, purpose=str(context.type.title.zh),
        division=context.case.division,
    )  # fmt: skip
    parts = order.scheme.split(due.fen or 0)
    named = {level.value: fen for level, fen in parts.items()}
    _keep(context, subsidy=due.fen, share=due.share, parts=named, receipt=receipt.pk)
    step = str(context.case.revision)
    money.release(order, gettext_noop("按实绩核定，改以发票为凭据"))
    for one in money.reserve(order, parts, ledger.Basis(money.INVOICE, order.basis), step=step):
        ledger.commit(SYSTEM, one, key=f"{one.pk}:commit")


@before("voucher_confirmed")
@before("voucher_disputed")
def _received_lines(_viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """What the firm says it was given, or was not: the service, who gave it, what it costs and what of it the firm bears."""
    order = case.order
    yield Line(_("服务"), order.offer.title, reverse("services:offer", args=[order.offer_id]))
    yield Line(_("提供服务的机构"), order.agency.name)
    yield Line(_("约定的价格"), yuan_line(order.price))
    cost = order.price
    if order.invoiced is not None:
        cost = order.invoiced
        yield Line(_("发票 %(number)s") % {"number": order.invoice}, yuan_line(cost))
    worth = rules.subsidy(case.division, 1, cost, clock.today()).fen
    if worth is not None:
        yield Line(_("按当地比例算出的补贴"), yuan_line(worth))
        yield Line(_("企业自己付"), yuan_line(cost - worth))


@before("voucher_settle")
def _settle_lines(viewer: Viewer, case: Case, _rule: Transition) -> Iterator[Line]:
    """The agency, the subsidy of the invoice, and each level's part with what its fund has now and afterwards."""
    order = case.order
    due = rules.subsidy(case.division, 1, order.invoiced or 0, clock.today()).fen
    if due is None or not viewer.is_official:
        return
    yield Line(_("收款方"), order.agency.name)
    yield Line(_("发票金额"), yuan_line(order.invoiced or 0))
    yield Line(_("规则算出的补贴"), yuan_line(due))
    held = {one.fund_id: one.reserved for one in money.promises(order)}
    for level, part in order.scheme.split(due).items():
        yield Line(_("%(level)s承担") % {"level": level.label}, yuan_line(part))
        fund = of_level(level, case.division, rules.PURPOSE)
        # what the voucher had set aside in the fund comes free with the settlement
        yield from fund_lines(fund, part - held.get(fund.pk, 0) if fund else None)


@guard("voucher_paid")
def _paid(context: Context) -> Iterator[str]:
    """Every level's part is paid."""
    order = context.case.order
    if not paid_in_full(money.promises(order), order.subsidy or 0):
        yield _("银行尚未付清")


@effect("voucher_release")
def _release(context: Context) -> None:
    """A cancelled order frees its money."""
    money.release(context.case.order, context.transition.words.zh)


def _keep(context: Context, **fields: object) -> None:
    order = context.case.order
    for name, value in fields.items():
        setattr(order, name, value)
    order.save()
