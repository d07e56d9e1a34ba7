"""Django's own checks look at the programmes too, so that a defect stops `migrate`, `check` and the start."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from zhiwei.engine.errors import LoadError
from zhiwei.platform.cases.casetypes import registry as cases
from zhiwei.platform.programmes.files import registry


@register
def programmes(app_configs: Any, **options: Any) -> list[Error]:
    """An error for each defect of a programme; those of case types are told by their own check."""
    try:
        cases.all_types()
    except LoadError:
        return []
    try:
        registry.all_programmes()
    except LoadError as error:
        return [Error(str(defect), id="programmes.E001") for defect in error.defects]
    return []
