"""Hard counters: how many live records there may be, and the place each takes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.files.model import Capacity, Programme, Register
from zhiwei.platform.programmes.models import Pool, Record
from zhiwei.platform.programmes.registers.faults import Fault, Refused
from zhiwei.platform.programmes.registers.values import Read
from zhiwei.platform.programmes.standard.values import value_of


def most(capacity: Capacity, found: Read, division: str) -> int | None:
    """How many there may be: what law or locality says today, or a field of the linked record; None where that is open."""
    if capacity.record:
        linked = found.records.get(capacity.record)
        said = linked.values.get(capacity.field) if linked is not None else None
        return int(said) if said is not None else None
    value = value_of(capacity.parameter, day=clock.today(), division=division)
    return int(value) if value is not None else None


def take(programme: Programme, register: Register, record: Record, found: Read) -> None:
    """Give a record the lowest free place of its pool. Raises Refused where all are taken.

    The pool's row is held until the transaction ends; the database's constraint on places stands behind it.
    """
    capacity = register.capacity
    if capacity is None:
        return
    number = most(capacity, found, record.division)
    if number is None:
        raise Refused([_("还没有规定名额，不能登记")])
    scope = f"{programme.id}/{register.id}"
    pool, _new = Pool.objects.get_or_create(scope=scope, key=record.pool)
    Pool.objects.select_for_update().get(pk=pool.pk)
    rows = Record.objects.filter(programme=programme.id, register=register.id, pool=record.pool, live=True)
    taken = set(rows.exclude(pk=record.pk).values_list("place", flat=True))
    free = next((place for place in range(1, number + 1) if place not in taken), None)
    if free is None or len(taken) >= number:
        raise Refused([Fault(capacity.record, _("名额已满：共 %(n)d 个") % {"n": number})])
    record.place = free
