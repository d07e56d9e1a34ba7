"""Django's own checks look at the case types too, so that a defect stops `migrate`, `check` and the start."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from zhiwei.engine.errors import LoadError
from zhiwei.platform.cases.casetypes import registry


@register
def case_types(app_configs: Any, **options: Any) -> list[Error]:
    """An error for each defect of a case type."""
    try:
        registry.all_types()
    except LoadError as error:
        return [Error(str(defect), id="cases.E001") for defect in error.defects]
    return []
