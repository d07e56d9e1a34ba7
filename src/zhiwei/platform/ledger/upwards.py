"""What rooms above know and the ledger shows or heeds: words for the kinds of basis they use, the pages of their cases,
what more a fund's purpose asks of a promise, and what follows when money that was claimed moves.

They hand it in when they start; the ledger itself knows no case and no invoice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.ledger.faults import Fault
from zhiwei.platform.ledger.models import Commitment, Fund

_kinds: dict[str, Callable[[str], str]] = {}
_kept: dict[str, Callable[[Collection[str]], Mapping[str, str]]] = {}
_finders: list[Callable[[str, str], str | None]] = []
_cases: list[Callable[[Viewer, str, bool], tuple[str, str] | None]] = []
_conditions: list[Callable[[Fund, Commitment], Iterable[Fault]]] = []
_followers: list[Callable[[list[Commitment]], object]] = []


def add_basis(kind: str, words: Callable[[str], str]) -> None:
    """Hand in the words of a kind of basis, in a room's ``AppConfig.ready``; ``words`` gets the key of the basis.

    They are asked in the reader's language, so ``words`` translates when it is called.
    """
    _kinds[kind] = words


def add_kept_basis(kind: str, words: Callable[[Collection[str]], Mapping[str, str]]) -> None:
    """The same for a kind whose words stand in the database: ``words`` gets many keys at once and gives those of each."""
    _kept[kind] = words


def add_bases(words: Callable[[str, str], str | None]) -> None:
    """Hand in the words of kinds of basis that are known by files: from kind and key, None for a kind of another room."""
    _finders.append(words)


def basis_text(kind: str, key: str) -> str:
    """A basis as people call it (``发票 00330208``); kind and key as they are where no room knows the kind."""
    return basis_texts([(kind, key)])[kind, key]


def basis_texts(bases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The same of many, by kind and key: what stands in the database is asked for once for all bases of a kind."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for kind, key in bases:
        keys[kind].add(key)
    return {(kind, key): text for kind, some in keys.items() for key, text in _texts(kind, some).items()}


def _texts(kind: str, keys: Collection[str]) -> Mapping[str, str]:
    if kind in _kept:
        return _kept[kind](keys)
    words = _kinds.get(kind)
    return {key: words(key) if words else _found(kind, key) for key in keys}


def _found(kind: str, key: str) -> str:
    found = (finder(kind, key) for finder in _finders)
    return next((text for text in found if text), f"{kind} {key}".strip())


def add_case_page(address: Callable[[Viewer, str, bool], tuple[str, str] | None]) -> None:
    """Hand in the room of cases: number and address of a case for a viewer (in the office or on his own pages).

    None where there is no such case or the viewer may not open it.
    """
    _cases.append(address)


def case_page(viewer: Viewer, key: str, *, office: bool) -> tuple[str, str] | None:
    """Number and address of the case of a commitment where the viewer may read it; None where he may not, or it has none."""
    found = (address(viewer, key, office) for address in _cases) if key else ()
    return next((one for one in found if one), None)


def add_condition(against: Callable[[Fund, Commitment], Iterable[Fault]]) -> None:
    """Hand in what stands against a promise of a fund beside purpose, period and balance, with the sentence that asks it."""
    _conditions.append(against)


def conditions(fund: Fund, new: Commitment) -> list[Fault]:
    """Every fault that rooms above find with a promise that is to be."""
    return [fault for against in _conditions for fault in against(fund, new)]


def add_follower(follow: Callable[[list[Commitment]], object]) -> None:
    """Hand in what is to happen when claimed money came back, was given up, or such a booking was reversed.

    It runs within the ledger's transaction, before the act is written.
    """
    _followers.append(follow)


def claims_moved(moved: list[Commitment]) -> None:
    """Tell the rooms above."""
    for follow in _followers:
        follow(moved)
