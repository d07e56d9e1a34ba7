"""(五) Share of technology staff and highly skilled workers of one firm.

The sentence asks for a rise and sets no limit; counties and years are summed up by the statistics of the platform.
"""

from __future__ import annotations

from zhiwei.engine import Count, Rate, rule


@rule(
    entity="recognition",
    zh="科技人员和高技能人才比重",
    en="share of technology staff and highly skilled workers",
    cites=("5.4",),
)
def technology_and_skill_share(
    technology_staff: Count, skilled_staff: Count, all_staff: Count
) -> Rate | None:
    """科技人员和高技能人才比重, exact: each person once; not applicable without staff."""
    if all_staff > 0:
        return (technology_staff + skilled_staff) / all_staff
    return None
