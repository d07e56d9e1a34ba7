"""Industry codes against the edition of the classification that the row names."""

from __future__ import annotations

from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.population.defects import Problem
from zhiwei.population.row_problems import wrong_edition


def check_industry(code: str, edition: str | None) -> Problem | None:
    """What is wrong with a code in an edition (2011, 2017); nothing where no edition is named."""
    industries = load_industries()
    if edition not in EDITIONS or code in industries.edition(edition):
        return None
    other = next((e for e in EDITIONS if e != edition and code in industries.edition(e)), None)
    return wrong_edition(edition, other)
