"""The way back from a commitment: to its case, receipt, local decision, sentence, subject, fund and payment lists."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.visible import visible as visible_receipts
from zhiwei.platform.decisions.queries import address_of
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.ledger.upwards import case_page
from zhiwei.platform.subjects import queries as subjects

Link = tuple[str, str, str]
"""What it is, its name, its address."""


def receipt_of(viewer: Viewer, one: Commitment) -> Receipt | None:
    """The receipt behind the amount; None where there is none or the viewer may not see it."""
    return visible_receipts(viewer).filter(pk=one.receipt).first() if one.receipt else None


def trail(viewer: Viewer, one: Commitment, receipt: Receipt | None, *, office: bool) -> list[Link]:
    """The links the viewer may follow, from the sentence to the bank; on the payee's own page without the office's."""
    number = one.sentence.partition("/")[0]
    found = [(_("资金用途"), *_sentence(number))]
    if receipt is not None:
        found += [(_("金额的依据"), *_sentence(other)) for other in _decided(receipt) if other != number]
        found += _decisions(receipt)
        said = _("%(day)s 的判定") % {"day": receipt.as_of}
        found.append((_("判定回执"), said, reverse("answers:receipt", args=[receipt.pk])))
    if case := case_page(viewer, one.case, office=office):
        found.append((_("办件"), *case))
    return found + (list(_office(viewer, one)) if office else [])


def _sentence(number: str) -> tuple[str, str]:
    return _("第 %(id)s 句") % {"id": number}, f"/law/{number}/"


def _decided(receipt: Receipt) -> list[str]:
    """The sentences whose measures the receipt answers; the purpose of a fund may be another (15.1 pays what 15.2 gives)."""
    return list(dict.fromkeys(str(m["id"]).partition("/")[0] for m in receipt.record["answer"]["measures"]))


def _decisions(receipt: Receipt) -> Iterator[Link]:
    """The local decisions that bear on the receipt's answer, not those of other places, as far as the register has them."""
    for told in telling.decisions(receipt.record):
        if address := address_of(told):
            yield _("地方决定"), told["document"], address


def _office(viewer: Viewer, one: Commitment) -> Iterator[Link]:
    if one.subject and subjects.visible(viewer).filter(pk=one.subject.pk).exists():
        yield _("收款主体"), one.subject.name, reverse("subjects:detail", args=[one.subject_id])
    yield _("资金"), str(one.fund), reverse("ledger:fund", args=[one.fund_id])
    seen = set()
    for line in one.payments.select_related("list").order_by("list__made_at"):
        if line.list_id not in seen:
            seen.add(line.list_id)
            yield _("付款清单"), line.list.number, reverse("ledger:list", args=[line.list_id])
