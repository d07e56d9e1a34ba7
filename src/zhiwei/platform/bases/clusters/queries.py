"""What may be asked of clusters, by whom, and where a firm stands in bases, clusters and chains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import ChainLink, Cluster, ClusterKind, Graduation, Member, Residency
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject


def public() -> QuerySet[Cluster]:
    """Every cluster with the number of its firms of today as ``firms``."""
    today = clock.today()
    here = Q(members__struck_at=None, members__joined_on__lte=today) & (
        Q(members__left_on=None) | Q(members__left_on__gt=today)
    )
    return Cluster.objects.select_related("operator").annotate(firms=Count("members", filter=here))


def own(viewer: Viewer) -> QuerySet[Cluster]:
    """The clusters whose firms the viewer may look at: of his divisions, or run by his organisation."""
    if viewer.is_system:
        return public()
    mine = Q(operator__organisation__in=viewer.organisation_ids)
    return public().filter(Q(division__in=viewer.divisions) | mine)


def own_one(viewer: Viewer, key: UUID) -> Cluster:
    """One of them; raises Http404 alike where there is none and where the viewer may not know of its firms."""
    found = own(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def may_keep(viewer: Viewer, cluster: Cluster) -> bool:
    """Whether the viewer keeps the list of firms: its operator, or general government of the place."""
    return viewer.may(
        "bases.keep", division=cluster.division, organisation_id=cluster.operator.organisation_id
    )


def in_park(firm: Subject, day: date) -> bool:
    """Whether a firm is in a park on a day: a member of one, or a resident of a start-up base."""
    lasting = Q(left_on=None) | Q(left_on__gt=day)
    member = Member.objects.filter(
        lasting, firm=firm, cluster__kind=ClusterKind.PARK, joined_on__lte=day, struck_at=None
    )
    staying = Q(moved_out_on=None) | Q(moved_out_on__gt=day)
    resident = Residency.objects.filter(staying, firm=firm, moved_in_on__lte=day, struck_at=None)
    return member.exists() or resident.exists()


@dataclass(frozen=True, slots=True)
class Places:
    """Where a firm stands: bases it resided in, its graduation, its clusters, whom it supplies and who supplies it."""

    residencies: list[Residency]
    graduations: list[Graduation]
    members: list[Member]
    supplies: list[ChainLink]
    supplied: list[ChainLink]


def places(firm: Subject) -> Places:
    """All that is not struck, the latest first."""
    standing = Q(struck_at=None)
    return Places(
        list(firm.residencies.filter(standing).select_related("base__subject")),
        list(firm.graduations.filter(standing).select_related("base__subject")),
        list(firm.clusters.filter(standing).select_related("cluster")),
        list(firm.supplies.filter(standing).select_related("leader")),
        list(firm.supplied_by.filter(standing).select_related("supplier")),
    )
