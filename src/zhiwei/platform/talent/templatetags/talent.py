"""What the templates of the room need: `{% load talent %}`."""

from __future__ import annotations

from fractions import Fraction

from django import template

from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables.columns import NONE, percent
from zhiwei.platform.talent.asking import Limit

register = template.Library()


@register.filter
def rate(value: Fraction | str | None) -> str:
    """`{{ one.ratio|rate }}`: a fraction of 1, or its text, in percent; a dash for none."""
    return NONE if value in (None, "") else percent(Fraction(value))


@register.simple_tag
def told(one: Limit) -> str:
    """`{% told one %}`: a reading in the reader's language."""
    return one.en if lang() == "en" else one.zh
