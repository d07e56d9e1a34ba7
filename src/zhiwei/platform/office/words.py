"""Words that the desk's pages share."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIZE_WORDS: Mapping[str, str | Promise] = {
    "micro": _("微型"),
    "small": _("小型"),
    "medium": _("中型"),
    "large": _("大型"),
    "not_covered": _("不适用划型标准"),
    "": _("事实不足"),
}
