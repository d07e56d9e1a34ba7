"""Beginning a filing and saying whom it registers or changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.registration import queries
from zhiwei.platform.registration.models import ENTERED, NEW, Entry, Filing, Kind
from zhiwei.platform.registration.refused import Fault, Refused
from zhiwei.platform.registration.services.common import editable, record, refuse_all
from zhiwei.platform.subjects.models import Subject

FIELDS = (
    "name",
    "legal_form",
    "industry",
    "address",
    "employees",
    "investment_company",
    "public_offer",
    "other_law",
)
"""What an entry says; registered capital is none of it."""
COUNTY = 3


def begin(
    viewer: Viewer, kind: str, *, key: str, enterprise: Subject | None = None, division: str = "",
    organisation: UUID | None = None,
) -> Filing:  # fmt: skip
    """A new filing, or the one begun under the same key before.

    An applicant files for one of his organisations, about one of its enterprises or for a new one; an official takes it
    down at the counter for whoever comes. Raises Refused with every fault, PermissionDenied.
    """
    place = division or (enterprise.division if enterprise else "")
    owner = enterprise.organisation_id if enterprise is not None and organisation is None else organisation
    counter = viewer.may("cases.counter", division=place) and owner not in queries.organisations_of(viewer)
    if not counter and (owner is None or owner not in queries.organisations_of(viewer)):
        raise PermissionDenied(_("您只能为自己的单位办理登记"))
    if not counter and enterprise is not None and enterprise.organisation_id != owner:
        raise PermissionDenied(_("您只能为自己的单位办理登记"))
    with transaction.atomic():
        if found := Filing.objects.filter(key=key).first():
            if (found.kind, found.enterprise_id, found.organisation_id) != (
                kind, enterprise.pk if enterprise else None, owner,
            ):  # fmt: skip
                raise Refused([Fault("", _("编号已用于另一件申请"))])
            return found
        refuse_all(_faults(kind, enterprise, place))
        filing = Filing.objects.create(
            key=key, kind=kind, division=place, enterprise=enterprise, organisation_id=owner, counter=counter,
            made_by_id=viewer.user_id,
        )  # fmt: skip
        if kind in ENTERED and kind != Kind.DIVISION:
            anew = kind in NEW
            Entry.objects.create(
                filing=filing, anew=anew, subject=None if anew else enterprise, industry_edition=EDITIONS[0]
            )
        record(viewer, filing, "begin", kind=kind)
    return filing


def _faults(kind: str, enterprise: Subject | None, place: str) -> list[Fault]:
    found = []
    if kind not in Kind.values:
        found.append(Fault("kind", _("没有这种登记事项")))
    if kind == Kind.ESTABLISHMENT and enterprise is not None:
        found.append(Fault("enterprise", _("设立登记不选已有的企业")))
    if kind != Kind.ESTABLISHMENT and enterprise is None:
        found.append(Fault("enterprise", _("请选择企业")))
    if enterprise is not None and enterprise.entity != "enterprise":
        found.append(Fault("enterprise", _("“%(name)s”不是企业") % {"name": enterprise.name}))
    if place not in load_divisions() or level_of(place) != COUNTY:
        found.append(Fault("division", _("请选择登记机关所在的县（市、区）")))
    return found


def new_entry(viewer: Viewer, filing: Filing, *, goes_on: bool = False, anew: bool = True) -> Entry:
    """One more enterprise that a division leaves: a new one, or the divided one that goes on existing.

    Of a merger the one entry becomes a new enterprise (``anew``) or stays the absorbing one.
    """
    with transaction.atomic():
        held = editable(viewer, filing)
        if held.kind == Kind.MERGER:
            entry = held.entries.get()
            entry.anew, entry.subject = anew, None if anew else held.enterprise
            entry.save()
            record(viewer, held, "entry", number=entry.number, anew=anew)
            return entry
        if held.kind != Kind.DIVISION:
            raise Refused([Fault("", _("只有合并、分立可以选择哪些企业存续、哪些新设"))])
        if goes_on and held.entries.filter(anew=False).exists():
            raise Refused([Fault("", _("存续的企业已经写明"))])
        last = held.entries.order_by("-number").values_list("number", flat=True).first() or 0
        entry = Entry.objects.create(
            filing=held, number=last + 1, anew=not goes_on, subject=held.enterprise if goes_on else None,
            industry_edition=EDITIONS[0],
        )  # fmt: skip
        record(viewer, held, "entry", number=entry.number, anew=entry.anew)
    return entry


def drop_entry(viewer: Viewer, entry: Entry) -> None:
    """Take back an enterprise named for a division, with its contributions."""
    with transaction.atomic():
        held = editable(viewer, entry.filing)
        if held.kind != Kind.DIVISION:
            raise Refused([Fault("", _("这项登记不能没有登记对象"))])
        record(viewer, held, "drop_entry", number=entry.number)
        entry.delete()


def change_entry(viewer: Viewer, entry: Entry, **said: Any) -> Entry:
    """Say what an enterprise is called, its form, industry, address and so on. Raises Refused with every fault.

    Raises TypeError for anything else: capital is the sum of the contributions, sizes and deadlines are the rulebook's.
    """
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"an entry takes no {', '.join(sorted(unknown))}")
    with transaction.atomic():
        held = editable(viewer, entry.filing)
        one = Entry.objects.select_for_update().get(pk=entry.pk)
        for name, value in said.items():
            setattr(one, name, " ".join(value.split()) if isinstance(value, str) else value)
        forms = {each.value for each in current().data.vocabularies["LegalForm"]}
        faults = []
        if one.legal_form and one.legal_form not in forms:
            faults.append(Fault("legal_form", _("没有这种组织形式")))
        if one.industry:
            edition = next((e for e in EDITIONS if one.industry in load_industries().edition(e)), "")
            if not edition:
                faults.append(Fault("industry", _("没有行业代码 %(code)s") % {"code": one.industry}))
            one.industry_edition = edition
        if one.name and len(one.name) < 2:
            faults.append(Fault("name", _("名称太短")))
        refuse_all(faults)
        one.save()
        record(viewer, held, "entry", number=one.number, said=sorted(said))
    return one
