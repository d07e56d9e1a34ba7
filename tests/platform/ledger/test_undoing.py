"""A receipt of returned money entered wrongly: proposed by one official, reversed when another agrees."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.platform.ledger.test_pages import logged_in
from tests.platform.ledger.test_returns import paid
from tests.platform.ledger.world import YUAN, fund, official, reserved
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.particulars import particulars
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, Proposal
from zhiwei.platform.ledger.services import Basis, Refused
from zhiwei.platform.office import counts

pytestmark = pytest.mark.django_db


def returned(fen: int = 1000 * YUAN, back: int = 400 * YUAN) -> tuple[Commitment, Entry]:
    """A commitment that was paid and claimed back, with a receipt of some of it."""
    one = paid(fen)
    services.take_back(SYSTEM, one, fen, reason="更正后不符合条件", key=f"claim-{one.pk}")
    one = services.receive_back(SYSTEM, one, back, key=f"back-{one.pk}", serial="R1")
    return one, one.entries.get(kind="receive")


def amounts(one: Commitment) -> tuple[str, int, int]:
    """State, what is to come back, what came back; yuan."""
    one.refresh_from_db()
    return one.state, one.receivable // YUAN, one.returned // YUAN


def test_a_receipt_is_reversed_by_two_and_stays_in_the_books() -> None:
    one, entry = returned()
    maker, second = official(), official()
    made = services.propose_undoing(maker, entry, reason="记到了别家", key="u")
    assert services.propose_undoing(maker, entry, reason="记到了别家", key="u") == made
    assert (made.fen, made.entry, amounts(one)) == (400 * YUAN, entry, ("claimed", 600, 400))
    with pytest.raises(Refused) as refused:
        services.agree(maker, made)
    assert refused.value.codes == ["same_person"]
    for _ in range(2):
        services.agree(second, made)
    assert amounts(one) == ("claimed", 1000, 0)
    back = Entry.objects.get(kind="reverse")
    assert (back.reverses, back.reason, back.commitment, back.made_by_id) == (
        entry, "记到了别家", one, second.user_id,
    )  # fmt: skip
    there = queries.balances(one.fund)
    assert (sum(there.values()), there[Place.RECEIVABLE], there[Place.RETURNED]) == (0, 1000 * YUAN, 0)
    assert queries.verify(one.fund) == []
    assert list(queries.undoable(one)) == []
    act = Act.objects.get(act="ledger.reverse")
    assert (act.detail["proposed_by"], act.detail["fen"]) == (maker.user_id, 400 * YUAN)
    said = {line.label: line.text for line in particulars(act, {})}
    assert said["提出人"] == str(User.objects.get(pk=maker.user_id))
    proposed = Act.objects.get(act="ledger.propose")
    assert (proposed.detail["entry"], proposed.detail["what"]) == (str(entry.pk), "undo")
    services.receive_back(SYSTEM, one, 40 * YUAN, key="right", serial="R1")  # the bank's number is free again
    assert amounts(one) == ("claimed", 960, 40)
    assert queries.verify(one.fund) == []


def test_it_is_not_reversed_where_the_money_is_available_again_or_surrendered() -> None:
    one, entry = returned()
    made = services.propose_undoing(official(), entry, reason="x", key="u")
    services.restore(SYSTEM, one.fund, 100 * YUAN, document="文", key="re")  # meanwhile
    said = "要冲正的退款是 400 元，“已退回”里只有 {} 元：其余已重新可用或上缴，不能冲正"
    with pytest.raises(Refused) as refused:
        services.agree(official(), made)
    made.refresh_from_db()
    assert (str(refused.value), made.state, amounts(one)) == (
        said.format(300), "waiting", ("claimed", 600, 400),
    )  # fmt: skip
    services.drop(official(), made, reason="已转为可用")
    services.surrender(SYSTEM, one.fund, 50 * YUAN, document="文", key="s", returned=True)
    with pytest.raises(Refused) as refused:
        services.propose_undoing(official(), entry, reason="x", key="v")
    assert (refused.value.codes, str(refused.value)) == (["balance"], said.format(250))
    assert queries.verify(one.fund) == []


def test_it_is_not_reversed_where_the_basis_was_promised_anew() -> None:
    one, entry = returned(back=1000 * YUAN)
    there = fund(1000 * YUAN)
    again = reserved(there, basis=Basis(one.basis_kind, one.basis_key))
    with pytest.raises(Refused) as refused:
        services.propose_undoing(official(), entry, reason="x", key="u")
    assert (refused.value.codes, str(refused.value)) == (
        ["basis_twice"],
        f"钱退回以后，同一凭据已由“{there}”另行承诺或支付；冲正后就会重复，不能冲正",
    )
    services.release(SYSTEM, again, reason="x", key="r")
    services.agree(official(), services.propose_undoing(official(), entry, reason="x", key="w"))
    assert amounts(one) == ("claimed", 1000, 0)
    assert queries.verify(one.fund) == []


def test_what_cannot_be_proposed() -> None:
    one, entry = returned()
    maker = official()
    with pytest.raises(Refused) as refused:
        services.propose_undoing(maker, one.entries.get(kind="claim"), reason="x", key="a")
    assert (refused.value.codes, str(refused.value)) == (["kind"], "只有收到的退款可以这样冲正")
    with pytest.raises(Refused) as refused:
        services.propose_undoing(maker, entry, reason=" ", key="a")
    assert refused.value.codes == ["reason"]
    for stranger in (official("330782"), official(role=Role.AUDITOR), SYSTEM):
        with pytest.raises(PermissionDenied):
            services.propose_undoing(stranger, entry, reason="x", key="a")
    made = services.propose_undoing(maker, entry, reason="x", key="b")
    with pytest.raises(Refused) as refused:
        services.propose_undoing(maker, entry, reason="x", key="c")
    assert str(refused.value) == "已有一项“冲正退款”等待复核，办完后才能再提出"
    desks = (maker, official(), official(role=Role.COUNTY), official("330782"))
    assert [counts.desk(viewer).refunds for viewer in desks] == [0, 1, 1, 0]
    for change in ({"entry": None}, {"kind": "claim"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=made.pk).update(**change)
    services.agree(official(), made)
    with pytest.raises(Refused) as refused:
        services.propose_undoing(maker, entry, reason="x", key="d")
    assert (refused.value.codes, str(refused.value)) == (["reversed"], "这笔分录已经冲正")


def test_two_officials_reverse_it_on_the_page_of_the_promise() -> None:
    one, entry = returned()
    maker, second, other = logged_in(), logged_in(), logged_in("330782")
    page, address = reverse("ledger:commitment", args=[one.pk]), reverse("ledger:undo", args=[one.pk])
    assert "冲正记错的退款" in maker.get(page).content.decode()
    sent = {"undo-key": "k", "undo-entry": str(entry.pk), "undo-reason": ""}
    assert other.post(address, sent).status_code == 404
    assert maker.post(address, sent).status_code == 422
    told = maker.post(address, sent | {"undo-reason": "记到了别家"}, follow=True).content.decode()
    assert ("由您提出，须由另一位经办人复核后才入账" in told, "冲正记错的退款" in told) == (True, False)
    made = Proposal.objects.get()
    assert amounts(one) == ("claimed", 600, 400)
    for listed in ("funds", "commitments"):
        assert "冲正退款 400.00" in second.get(reverse(f"ledger:{listed}")).content.decode()
    told = second.get(page).content.decode()
    wanted = ("原退款", "2012-11-05 R1", "记到了别家", "复核无误，同意入账")
    assert [text for text in wanted if text not in told] == []
    told = second.post(reverse("ledger:agree", args=[one.pk, made.pk]), follow=True).content.decode()
    assert ("“冲正退款”已入账" in told, amounts(one)) == (True, ("claimed", 1000, 0))
    assert (
        "冲正 2012-11-05 收到退款 R1：记到了别家"
        in second.get(reverse("ledger:fund", args=[one.fund_id])).content.decode()
    )
    assert entry.booked_on == date(2012, 11, 5)
