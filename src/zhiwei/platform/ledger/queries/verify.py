"""Whether everything kept beside the lines agrees with them: the ledger's own audit."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from zhiwei.platform.ledger.chart import OF_A_COMMITMENT, Place, state_of
from zhiwei.platform.ledger.models import Account, Commitment, Entry, Fund, Line
from zhiwei.platform.ledger.past import wrong_days


def verify(fund: Fund) -> list[str]:
    """What does not agree, in plain words; empty where all does. Reads every line of the fund."""
    by_place: Counter[Place] = Counter()
    by_promise: Counter[tuple[UUID, Place]] = Counter()
    rows = Line.objects.filter(entry__fund=fund).order_by("entry__booked_at", "pk").values_list(
        "entry_id", "entry__commitment_id", "taken_from__place", "given_to__place", "fen",
        "taken_from__fund_id", "given_to__fund_id",
    )  # fmt: skip
    found: list[str] = []
    for entry, promise, taken, given, fen, from_fund, to_fund in rows.iterator(chunk_size=5_000):
        if (from_fund, to_fund) != (fund.pk, fund.pk):
            found.append(f"entry {entry} touches another fund")
        for place, change in ((Place(taken), -fen), (Place(given), fen)):
            by_place[place] += change
            if promise is not None and place in OF_A_COMMITMENT:
                by_promise[promise, place] += change
    if total := sum(by_place.values()):
        found.append(f"the accounts sum to {total} fen instead of 0")
    found += [f"{place} stood at {fen} fen on {day}" for place, day, fen in wrong_days(fund)]
    empty = Entry.objects.filter(fund=fund, lines=None).count()
    if empty:
        found.append(f"{empty} entries have no line")
    for account in Account.objects.filter(fund=fund):
        if account.balance != by_place[Place(account.place)]:
            lines = by_place[Place(account.place)]
            found.append(f"{account.place} shows {account.balance} fen, its lines make {lines}")
    for one in Commitment.objects.filter(fund=fund).iterator(chunk_size=2_000):
        for place, fen in one.amounts().items():
            if fen != by_promise[one.pk, place]:
                found.append(
                    f"commitment {one.pk}: {place} shows {fen} fen, lines make {by_promise[one.pk, place]}"
                )
        if one.state != state_of(one.amounts()):
            found.append(
                f"commitment {one.pk} is called {one.state}, its amounts say {state_of(one.amounts())}"
            )
    return found
