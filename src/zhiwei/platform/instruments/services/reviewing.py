"""Begin the yearly reviews of a place: one case for each platform and year, none twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.instruments.models import Platform, Review
from zhiwei.platform.instruments.services.common import Refused

TYPE = "platform_review"


@dataclass
class Begun:
    """What came of it: cases opened, and platforms that could not be reviewed, each with the reason."""

    opened: list[Case] = field(default_factory=list)
    refused: list[tuple[Platform, str]] = field(default_factory=list)


def begin_reviews(viewer: Viewer, platforms: Iterable[Platform], year: int) -> Begun:
    """Open the review of a year for each platform that has none. Raises Refused where there is no platform left."""
    done = set(Review.objects.filter(year=year).values_list("platform", flat=True))
    left = [one for one in platforms if one.pk not in done]
    if not left:
        raise Refused([_("%(year)d 年度没有待考核的平台") % {"year": year}])
    found = Begun()
    for one in left:
        try:
            found.opened.append(begin(viewer, one, year))
        except cases.Refused as refused:
            found.refused.append((one, str(refused)))
    return found


def begin(viewer: Viewer, platform: Platform, year: int) -> Case:
    """The review of one platform for a year. Raises the cases' Refused, PermissionDenied outside the viewer's divisions."""
    return cases.open_case(
        viewer, TYPE, platform.subject, key=f"{TYPE}/{platform.pk}/{year}", origin=Origin.PROACTIVE.value,
        content={"year": str(year)},
    )  # fmt: skip
