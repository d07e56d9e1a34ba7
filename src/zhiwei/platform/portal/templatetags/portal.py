"""Small helpers of the public pages' templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhiwei.engine.declare import Measure
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.words import MODALITY_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.law.notes import note_text
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.portal.citation_links import document_url
from zhiwei.platform.portal.language import lang, pick
from zhiwei.platform.portal.law_words import boundary_text, entry_value, unit_text
from zhiwei.platform.portal.reading import Read

register = template.Library()


@register.simple_tag
def english(gloss: str) -> SafeString:
    """The English gloss of a sentence, on English pages only."""
    return (
        format_html('<p class="gloss" lang="en">{}</p>', gloss)
        if lang() == "en" and gloss
        else SafeString("")
    )


FRAGMENTS_KEPT = 512
_fragments: dict[tuple[str, ...], SafeString] = {}


@register.simple_tag
def kept(template_name: str, key: object, **context: Any) -> SafeString:
    """A part of a page that only the rulebook, the language and a key decide; rendered once in a process.

    The one made longest ago goes first. Nothing of the request may stand in it.
    """
    named = (template_name, current().hash, lang(), str(key))
    found = _fragments.get(named)
    if found is None:
        found = _fragments[named] = render_to_string(template_name, context)
        while len(_fragments) > FRAGMENTS_KEPT:
            _fragments.pop(next(iter(_fragments)), None)
    return found


@register.simple_tag
def document_address(number: str) -> str:
    """The address of a document's page."""
    return document_url(number)


@register.filter
def law_label(item: Any) -> str:
    """The label of a measure, parameter, variable or word of the law's data, in the reader's language."""
    return pick(item.zh, item.en)


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """The entry of a mapping, None where there is none."""
    return mapping.get(key)


@register.filter
def entity_label(name: str) -> str:
    """How a kind of subject is called."""
    entity = current().entities[name]
    return pick(entity.zh, entity.en)


@register.filter
def modality(measure: Measure) -> str:
    """What a measure does to its subject."""
    return of_pair(MODALITY_WORDS[measure.modality.value], lang())


@register.filter
def boundary(word: str) -> str:
    """Whether a limit includes the number itself."""
    return boundary_text(word)


@register.filter
def first_value(parameter: Parameter) -> str:
    """The value that the Opinions' own time had: the first one recorded from them, else the first of all."""
    quoted = [entry for entry in parameter.values if entry.evidence == "S"]
    return entry_value(parameter, (quoted or list(parameter.values))[0], current().data, lang())


@register.filter
def reading_default(parameter: Parameter) -> str:
    """The reading that answers are given by unless another is chosen."""
    assert parameter.reading is not None
    members = current().data.vocabularies[parameter.type.enum or ""]
    chosen = next(m for m in members if m.value == parameter.reading["default"])
    return pick(chosen.zh, chosen.en)


@register.filter
def slug(measure_id: str) -> str:
    """A measure's id as it may stand in an element's id."""
    return measure_id.replace("/", "-").replace(".", "-")


@register.filter
def ask_url(read: Read, fact: str) -> str:
    """The question for a fact, with what an answer page was asked."""
    return read.ask_url(fact)


@register.filter
def note(text: str) -> str:
    """A note beside a dated value in the reader's language."""
    return note_text(text, lang())


@register.filter
def unit(name: str) -> str:
    """A unit in the reader's language."""
    return unit_text(name, lang())
