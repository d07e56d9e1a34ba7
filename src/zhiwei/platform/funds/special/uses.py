"""The four uses of the provincial SME fund (26.2): every promise of such a fund carries one, or the ledger refuses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.loading import read_yaml
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.funds.amounts import held
from zhiwei.platform.kit.language import listed
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import Fault, quoted
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund

SENTENCE = "26.2"
FIELD = "use"
"""The field of an application for a project that names its use."""
DATA = Path(__file__).parent.parent / "data" / "uses.yaml"


class Use(models.TextChoices):
    """The sentence's own list."""

    INNOVATION = "innovation", gettext_lazy("科技创新")
    SERVICES = "services", gettext_lazy("创业创新服务体系建设")
    FINANCING = "financing", gettext_lazy("融资服务体系建设")
    TRAINING = "training", gettext_lazy("教育培训服务")


@cache
def by_sentence(path: Path = DATA) -> dict[str, Use]:
    """The use that a sentence other than 26.2 stands for, by its id.

    Raises LoadError with every unknown use and sentence, and every sentence that stands twice.
    """
    defects: list[Defect] = []
    found: dict[str, Use] = {}
    for use, sentences in ((read_yaml(path, defects) or {}).get("uses") or {}).items():
        if use not in Use.values:
            defects.append(Defect(path.name, f"unknown use {use}", suggest(use, Use.values)))
            continue
        for sentence in sentences:
            if sentence_of(sentence) is None:
                defects.append(Defect(path.name, f"no sentence {sentence}"))
            elif sentence in found:
                defects.append(Defect(path.name, f"{sentence} stands twice", "keep one"))
            found[sentence] = Use(use)
    if defects:
        raise LoadError(defects)
    return found


def is_sme_fund(fund: Fund) -> bool:
    """Whether a fund is a provincial SME special fund."""
    return fund.level == Level.PROVINCE and SENTENCE in fund.purposes


def use_of(one: Commitment, named: Mapping[str, Use] | None = None) -> Use | None:
    """The use a promise carries: that of its sentence; under 26.2 itself the one its case names. None where there is none.

    ``named`` are the uses of cases where they were read before.
    """
    number = one.sentence.partition("/")[0]
    if number != SENTENCE:
        return by_sentence().get(number)
    return (named_in([one.case]) if named is None else named).get(one.case)


def named_in(cases: Iterable[str]) -> dict[str, Use]:
    """The uses that applications name, by the key of their case; one query."""
    keys = []
    for case in set(cases):
        try:
            keys.append(UUID(case))
        except ValueError:
            continue
    rows = Case.objects.filter(pk__in=keys).values_list("pk", "content")
    said = {str(pk): str(content.get(FIELD, "")) for pk, content in rows}
    return {key: Use(name) for key, name in said.items() if name in Use.values}


def without_use(fund: Fund, new: Commitment) -> Iterator[Fault]:
    """What stands against a promise of a provincial SME fund: it carries none of the four uses."""
    if is_sme_fund(fund) and use_of(new) is None:
        uses = listed(one.label for one in Use)
        said = _("“%(fund)s”的每一笔资金须写明用途：%(uses)s（%(text)s）")
        yield Fault("use", said % {"fund": fund.name, "uses": uses, "text": quoted(SENTENCE)}, SENTENCE)


def spent(funds: list[Fund]) -> dict[Use, int]:
    """Fen promised and paid of some funds by use, each use there even without money."""
    found: Counter[Use] = Counter(dict.fromkeys(Use, 0))
    rows = list(Commitment.objects.filter(fund__in=funds).exclude(state__in=ENDED))
    named = named_in(one.case for one in rows if one.sentence == SENTENCE)
    for one in rows:
        use = use_of(one, named)
        if use is not None:
            found[use] += held(one)
    return dict(found)
