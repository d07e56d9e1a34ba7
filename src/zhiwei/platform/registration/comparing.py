"""Two versions of a list of approval items compared: what was removed, steps and days saved (17.8)."""

from __future__ import annotations

from dataclasses import dataclass

from zhiwei.platform.registration.models import Item, ItemList


@dataclass(frozen=True, slots=True)
class Change:
    """One item in both versions, in the older only, or in the newer only.

    ``days`` and ``steps`` are what was saved, below zero where it takes longer; None where the two count their days
    differently, or the item is in one version only.
    """

    code: str
    title: str
    old: Item | None
    new: Item | None
    steps: int | None
    days: int | None
    statutory: int | None

    @property
    def state(self) -> str:
        """removed, added, changed or same."""
        if self.new is None:
            return "removed"
        if self.old is None:
            return "added"
        same = (self.steps, self.days, self.statutory) == (0, 0, 0)
        return "same" if same else "changed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every item, and the sums: of items in both versions the steps and promised days saved."""

    older: ItemList
    newer: ItemList
    changes: list[Change]

    @property
    def removed(self) -> int:
        """Items that are gone."""
        return sum(one.state == "removed" for one in self.changes)

    @property
    def added(self) -> int:
        """Items that are new."""
        return sum(one.state == "added" for one in self.changes)

    @property
    def steps_saved(self) -> int:
        """Steps saved in the items that stay."""
        return sum(one.steps or 0 for one in self.changes)

    @property
    def days_saved(self) -> int:
        """Promised days saved in the items that stay."""
        return sum(one.days or 0 for one in self.changes)


def compare(older: ItemList, newer: ItemList) -> Comparison:
    """The two versions item by item, by their codes."""
    old = {one.code: one for one in older.items.all()}
    new = {one.code: one for one in newer.items.all()}
    changes = [_change(code, old.get(code), new.get(code)) for code in sorted(old.keys() | new.keys())]
    return Comparison(older, newer, changes)


def _change(code: str, old: Item | None, new: Item | None) -> Change:
    one = new or old
    assert one is not None
    if old is None or new is None:
        return Change(code, one.title, old, new, None, None, None)
    alike = old.unit == new.unit
    return Change(
        code, one.title, old, new, old.steps - new.steps,
        old.promised_days - new.promised_days if alike else None,
        old.statutory_days - new.statutory_days if alike else None,
    )  # fmt: skip
