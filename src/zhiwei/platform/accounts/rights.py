"""Who is asking: what every query and service of the platform is given instead of a user."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from zhiwei.platform.accounts import tasks
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.roles import ADMINISTRATORS, OFFICIALS, READERS, Role


class Unsaid(Enum):
    """Told from None, which is said: no division, no organisation."""

    ANYWHERE = "anywhere"


ANYWHERE = Unsaid.ANYWHERE
"""Asked of a permission: whether the act may be done at all, for some division or organisation."""

Division = str | None | Unsaid
OrganisationId = uuid.UUID | None | Unsaid


@dataclass(frozen=True)
class Grant:
    """One role that counts today: of the viewer's own, or of an official on leave (``acting_for``, a name and office)."""

    role: Role
    organisation_id: uuid.UUID
    organisation: str
    division: str = ""
    membership_id: uuid.UUID | None = None
    acting_for: str = ""

    def reaches(self, act: str, division: Division, organisation_id: OrganisationId) -> bool:
        """Whether this role may do an act, in a division or for an organisation; with neither asked: anywhere at all."""
        reach = scopes(self.role, act)
        if Scope.EVERYWHERE in reach or (reach and division is ANYWHERE and organisation_id is ANYWHERE):
            return True
        if Scope.DIVISION in reach and isinstance(division, str) and division in covered_by(self.division):
            return True
        return Scope.OWN in reach and organisation_id == self.organisation_id


@dataclass(frozen=True)
class Viewer:
    """Who asks, what he holds today and from where he comes.

    ``needs_factor``: an official who has not shown a second factor; his roles do not count until then.
    ``is_system``: a command or a job of the installation itself, which may do everything and is named so in the audit.
    """

    user_id: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    day: date | None = None
    origin: str = field(default="", compare=False)
    needs_factor: bool = False
    is_system: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Nobody who has logged in."""
        return self.user_id is None and not self.is_system

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held today, stood-in ones included."""
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def is_official(self) -> bool:
        """Whether the viewer sees a division; administrators do not."""
        return not OFFICIALS.isdisjoint(self.roles)

    @cached_property
    def is_administrator(self) -> bool:
        """Whether the viewer is the system, security or audit administrator."""
        return not ADMINISTRATORS.isdisjoint(self.roles)

    @cached_property
    def only_reads(self) -> bool:
        """Whether the viewer holds roles that see and change nothing, and no other."""
        return bool(self.roles) and self.roles <= READERS

    @cached_property
    def divisions(self) -> frozenset[str]:
        """All division codes the viewer's official roles cover, those below and the abolished ones included."""
        return frozenset().union(*(covered_by(g.division) for g in self.grants if g.role in OFFICIALS))

    @cached_property
    def organisation_ids(self) -> frozenset[uuid.UUID]:
        """The organisations the viewer belongs to in roles of no official: firms, banks, services."""
        return frozenset(g.organisation_id for g in self.grants if g.role not in OFFICIALS | ADMINISTRATORS)

    def has(self, *roles: Role) -> bool:
        """Whether the viewer holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    def covers(self, division: str, *roles: Role) -> bool:
        """Whether an official role of the viewer (one of ``roles``, if any are named) covers a division."""
        if self.is_system:
            return True
        wanted = frozenset(roles) or OFFICIALS
        return any(division in covered_by(g.division) for g in self.grants if g.role in wanted & OFFICIALS)

    def grant_for(
        self, act: str, *, division: Division = ANYWHERE, organisation_id: OrganisationId = ANYWHERE
    ) -> Grant | None:
        """The role by which the viewer may do an act, his own before one he stands in for; None where he may not.

        With neither division nor organisation: anywhere at all. A division or organisation of None fits no such role.
        """
        able = [g for g in self.grants if g.reaches(act, division, organisation_id)]
        return min(able, key=lambda grant: bool(grant.acting_for), default=None)

    def may(
        self, act: str, *, division: Division = ANYWHERE, organisation_id: OrganisationId = ANYWHERE
    ) -> bool:
        """Whether the table of permissions allows an act there. Raises KeyError for an act it does not know."""
        granted = self.grant_for(act, division=division, organisation_id=organisation_id)
        return self.is_system or granted is not None

    @property
    def office(self) -> str:
        """Offices and roles in words, without the person's name: what a firm is told of who looked at it; of the installation
        itself what it is doing."""
        if self.is_system:
            return tasks.current()
        own = [grant for grant in self.grants if not grant.acting_for] or list(self.grants)
        return "；".join(f"{grant.organisation}（{Role(grant.role).label}）" for grant in own)


ANONYMOUS = Viewer()
SYSTEM = Viewer(name="系统", is_system=True)
