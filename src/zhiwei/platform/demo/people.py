"""Who logs in to the demonstration, with one click or with the password that the start prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.roles import OFFICIALS, Role
from zhiwei.platform.demo.files import read
from zhiwei.platform.subjects.models import Contact, Subject

PASSWORD = "zhiwei-demo-2012"  # of made-up people on a machine of the reader's own
SINCE = date(2012, 4, 24)


def write(firms: Sequence[Mapping[str, Any]], bodies: Mapping[str, Subject]) -> list[User]:
    """Make the people of ``data/people.yaml``, their organisations and roles."""
    made = []
    for person in read("people")["people"]:
        user = User.objects.create_user(person["username"], PASSWORD, display_name=person["name"], demo=True)
        role = Role(person["role"])
        for organisation in _organisations(person, firms, bodies):
            division = person.get("division", "") if role in OFFICIALS else ""
            Membership.objects.create(
                user=user,
                organisation=organisation,
                role=role,
                division=division,
                from_day=SINCE,
                source="demo",
            )
        made.append(user)
    return made


def log_ins() -> list[tuple[str, str, str]]:
    """User name, name and roles with their organisations of everybody in the demonstration."""
    held = (
        Membership.objects.filter(user__demo=True).select_related("user", "organisation").order_by("user_id")
    )
    found: dict[str, tuple[str, list[str]]] = {}
    for one in held:
        texts = found.setdefault(one.user.username, (one.user.display_name, []))[1]
        texts.append(f"{one.get_role_display()}，{one.organisation}")
    return [(username, name, "；".join(texts)) for username, (name, texts) in found.items()]


def _organisations(
    person: Mapping[str, Any], firms: Sequence[Mapping[str, Any]], bodies: Mapping[str, Subject]
) -> list[Organisation]:
    if "body" in person:
        named = [bodies[name].organisation for name in (person["body"], *person.get("also", ()))]
        return [one for one in named if one is not None]
    if "firm" in person:
        return [_of_firm(code, firms) for code in (person["firm"], *person.get("also", ()))]
    found, _ = Organisation.objects.get_or_create(
        kind=person["kind"], name=person["organisation"], division=person.get("division", "")
    )
    return [found]


def _of_firm(county: str, firms: Sequence[Mapping[str, Any]]) -> Organisation:
    """The organisation of the county's first small company among those with rich files, of a trade of the data file."""
    trades = read("people")["trades"].get(county, ())
    local = [f for f in firms if f["division"] == county]
    small = [f for f in local if f["size"] == "small"] or local
    fitting = [f for f in small if f["industry_code"] and f["industry_code"][:2] in trades]
    subject = Subject.objects.get(pk=(fitting or small)[0]["key"])
    if subject.organisation is None:
        subject.organisation = Organisation.objects.create(
            kind=Organisation.Kind.ENTERPRISE, name=subject.name, division=county
        )
        subject.save(update_fields=["organisation"])
        Contact.objects.create(
            subject=subject, person="（示例）联系人", phone="0571-00000000", address="（示例）地址"
        )
    return subject.organisation
