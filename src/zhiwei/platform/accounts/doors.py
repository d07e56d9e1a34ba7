"""The doors of the rooms: what stands on the public first page and on the officials' desk, handed in when rooms start."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from zhiwei.platform.accounts.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Door:
    """A door: its label, what is behind it in a few words, its address, the permission without which it is not shown."""

    label: str | Promise
    behind: str | Promise
    address: str
    permission: str = ""


_public: list[Door] = []
_office: list[Door] = []


def add_public_door(label: str | Promise, behind: str | Promise, address: str) -> None:
    """Hand in a door of the public first page, in a room's ``AppConfig.ready``."""
    _public.append(Door(label, behind, address))


def add_office_door(
    label: str | Promise, behind: str | Promise, address: str, *, permission: str = ""
) -> None:
    """Hand in a door of the officials' desk, in a room's ``AppConfig.ready``."""
    _office.append(Door(label, behind, address, permission))


def public_doors() -> list[Door]:
    """The doors that everybody sees, in the order of the rooms."""
    return list(_public)


def office_doors(viewer: Viewer) -> list[Door]:
    """The doors that open to an official."""
    return [one for one in _office if not one.permission or viewer.may(one.permission)]
