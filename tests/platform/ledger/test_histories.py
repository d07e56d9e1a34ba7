"""Random histories: the accounts sum to zero, none falls below zero, and a plain second book agrees to the fen."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.platform.ledger.world import firm, fund, official
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, PaymentLine
from zhiwei.platform.ledger.services import Basis, Failed, Paid, Refused

FIRST = date(2012, 3, 1)
AMOUNT = st.integers(1, 60)
WHICH = st.integers(0, 30)


class Histories(RuleBasedStateMachine):
    """Two funds of one county, a few bases, officials who do whatever comes to mind, also twice and too late.

    ``book`` is the second book: for each promise the fen in each place, kept by hand; ``free`` and ``back`` are what each
    fund has available and returned.
    """

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    @initialize()
    def begin(self) -> None:
        """Two empty funds, three firms, two officials."""
        self.day, self.numbers = FIRST, count()
        with clock.stopped(self.day):
            self.funds = [fund(), fund()]
            self.firms = [firm() for _ in range(3)]
            self.officials = [official(), official()]
        self.free: Counter[int] = Counter()
        self.back: Counter[int] = Counter()
        self.gone: Counter[int] = Counter()
        self.given: Counter[int] = Counter()
        self.book: list[dict[str, Any]] = []
        for at in (0, 1):
            self.appropriate(at=at, fen=300, twice=False)
            self.reserve(at=at, fen=60, basis=100 + at, who=at, twice=False)
            self.commit(which=1, quarters=3, twice=False)
            self.order(twice=False)
            self.bank_answers(which=0, good=True, late=0, twice=False)

    def teardown(self) -> None:
        """On no day of the past did anything stand below zero; then leave the database as it was."""
        for there in getattr(self, "funds", ()):
            for day in set(there.entries.values_list("booked_on", flat=True)):
                found = queries.balances(there, on=day)
                assert sum(found.values()) == 0
                assert min(fen for place, fen in found.items() if place != Place.APPROPRIATED) >= 0
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)

    def key(self) -> str:
        """A key not used before."""
        return f"history-{next(self.numbers)}"

    def done(self, act: Any, *args: Any, twice: bool = False, **given: Any) -> bool:
        """Do it today, perhaps twice with the same key; whether it was done."""
        with clock.stopped(self.day):
            try:
                for _ in range(1 + twice):
                    self.result = act(*args, **given)
            except Refused:
                return False
        return True

    def promise(self, which: int, place: str = "") -> dict[str, Any]:
        """One of the promises made so far; one with money in a place, if there is any and not by chance another."""
        able = [one for one in self.book if place and one["fen"][place] and which % 7]
        rows = able or self.book
        return rows[which % len(rows)]

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        """Later the same year."""
        self.day = min(self.day + timedelta(days), date(2012, 12, 30))

    @rule(at=st.integers(0, 1), fen=AMOUNT, twice=st.booleans())
    def appropriate(self, at: int, fen: int, twice: bool) -> None:
        """Money comes in."""
        assert self.done(
            services.appropriate,
            SYSTEM,
            self.funds[at],
            fen,
            document="拨",
            again=True,
            key=self.key(),
            twice=twice,
        )
        self.free[at] += fen
        self.given[at] += fen

    @rule(at=st.integers(0, 1), which=WHICH, quarters=st.integers(0, 4), twice=st.booleans())
    def correct(self, at: int, which: int, quarters: int, twice: bool) -> None:
        """Of an appropriation only a part was right, or nothing; no more is taken back than is available."""
        rows = list(queries.correctable(self.funds[at]))
        if not rows:
            return
        entry = rows[which % len(rows)]
        fen = entry.lines.get().fen
        right = fen * quarters // 4
        able = 0 < fen - right <= self.free[at]
        maker, other = self.officials
        given = {"reason": "记错", "key": self.key()}
        assert self.done(services.propose_correction, maker, entry, right, twice=twice, **given) == able
        if able:
            assert self.done(services.agree_on_fund, other, self.result, twice=twice)
            self.free[at] -= fen - right
            self.given[at] -= fen - right

    @rule(
        at=st.integers(0, 1), fen=AMOUNT, basis=st.integers(0, 9), who=st.integers(0, 2), twice=st.booleans()
    )
    def reserve(self, at: int, fen: int, basis: int, who: int, twice: bool) -> None:
        """Refused beyond the balance, and for a basis that any fund of the county holds."""
        held = any(one["basis"] == basis and self.alive(one) for one in self.book)
        done = self.done(
            services.reserve, SYSTEM, self.funds[at], fen, basis=Basis("invoice", str(basis)),
            sentence="27.2", subject=self.firms[who], key=self.key(), twice=twice,
        )  # fmt: skip
        assert done == (not held and fen <= self.free[at])
        if done:
            self.free[at] -= fen
            fens = Counter({"reserved": fen})
            self.book.append({"row": self.result.pk, "at": at, "basis": basis, "fen": fens})

    def alive(self, one: dict[str, Any]) -> bool:
        """Whether a promise still holds its basis."""
        return any(one["fen"][place] for place in ("reserved", "committed", "ordered", "paid", "receivable"))

    def row(self, one: dict[str, Any]) -> Commitment:
        """The promise as the ledger has it."""
        return Commitment.objects.get(pk=one["row"])

    @precondition(lambda self: self.book)
    @rule(which=WHICH, quarters=st.integers(1, 5), twice=st.booleans())
    def commit(self, which: int, quarters: int, twice: bool) -> None:
        """All or part, or more than there is; the rest is free."""
        one = self.promise(which, "reserved")
        reserved = one["fen"]["reserved"]
        fen = max(1, reserved * quarters // 4)
        able = 0 < fen <= reserved and not any(one["fen"][p] for p in ("ordered", "receivable", "committed"))
        assert self.done(services.commit, SYSTEM, self.row(one), key=self.key(), fen=fen, twice=twice) == able
        if able:
            self.free[one["at"]] += reserved - fen
            one["fen"]["reserved"], one["fen"]["committed"] = 0, fen

    @precondition(lambda self: self.book)
    @rule(which=WHICH, twice=st.booleans())
    def release(self, which: int, twice: bool) -> None:
        """What is not being paid."""
        one = self.promise(which)
        fen = one["fen"]["reserved"] + one["fen"]["committed"]
        able = fen > 0 and not one["fen"]["ordered"]
        assert (
            self.done(services.release, SYSTEM, self.row(one), key=self.key(), reason="放弃", twice=twice)
            == able
        )
        if able:
            self.free[one["at"]] += fen
            one["fen"]["reserved"] = one["fen"]["committed"] = 0

    @precondition(lambda self: any(one["fen"]["committed"] for one in self.book))
    @rule(twice=st.booleans())
    def order(self, twice: bool) -> None:
        """Everything committed goes on a list for each fund, checked by the other official."""
        for at in (0, 1):
            due = [one for one in self.book if one["at"] == at and one["fen"]["committed"]]
            if due:
                maker, checker = self.officials
                rows = [self.row(one) for one in due]
                assert self.done(
                    services.make_payment_list, maker, self.funds[at], rows, key=self.key(), twice=twice
                )
                assert not self.done(services.approve_list, maker, self.result, revision=1)
                assert self.done(services.approve_list, checker, self.result, revision=1, twice=twice)
                for one in due:
                    one["fen"]["ordered"], one["fen"]["committed"] = one["fen"]["committed"], 0

    @precondition(lambda self: any(one["fen"]["ordered"] for one in self.book))
    @rule(which=WHICH, good=st.booleans(), late=st.integers(0, 30), twice=st.booleans())
    def bank_answers(self, which: int, good: bool, late: int, twice: bool) -> None:
        """One payment is made or fails, on a day of the bank's that may lie some days back."""
        waiting = [one for one in self.book if one["fen"]["ordered"]]
        one = waiting[which % len(waiting)]
        line = PaymentLine.objects.select_related("list").get(commitment=one["row"], state="ordered")
        if good:
            checked = line.list.checked_at.astimezone(clock.ZONE).date()
            said = [Paid(line.pk, max(checked, self.day - timedelta(late)), "T")]
            assert self.done(services.confirm_paid, SYSTEM, line.list, said, twice=twice)
        else:
            assert self.done(
                services.fail_paid, SYSTEM, line.list, [Failed(line.pk, "账号不符")], twice=twice
            )
        one["fen"]["paid" if good else "committed"] += one["fen"]["ordered"]
        one["fen"]["ordered"] = 0

    @precondition(lambda self: self.book)
    @rule(
        which=WHICH, quarters=st.integers(1, 5), what=st.sampled_from(["claim", "waive", "receive"]),
        twice=st.booleans(),
    )  # fmt: skip
    def money_back(self, which: int, quarters: int, what: str, twice: bool) -> None:
        """Claimed, given up, received."""
        taken, given, act, said = {
            "claim": ("paid", "receivable", services.take_back, {"reason": "更正"}),
            "waive": ("receivable", "paid", services.waive, {"reason": "申诉成立"}),
            "receive": ("receivable", "returned", services.receive_back, {}),
        }[what]
        one = self.promise(which, taken)
        fen = max(1, one["fen"][taken] * quarters // 4)
        able = fen <= one["fen"][taken]
        assert self.done(act, SYSTEM, self.row(one), fen, key=self.key(), twice=twice, **said) == able
        if able:
            one["fen"][taken] -= fen
            one["fen"][given] += fen
            self.back[one["at"]] += fen * (what == "receive")

    @rule(at=st.integers(0, 1), which=WHICH, twice=st.booleans())
    def undo(self, at: int, which: int, twice: bool) -> None:
        """A receipt was wrong; not undone where the money moved on, or another promise holds the basis since."""
        rows = list(Entry.objects.filter(fund=self.funds[at], kind="receive", reversed_by=None))
        if not rows:
            return
        entry = rows[which % len(rows)]
        fen = entry.lines.get().fen
        (one,) = (each for each in self.book if each["row"] == entry.commitment_id)
        again = any(
            each is not one and each["basis"] == one["basis"] and self.alive(each) for each in self.book
        )
        able = fen <= self.back[at] and not again
        maker, other = self.officials
        given = {"reason": "记错", "key": self.key()}
        assert self.done(services.propose_undoing, maker, entry, twice=twice, **given) == able
        if able:
            assert self.done(services.agree, other, self.result, twice=twice)
            self.back[at] -= fen
            one["fen"]["returned"] -= fen
            one["fen"]["receivable"] += fen

    @rule(
        at=st.integers(0, 1),
        fen=AMOUNT,
        what=st.sampled_from(["restore", "free", "back"]),
        twice=st.booleans(),
    )
    def of_the_fund(self, at: int, fen: int, what: str, twice: bool) -> None:
        """Money that came back is used again or given to the treasury, unused money too."""
        have = self.free if what == "free" else self.back
        act = services.restore if what == "restore" else services.surrender
        said = {"returned": True} if what == "back" else {}
        able = fen <= have[at]
        assert (
            self.done(act, SYSTEM, self.funds[at], fen, document="文", key=self.key(), twice=twice, **said)
            == able
        )
        if able:
            have[at] -= fen
            (self.free if what == "restore" else self.gone)[at] += fen

    @invariant()
    def the_books_agree(self) -> None:
        """Fen by fen, place by place, and with itself."""
        for at, there in enumerate(getattr(self, "funds", ())):
            wanted = Counter({"available": self.free[at], "returned": self.back[at]})
            wanted["surrendered"] = self.gone[at]
            for one in self.book:
                if one["at"] == at:
                    for place in ("reserved", "committed", "ordered", "paid", "receivable"):
                        wanted[place] += one["fen"][place]
            found = queries.balances(there)
            assert sum(found.values()) == 0
            assert found[Place.APPROPRIATED] == -self.given[at]
            assert {p: f for p, f in found.items() if p != Place.APPROPRIATED} == {
                p: wanted[p] for p in Place if p != Place.APPROPRIATED
            }
            assert queries.verify(there) == []


@pytest.mark.django_db
def test_histories() -> None:
    run_state_machine_as_test(
        Histories, settings=settings(max_examples=10, stateful_step_count=50, deadline=None)
    )


@pytest.mark.large
@pytest.mark.django_db
def test_many_histories() -> None:
    """Fewer on a server, where a step takes three times as long."""
    histories = 60 if connection.vendor == "sqlite" else 20
    run_state_machine_as_test(
        Histories, settings=settings(max_examples=histories, stateful_step_count=60, deadline=None)
    )
