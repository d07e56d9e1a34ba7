"""知微: the Zhejiang Opinions of 2012 on small and micro enterprises (浙政发〔2012〕47号) as running law."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhiwei.engine import Rulebook

__version__ = "0.1.0"
__all__ = ["__version__", "rulebook"]


def rulebook() -> Rulebook:
    """规则集: all rules, parameters and measures of today's source, checked.

    Imported on first call, so that `import zhiwei` stays free of the law's loading time.
    Raises the engine's load error, with every defect at once, if the source contradicts itself.
    """
    from zhiwei.policy import book

    return book.rulebook()
