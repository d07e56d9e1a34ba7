"""What a service refuses, in words for people, and how a page says it.

Each room raises a kind of its own, so that one room's refusal is never taken for another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from zhiwei.platform.kit.language import semicolons


class Fault(NamedTuple):
    """One thing wrong in the reader's words; ``field`` is a field of the form, the name of a document, or ''."""

    field: str
    text: str

    def __str__(self) -> str:
        return self.text


class Refused(Exception):
    """An act that was not done; ``faults`` say why, all at once, each with ``field`` and ``text``."""

    faults: list[Any]
    after: Callable[[], object] | None = None
    """What the service has written of the refusal itself; whoever undoes a transaction around it does it once more."""

    def __init__(self, found: Iterable[Any]) -> None:
        self.faults = [Fault("", one) if isinstance(one, str) else one for one in found]
        super().__init__(self.faults)

    def __str__(self) -> str:
        return semicolons(fault.text for fault in self.faults)

    def show(self, form: BaseForm) -> None:
        """Every fault, at its field where the form has it, else at the head."""
        for fault in self.faults:
            form.add_error(fault.field if fault.field in form.fields else None, fault.text)

    def tell(self, request: HttpRequest) -> None:
        """Every fault, on the next page."""
        for fault in self.faults:
            messages.error(request, fault.text)


def done(
    request: HttpRequest, act: Callable[[], object], said: str, address: str, *args: object
) -> HttpResponseBase:
    """What a button does: act and say so, or say why not, and go back to a page."""
    try:
        act()
    except Refused as refused:
        refused.tell(request)
    else:
        messages.success(request, said)
    return redirect(address, *args)


def accepted(request: HttpRequest, form: Form, act: Callable[..., object], said: str) -> bool:
    """Whether what a form asks for was done, which is then said; else the form holds what is wrong."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refused:
        refused.show(form)
        return False
    messages.success(request, said)
    return True


def revision_of(request: HttpRequest) -> int:
    """The state of the record that the page was made from; -1, which no record has, where the form says none."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() else -1
