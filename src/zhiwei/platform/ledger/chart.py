"""The chart of accounts of every fund, and the moves between them.

A fund is a closed circle: money enters it by an appropriation and afterwards only changes its place, so the balances of a
fund's accounts sum to zero on every day. ``appropriated`` is the outside from which money came and stands at or below
zero; every other account stands at or above zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """Where a fen of a fund stands."""

    APPROPRIATED = "appropriated", _("拨入")
    AVAILABLE = "available", _("可用")
    RESERVED = "reserved", _("预留")
    COMMITTED = "committed", _("已承诺")
    ORDERED = "ordered", _("付款中")
    PAID = "paid", _("已付")
    RECEIVABLE = "receivable", _("应收追回")
    RETURNED = "returned", _("已退回")
    SURRENDERED = "surrendered", _("已上缴")


OF_A_COMMITMENT = (
    Place.RESERVED,
    Place.COMMITTED,
    Place.ORDERED,
    Place.PAID,
    Place.RECEIVABLE,
    Place.RETURNED,
)
"""Places where money stands for one commitment; the rest belongs to the fund as a whole."""
UNPAID = (Place.RESERVED, Place.COMMITTED, Place.ORDERED)
"""Where it stands as long as it is promised and has not left the fund."""


class Kind(models.TextChoices):
    """What an entry does."""

    APPROPRIATE = "appropriate", _("拨款")
    RESERVE = "reserve", _("预留")
    COMMIT = "commit", _("承诺")
    RELEASE = "release", _("释放")
    ORDER = "order", _("交付银行")
    PAY = "pay", _("支付")
    FAIL = "fail", _("付款失败")
    CLAIM = "claim", _("要求退回")
    WAIVE = "waive", _("撤销退回要求")
    RECEIVE = "receive", _("收到退款")
    RESTORE = "restore", _("退款重新可用")
    SURRENDER = "surrender", _("上缴")
    REVERSE = "reverse", _("冲正")


MOVES: Mapping[Kind, frozenset[tuple[Place, Place]]] = {
    Kind.APPROPRIATE: frozenset({(Place.APPROPRIATED, Place.AVAILABLE)}),
    Kind.RESERVE: frozenset({(Place.AVAILABLE, Place.RESERVED)}),
    Kind.COMMIT: frozenset({(Place.RESERVED, Place.COMMITTED)}),
    Kind.RELEASE: frozenset({(Place.RESERVED, Place.AVAILABLE), (Place.COMMITTED, Place.AVAILABLE)}),
    Kind.ORDER: frozenset({(Place.COMMITTED, Place.ORDERED)}),
    Kind.PAY: frozenset({(Place.ORDERED, Place.PAID)}),
    Kind.FAIL: frozenset({(Place.ORDERED, Place.COMMITTED), (Place.PAID, Place.COMMITTED)}),
    Kind.CLAIM: frozenset({(Place.PAID, Place.RECEIVABLE)}),
    Kind.WAIVE: frozenset({(Place.RECEIVABLE, Place.PAID)}),
    Kind.RECEIVE: frozenset({(Place.RECEIVABLE, Place.RETURNED)}),
    Kind.RESTORE: frozenset({(Place.RETURNED, Place.AVAILABLE)}),
    Kind.SURRENDER: frozenset({(Place.AVAILABLE, Place.SURRENDERED), (Place.RETURNED, Place.SURRENDERED)}),
}
"""From where to where each kind of entry moves money; a reversal goes back the way of the entry it names. What is not
here is not done."""


class Level(models.TextChoices):
    """Whose money a fund is."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    PARK = "park", _("园区")


LEVEL_OF_DIVISION = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}
"""The level of the division each belongs to; a park may lie in a city or a county."""


class CommitmentState(StrEnum):
    """Where a commitment stands as a whole."""

    RESERVED = "reserved"
    COMMITTED = "committed"
    ORDERED = "ordered"
    PAID = "paid"
    CLAIMED = "claimed"
    RETURNED = "returned"
    RELEASED = "released"


def state_of(amounts: Mapping[Place, int]) -> CommitmentState:
    """The state that the amounts of a commitment show; what still has to be done goes before what is done."""
    order = (
        (Place.RECEIVABLE, CommitmentState.CLAIMED),
        (Place.ORDERED, CommitmentState.ORDERED),
        (Place.COMMITTED, CommitmentState.COMMITTED),
        (Place.RESERVED, CommitmentState.RESERVED),
        (Place.PAID, CommitmentState.PAID),
        (Place.RETURNED, CommitmentState.RETURNED),
    )
    return next((state for place, state in order if amounts.get(place, 0)), CommitmentState.RELEASED)
