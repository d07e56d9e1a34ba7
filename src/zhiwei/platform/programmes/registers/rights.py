"""Who may keep a register, see its records and move them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.roles import OFFICIALS, Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.programmes.files.model import OWNER, Move, Programme, Register
from zhiwei.platform.programmes.models import Link, Record
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import divisions_for, organisations_for

KEEP, READ = "programmes.keep", "programmes.read"


def offered(programme: Programme, division: str) -> bool:
    """Whether a programme is offered in a place."""
    return not programme.divisions or any(division in covered_by(code) for code in programme.divisions)


def may_keep(
    viewer: Viewer, programme: Programme, register: Register, owner: Subject | None, division: str
) -> bool:
    """Whether the viewer may enter and change records of an owner, or of a place, in a register."""
    if not offered(programme, division):
        return False
    return any(_is(viewer, actor, owner, division, None) for actor in register.keepers)


def may_move(viewer: Viewer, record: Record, move: Move) -> bool:
    """Whether the viewer is one of the actors of a move for this record."""
    return any(_is(viewer, actor, record.owner, record.division, record) for actor in move.actors)


def _is(viewer: Viewer, actor: str, owner: Subject | None, division: str, record: Record | None) -> bool:
    if viewer.is_system:
        return True
    if actor == OWNER:
        return owner is not None and _acts_for(viewer, owner.organisation_id)
    if actor in Role.values:
        role = Role(actor)
        if role in OFFICIALS:
            return viewer.covers(division, role) and viewer.may(KEEP, division=division)
        own = owner.organisation_id if owner is not None else None
        return _acts_for(viewer, own) and viewer.has(role)
    linked = (
        record.links.filter(field=actor).select_related("subject").first() if record is not None else None
    )
    return linked is not None and _acts_for(viewer, linked.subject.organisation_id)


def _acts_for(viewer: Viewer, organisation: UUID | None) -> bool:
    return (
        organisation is not None
        and organisation in viewer.organisation_ids
        and viewer.may(KEEP, organisation_id=organisation)
    )


def visible(viewer: Viewer, programme: str = "", register: str = "") -> QuerySet[Record]:
    """The records a viewer may see: officials those of their divisions, others those of or about their own subjects, and
    those of a place that name nobody."""
    rows = Record.objects.select_related("owner")
    if programme:
        rows = rows.filter(programme=programme)
    if register:
        rows = rows.filter(register=register)
    if viewer.is_system:
        return rows
    own = organisations_for(viewer, READ)
    named = Link.objects.filter(record=OuterRef("pk"))
    linked = Exists(named.filter(subject__organisation__in=own))
    placed = Q(division__in=sorted(divisions_for(viewer, READ)))
    nobodys = Q(owner=None) & ~Exists(named) if own else Q(pk__in=[])
    return rows.filter(placed | Q(owner__organisation__in=own) | linked | nobodys)


def visible_one(viewer: Viewer, key: UUID) -> Record:
    """One record; raises Http404 alike where there is none and where the viewer may not know of it."""
    found = visible(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def place_of(viewer: Viewer) -> str:
    """The division for which an official enters records that belong to no subject: his own office's; '' for others."""
    return next((grant.division for grant in viewer.grants if grant.division), "")


def owners(viewer: Viewer, programme: Programme, register: Register) -> QuerySet[Subject]:
    """The subjects for which the viewer may keep records."""
    rows = Subject.objects.filter(entity=register.owner, state=Subject.State.ACTIVE)
    if viewer.is_system:
        return rows
    able = Q(pk__in=[])
    roles = {Role(one) for one in register.keepers if one in Role.values}
    if roles & OFFICIALS and any(grant.role in roles for grant in viewer.grants):
        codes = {code for grant in viewer.grants if grant.role in roles & OFFICIALS for code in covered_by(grant.division)}  # fmt: skip
        able |= Q(division__in=sorted(codes & divisions_for(viewer, KEEP)))
    own_roles = roles - OFFICIALS
    if OWNER in register.keepers or viewer.has(*own_roles):
        able |= Q(organisation__in=organisations_for(viewer, KEEP))
    if programme.divisions:
        codes = {code for one in programme.divisions for code in covered_by(one)}
        rows = rows.filter(division__in=sorted(codes))
    return rows.filter(able).order_by("name")
