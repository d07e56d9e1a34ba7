"""What a list says of itself, so that it can be filled from a file: whose it is, its columns, how one row is entered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.list_files.shown import LARGE
from zhiwei.platform.subjects.models.list_uploads import Result

Words = str | Promise
M = TypeVar("M", bound=Model)


class Done(NamedTuple):
    """What entering a row does: new, changed or the same; ``told`` says what changes."""

    result: Result
    told: str = ""


class ListFile(ABC):
    """A list with a form for one row, whose fields are the columns of its file.

    ``name`` stands in addresses. ``permission`` is the row of the table of permissions that allows to keep it. ``key`` are
    the fields that tell two rows apart; a file has each once; empty where only the list itself tells. ``heads`` are headings of the template that differ from the
    label of the field, ``names`` further headings under which a column may come. A heading's bracket holds its unit.
    Without any of the fields ``saying`` a row says nothing and is passed over. A file has at most ``most`` rows. Amounts from ``large`` fen on are to be looked at twice; None where they are usual.
    """

    name: ClassVar[str]
    title: ClassVar[Words]
    note: ClassVar[Words]
    permission: ClassVar[str]
    form: ClassVar[type[forms.Form]]
    key: ClassVar[Sequence[str]]
    heads: ClassVar[Mapping[str, Words]] = {}
    names: ClassVar[Mapping[str, Sequence[Words]]] = {}
    saying: ClassVar[Sequence[str]] = ()
    most: ClassVar[int] = 500
    large: ClassVar[int | None] = LARGE

    @abstractmethod
    def target(self, viewer: Viewer, key: str) -> Any:
        """Whose list it is, for who may keep it. Raises Http404 for what the viewer does not see, PermissionDenied."""

    @abstractmethod
    def whose(self, target: Any) -> str:
        """What the target is called."""

    @abstractmethod
    def page(self, viewer: Viewer, target: Any) -> str:
        """The address of the list."""

    @abstractmethod
    def division(self, target: Any) -> str:
        """The place the audit files it under."""

    @abstractmethod
    def enter(self, viewer: Viewer, target: Any, given: dict[str, Any]) -> Done:
        """Enter a row as the form gives it, without the columns that the file lacks: what they say of a record that is there
        stays. Raises the room's Refused with every fault, PermissionDenied."""

    def row(self, viewer: Viewer, target: Any, data: Mapping[str, str] | None = None) -> forms.Form:
        """The form of a row."""
        return self.form(data)

    def owners(self, target: Any) -> Mapping[Words, Collection[str]]:
        """Headings that say whose a row is, each with what may stand below it: rows of others are refused."""
        return {}

    def fields(self, viewer: Viewer, target: Any) -> dict[str, forms.Field]:
        """The columns by name, in order."""
        form = self.row(viewer, target)
        return {name: one for name, one in form.fields.items() if not one.widget.is_hidden}

    def heading(self, name: str, field: forms.Field) -> str:
        """What a column is called, in the language of the page."""
        return str(self.heads.get(name) or field.label or name)


def row_of(rows: QuerySet[M], **key: Any) -> M | None:
    """The row that an address names, None where there is none and for what is no key at all."""
    try:
        return rows.filter(**key).first()
    except (ValidationError, ValueError):
        return None


_kinds: dict[str, ListFile] = {}


def add_list_file(one: ListFile) -> None:
    """Hand in a list in a room's ``AppConfig.ready``."""
    _kinds[one.name] = one


def list_file(name: str) -> ListFile | None:
    """The list of a name, None where there is none."""
    return _kinds.get(name)
