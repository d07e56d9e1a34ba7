"""Why a case was judged again: which facts and decisions differ between two of its receipts, and the amount of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.queries import Event
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import lang, listed

Used = dict[str, telling.FactRow]


def changes(events: Iterable[Event], receipts: Mapping[UUID, Receipt]) -> dict[UUID, tuple[str, ...]]:
    """For every receipt after the first, by its key, what differs from the one before it; of receipts that are given.

    ``events`` are in the order of time.
    """
    found, last = dict[UUID, tuple[str, ...]](), None
    for event in events:
        one = receipts.get(event.receipt) if event.receipt is not None else None
        if one is None or one == last:
            continue
        if last is not None:
            found[one.pk] = tuple(_between(last, one))
        last = one
    return found


def _between(before: Receipt, after: Receipt) -> Iterator[str]:
    then, now = _used(before.record), _used(after.record)
    told = [*_facts(then, now), *_decisions(before.record, after.record)]
    yield from told or [_other(before, after)]
    yield from _amounts(before.record, after.record)


def _used(record: Mapping[str, Any]) -> Used:
    """The facts that a verdict rests on, by label."""
    return {row.label: row for row in telling.facts(record, lang()) if row.used}


def _facts(then: Used, now: Used) -> Iterator[str]:
    for label in {**then, **now}:
        old, new = then.get(label), now.get(label)
        if old and new and old.value != new.value:
            said = _("“%(fact)s”由 %(old)s（%(old_source)s）改为 %(new)s（%(new_source)s，%(day)s 收到）")
            yield said % {
                "fact": label, "old": old.value, "old_source": old.source, "new": new.value,
                "new_source": new.source, "day": new.received_on,
            }  # fmt: skip
        elif new and not old:
            said = _("新用到“%(fact)s”：%(new)s（%(new_source)s，%(day)s 收到）")
            yield said % {
                "fact": label, "new": new.value, "new_source": new.source, "day": new.received_on,
            }  # fmt: skip
        elif old and not new:
            yield _("不再用到“%(fact)s”（原为 %(old)s）") % {"fact": label, "old": old.value}


def _decisions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    then, now = _papers(before), _papers(after)
    if then != now:
        nothing = _("没有")
        said = _("所依据的地方决定由 %(old)s 改为 %(new)s")
        yield said % {"old": listed(then) or nothing, "new": listed(now) or nothing}


def _papers(record: Mapping[str, Any]) -> list[str]:
    """The decisions with place and values, so that a paper that was corrected under its number differs."""
    return [
        f"{name_of(one['division'])} {one['document']}{_values(one)}" for one in telling.decisions(record)
    ]


def _values(decision: Mapping[str, Any]) -> str:
    filled = _("，").join(str(value) for value in (decision.get("fills") or {}).values())
    return _("（%(values)s）") % {"values": filled} if filled else ""


def _other(before: Receipt, after: Receipt) -> str:
    """What is left where the facts and decisions are the same."""
    if before.as_of != after.as_of:
        return _("判定的日期由 %(old)s 改为 %(new)s") % {"old": before.as_of, "new": after.as_of}
    if before.rulebook_id != after.rulebook_id:
        return _("数据和地方决定没有变化，规则的文本或参数有更新")
    return _("数据、地方决定和规则都没有变化")


def _amounts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = _amount(before), _amount(after)
    if old != new:
        none = _("没有金额")
        yield _("金额由 %(old)s 改为 %(new)s") % {"old": old or none, "new": new or none}


def _amount(record: Mapping[str, Any]) -> str:
    """The amount of the first measure, in yuan; '' where none is known."""
    found = next((one["amount"] for one in record["answer"]["measures"]), None)
    if found is None or found.get("value") is None:
        return ""
    return amount_words(money.parse(found["value"]))
