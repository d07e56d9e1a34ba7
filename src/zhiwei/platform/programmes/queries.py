"""What may be asked of a programme: its cases by state, its money by level, whom it concerns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.acts import entrance_of
from zhiwei.platform.cases.casetypes import CaseType, get
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.programmes.files import Programme, all_programmes
from zhiwei.platform.programmes.registers.rights import offered
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import own_subjects

AMOUNTS = ("reserved", "committed", "ordered", "paid")


def types_of(programme: Programme) -> list[CaseType]:
    """The case types of a programme, in the order of its file."""
    return [get(name) for name in programme.cases]


@dataclass(frozen=True, slots=True)
class Stand:
    """How many cases of a kind stand in a state."""

    title: str
    state: str
    number: int
    address: str


def stands(programme: Programme, viewer: Viewer) -> list[Stand]:
    """The cases that an official sees, by kind and state in the order of the files."""
    found = []
    for kind in types_of(programme):
        rows = cases.visible(viewer).filter(type=kind.id).order_by()
        held: dict[str, int] = dict(rows.values_list("state").annotate(held=Count("pk", distinct=True)))
        for name, state in kind.states.items():
            if number := held.get(name):
                which = "ended" if state.ends else "open"
                address = f"{reverse('cases:work')}?list={which}&type={kind.id}"
                found.append(Stand(str(kind.title), str(state.words), number, address))
    return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cases of a programme: begun, under way, ended."""

    all: int
    open: int
    ended: int


def numbers(programme: Programme) -> Numbers:
    """How many cases there are, for the public."""
    rows = Case.objects.filter(type__in=programme.cases)
    found = rows.aggregate(all=Count("pk"), ended=Count("pk", filter=Q(ended_at__isnull=False)))
    return Numbers(found["all"], found["all"] - found["ended"], found["ended"])


@dataclass(frozen=True, slots=True)
class Money:
    """What one level promised and paid, fen."""

    level: str
    reserved: int
    committed: int
    ordered: int
    paid: int


def money(programme: Programme, divisions: Collection[str] | None = None) -> list[Money]:
    """The money of the programme's basis by level; with ``divisions`` of payees that sit there."""
    rule = programme.money
    if rule is None:
        return []
    rows = Commitment.objects.filter(basis_kind=rule.basis, sentence=rule.sentence).order_by()
    if divisions is not None:
        rows = rows.filter(subject__division__in=sorted(divisions))
    sums = rows.values_list("level").annotate(*map(Sum, AMOUNTS))
    found: dict[str, list[int]] = {level: [int(fen or 0) for fen in amounts] for level, *amounts in sums}
    return [Money(str(level.label), *found[level]) for level in Level if level in found]


def paid_fen(programme: Programme) -> int:
    """All that was paid, fen."""
    return sum(one.paid for one in money(programme))


def begins(viewer: Viewer, programme: Programme) -> list[tuple[CaseType, Subject, str]]:
    """What the viewer may apply for: the kind, his subject, the page where it begins."""
    found = []
    for subject in own_subjects(viewer).order_by("name"):
        if not offered(programme, subject.division):
            continue
        for kind in types_of(programme):
            if kind.entity == subject.entity and permissions.may_open(
                viewer, kind, subject, Origin.APPLICANT
            ):
                address = entrance_of(kind.id) or reverse("cases:own-new", args=[kind.id, subject.pk])
                found.append((kind, subject, address))
    return found


def concerning(viewer: Viewer) -> list[Programme]:
    """The programmes of which the viewer's subjects keep a register, are named in one, or may apply."""
    subjects = list(own_subjects(viewer))
    kinds = {one.entity for one in subjects}
    return [
        one
        for one in all_programmes().values()
        if any(offered(one, subject.division) for subject in subjects) and kinds & _speaks_of(one)
    ]


def _speaks_of(programme: Programme) -> set[str]:
    found = {kind.entity for kind in types_of(programme)}
    for register in programme.registers.values():
        found |= {register.owner, *(one.target for one in register.links("subject"))}
    return found
