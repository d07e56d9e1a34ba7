"""The words of codes that records keep: those that the models' own fields give their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.utils.functional import Promise


def word(name: str, code: str) -> str:
    """What the code of a field is called; '' where no field of that name has words for it, or two have different ones."""
    told = {str(label) for label in _words().get(name, {}).get(code, ())}
    return told.pop() if len(told) == 1 else ""


@cache
def _words() -> Mapping[str, Mapping[str, frozenset[str | Promise]]]:
    """Field, code, words, over all models that keep records."""
    found: defaultdict[str, defaultdict[str, set[str | Promise]]] = defaultdict(lambda: defaultdict(set))
    for model in apps.get_models():
        for field in model._meta.get_fields():
            for code, label in getattr(field, "flatchoices", None) or ():
                found[field.name][str(code)].add(label)
    return {name: {code: frozenset(said) for code, said in codes.items()} for name, codes in found.items()}
