"""Banks, guarantors, incubators, bases, agencies: the other bodies of the demonstration."""

from __future__ import annotations

from datetime import date

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.demo.files import read
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

FOUNDED = date(2009, 9, 1)


def write() -> dict[str, Subject]:
    """Register them; by ``kind-number`` in the order of the file."""
    found: dict[str, Subject] = {}
    divisions = load_divisions()
    for body in read("bodies")["bodies"]:
        for number, code in enumerate(body["at"], start=1):
            name = body["name"].format(place=divisions[code].name)
            organisation = Organisation.objects.create(kind=body["organisation"], name=name, division=code)
            found[f"{body['kind']}-{number}"] = create_subject(
                SYSTEM,
                entity=body["kind"],
                name=name,
                division=code,
                founded_on=FOUNDED,
                received_on=FOUNDED,
                personal_name=False,
                organisation=organisation,
            )
    return found
