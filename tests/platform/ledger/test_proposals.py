"""Money asked back, or a claim given up, by hand: two officials, nothing booked before the second agrees."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.ledger.test_returns import paid
from tests.platform.ledger.world import XIHU, YUAN, official
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.particulars import particulars
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.models import Commitment, Proposal
from zhiwei.platform.ledger.services import Refused
from zhiwei.platform.office import counts

pytestmark = pytest.mark.django_db
CLAIM, WAIVE = Proposal.Kind.CLAIM, Proposal.Kind.WAIVE


def amounts(one: Commitment) -> tuple[int, int]:
    """What is paid and what is asked back."""
    one.refresh_from_db()
    return one.paid, one.receivable


def claim(viewer: Viewer, one: Commitment, fen: int = 300, key: str = "p") -> Proposal:
    """Proposed."""
    return services.propose(viewer, one, CLAIM, fen, reason="更正后不符合条件", key=key)


def test_nothing_is_booked_before_another_official_agrees_and_then_once() -> None:
    one, maker, second = paid(1000), official(), official()
    made = claim(maker, one)
    assert claim(maker, one).pk == made.pk  # a second click
    assert amounts(one) == (1000, 0)
    with pytest.raises(Refused) as refused:
        services.agree(maker, made)
    assert (refused.value.codes, str(refused.value)) == (
        ["same_person"],
        "提出人不能复核自己的提议，请由另一位经办人复核",
    )
    assert amounts(one) == (1000, 0)
    for _again in range(2):
        made = services.agree(second, made)
    assert amounts(one) == (700, 300)
    assert (made.state, made.made_by_id, made.decided_by_id) == ("done", maker.user_id, second.user_id)
    giving_up = services.propose(maker, one, WAIVE, 100, reason="申诉成立", key="w")
    assert amounts(one) == (700, 300)
    with pytest.raises(Refused):
        services.agree(maker, giving_up)
    services.agree(second, giving_up)
    assert amounts(one) == (800, 200)
    assert queries.verify(one.fund) == []
    acts = Act.objects.filter(key=str(one.pk), act__in=["ledger.propose", "ledger.take_back", "ledger.waive"])
    assert [(act.act, act.detail["proposed_by"]) for act in acts.order_by("pk")] == [
        ("ledger.propose", maker.user_id), ("ledger.take_back", maker.user_id),
        ("ledger.propose", maker.user_id), ("ledger.waive", maker.user_id),
    ]  # fmt: skip
    name = str(User.objects.get(pk=maker.user_id))
    said = [{line.label: line.text for line in particulars(act, {})} for act in acts.order_by("pk")]
    assert [one["提出人"] for one in said] == [name] * 4
    assert [one.get("内容") for one in said] == ["要求退回", None, "撤销退回要求", None]


def test_the_database_holds_the_two_persons() -> None:
    made = claim(official(), paid(1000))
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state="done", decided_by=made.made_by_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state="done")


def test_what_cannot_be_proposed_or_released() -> None:
    one, maker, second = paid(1000), official(), official()
    with pytest.raises(Refused) as refused:
        claim(maker, one, 1001)
    assert str(refused.value) == "“已付”只有 10 元"
    with pytest.raises(Refused):
        services.propose(maker, one, CLAIM, 1, reason=" ", key="blank")
    for stranger in (official("330782"), official(role=Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            claim(stranger, one)
    with pytest.raises(PermissionDenied):
        claim(SYSTEM, one)
    made = claim(maker, one, 900)
    with pytest.raises(Refused) as refused:
        claim(maker, one, 100, key="q")
    assert refused.value.codes == ["state"]
    with pytest.raises(PermissionDenied):
        services.agree(official("330782"), made)
    services.take_back(SYSTEM, one, 200, reason="规则算出", key="rule")  # meanwhile
    with pytest.raises(Refused) as refused:
        services.agree(second, made)
    assert str(refused.value) == "“已付”只有 8 元"
    made.refresh_from_db()
    assert (made.state, amounts(one)) == ("waiting", (800, 200))
    services.drop(second, made, reason="金额有误")
    with pytest.raises(Refused) as refused:
        services.agree(second, made)
    assert refused.value.codes == ["state"]
    assert claim(maker, one, 100, key="r").state == "waiting"  # the way is free again


def test_it_stands_on_the_desk_of_those_who_may_release_it() -> None:
    one, maker, second = paid(1000), official(), official()
    claim(maker, one)
    county = official(role=Role.COUNTY)
    assert [counts.desk(v).refunds for v in (maker, second, county, official("330782"))] == [0, 1, 1, 0]


def test_two_officials_ask_money_back_on_the_page_of_a_promise() -> None:
    one = paid(500 * YUAN)

    def desk(division: str = XIHU) -> Client:
        client = Client()
        client.force_login(people.official(Role.FINANCE, division))
        return client

    maker, second, other = desk(), desk(), desk("330782")
    address = reverse("ledger:commitment", args=[one.pk])
    sent = {"claim-key": "k", "claim-fen": "200", "claim-reason": "更正后不符合条件"}
    answer = maker.post(reverse("ledger:claim", args=[one.pk]), sent, follow=True).content.decode()
    assert "由您提出，须由另一位经办人复核后才入账" in answer
    assert "复核无误，同意入账" not in answer
    made = Proposal.objects.get()
    agree = reverse("ledger:agree", args=[one.pk, made.pk])
    assert "提出人不能复核自己的提议" in maker.post(agree, follow=True).content.decode()
    assert other.post(agree).status_code == 404
    assert amounts(one) == (500 * YUAN, 0)
    for listed in ("funds", "commitments"):
        assert (
            address
            in second.get(reverse(f"ledger:{listed}")).content.decode().partition("等您复核的退款事项")[2]
        )
        assert "等您复核的退款事项" not in maker.get(reverse(f"ledger:{listed}")).content.decode()
    page = second.get(address).content.decode()
    assert ("200.00" in page, "更正后不符合条件" in page, "复核无误，同意入账" in page) == (True, True, True)
    bare = second.post(reverse("ledger:drop", args=[one.pk, made.pk]), {"drop-key": "d", "drop-reason": ""})
    assert bare.status_code == 422
    second.post(agree)
    assert amounts(one) == (300 * YUAN, 200 * YUAN)


def test_who_proposed_stands_beside_who_checked_for_officials_alone() -> None:
    one, maker, second = paid(500 * YUAN), official(), official()
    services.agree(second, claim(maker, one, 200 * YUAN))
    receipt = services.receive_back(second, one, 200 * YUAN, key="in").entries.get(kind="receive")
    services.agree(maker, services.propose_undoing(second, receipt, reason="记错", key="u"))
    names = [str(User.objects.get(pk=viewer.user_id)) for viewer in (maker, second)]
    said = ["提出 {} · 复核 {}".format(*names), "提出 {1} · 复核 {0}".format(*names)]
    client = Client()
    client.force_login(people.official(Role.FINANCE, XIHU))
    page = client.get(reverse("ledger:commitment", args=[one.pk])).content.decode()
    steps = page.partition("每一步")[2].partition("</ol>")[0].split("</li>")
    assert [text for text in steps if "提出" in text] == [
        next(text for text in steps if said[0] in text and "要求退回" in text),
        next(text for text in steps if said[1] in text and "冲正" in text),
    ]
    wrong = services.appropriate(SYSTEM, one.fund, 100 * YUAN, document="文", key="slip")
    made = services.propose_correction(second, wrong, 10 * YUAN, reason="多打一个零", key="c")
    services.agree_on_fund(maker, made)
    page = client.get(reverse("ledger:fund", args=[one.fund_id])).content.decode()
    rows = page.partition("明细账")[2].split("</tr>")
    assert [sum(text in row for row in rows) for text in said] == [1, 3]
    assert all("提出" not in row for row in rows if "收到退款" in row and "冲正" not in row)
    file = client.get(reverse("ledger:fund", args=[one.fund_id]), {"export": "csv"})
    head, *lines = csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig")))  # type: ignore[arg-type]
    told = [(line[head.index("提出人")], line[head.index("经办人")]) for line in lines]
    assert [told.count((a, b)) for a, b in (names, names[::-1])] == [1, 3]
    owner = Client()
    owner.force_login(people.owner(one.subject.organisation))  # type: ignore[union-attr]
    page = owner.get(reverse("ledger:own-commitment", args=[one.pk])).content.decode()
    assert not any(name in page for name in names)
