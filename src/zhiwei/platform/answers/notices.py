"""告知书: a receipt as a sealed PDF with a code that leads to its public check. Made once for each language, then kept."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import qr, receipts, telling
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Notice, Receipt
from zhiwei.platform.answers.signing import Signature, signer
from zhiwei.platform.answers.visible import NOTICE, may_seal
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, pdf, uploads
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.subjects.models import Subject

TEMPLATE = "answers/notice.typ"


class Damaged(Exception):
    """A receipt that is not the one that was kept; no notice is made of it."""


def seal(viewer: Viewer, receipt: Receipt, check_address: str) -> Notice:
    """The notice of a receipt in the reader's language: the one made before, or a new one, signed and kept.

    ``check_address`` is the whole address of its public check page; the code on the paper leads there. Raises Damaged
    where the receipt was changed since it was kept; PermissionDenied for who may see the receipt and not have it sealed.
    """
    if not may_seal(viewer, receipt):
        raise PermissionDenied(_("您可以查看这份回执，但不能出具告知书。"))
    language = get_language() or "zh-hans"
    with transaction.atomic():
        Receipt.objects.select_for_update().get(pk=receipt.pk)
        found = Notice.objects.filter(receipt=receipt, language=language).first()
        if found is not None:
            return found
        if not receipts.sound(receipt):
            raise Damaged(_("这份回执与保存时不一致，不能出具告知书；请联系系统管理员核查。"))
        content = pdf.render(TEMPLATE, document(receipt, check_address))
        made = signer().sign(content)
        name = _("判定告知书_%(code)s.pdf") % {"code": str(receipt.pk)[:8]}
        checked = uploads.Checked(
            name, "pdf", len(content), hashlib.sha256(content).hexdigest(), None, io.BytesIO(content)
        )
        notice = Notice.objects.create(
            receipt=receipt, language=language, file=uploads.keep(checked, viewer.user_id),
            sha256=checked.sha256, signer=made.signer, key_id=made.key_id, signature=made.text,
        )  # fmt: skip
        detail = {"receipt": str(receipt.pk), "sha256": notice.sha256, "key": notice.key_id}
        log.record(
            viewer,
            NOTICE,
            kind="receipt",
            key=str(receipt.pk),
            division=receipt.division,
            detail=detail,
        )
    return notice


def signature_of(notice: Notice) -> Signature:
    """The signature under a notice."""
    return Signature(notice.signer, notice.key_id, notice.signature)


def issued_as(content: bytes) -> Notice | None:
    """The notice that a file is, byte for byte and with a signature that still holds; None where it is none of ours."""
    sha256 = hashlib.sha256(content).hexdigest()
    found = Notice.objects.filter(sha256=sha256).select_related("receipt").first()
    return found if found and signer().verify(content, signature_of(found)) else None


def document(receipt: Receipt, check_address: str) -> dict[str, Any]:
    """What the sheet shows, as data."""
    record, language = receipt.record, lang()
    subject = Subject.objects.filter(pk=receipt.subject).first() if receipt.subject else None
    made = receipt.made_at.astimezone(clock.ZONE)
    pairs = [
        [_("对象"), subject.name if subject else _("未登记的主体")],
        [_("地区"), name_of(receipt.division) if receipt.division else "—"],
        [_("按哪一天的规定"), receipt.as_of.isoformat()],
        [_("用到哪一天为止收到的资料"), receipt.known_on.isoformat() if receipt.known_on else _("判定当日")],
        [_("判定时间"), f"{made:%Y-%m-%d %H:%M}"],
    ]
    if receipt.purpose:
        pairs.append([_("用途"), retold(receipt.purpose)])
    above, contradicting = telling.conflicts(record, language)
    rows = [[f.label, f.value, f.source, f.received_on] for f in telling.facts(record, language) if f.used]
    return {
        "title": _("判定告知书"),
        "head": _("判定告知书 %(code)s") % {"code": str(receipt.pk)},
        "pairs": pairs,
        "measures": [
            {
                "label": f"{m.id} {m.label}", "value": f"{m.word} {m.amount}".strip(), "tag": m.tag,
                "quotes": [f"{cite}：{text}" for cite, text in m.quotes], "steps": list(m.steps),
            }
            for m in telling.measures(record, language)
        ],
        "facts": {"title": _("所依据的事实"), "heads": [_("事实"), _("内容"), _("来源"), _("收到日期")], "rows": rows},
        "conflicts": {"title": above, "lines": contradicting},
        "steps": _("推导过程"),
        "check": {
            "title": _("核验"), "qr": qr.svg(check_address), "address": check_address,
            "pairs": [
                [_("核验码"), code_of(receipt.pk)],
                [_("回执编号"), str(receipt.pk)],
                [_("回执指纹"), receipt.digest],
                [_("规则集"), receipt.rulebook_id],
            ],
            "means": [
                _("扫码可核对真伪、措施、日期、结论和地区，不显示个人信息。把本文件上传到核验页，可核对它是否与出具时完全一致。"),
                *signer().means(),
            ],
        },
    }  # fmt: skip
