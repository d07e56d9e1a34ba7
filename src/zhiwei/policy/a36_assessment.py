"""(三十六) 目标责任制考核: the score of one indicator, and when it may be published."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Number, Rate, rule


@rule(entity="assessment_item", zh="目标完成率", en="share of the target achieved", cites=("36.1",))
def target_achieved_share(achieved: Number, target: Number) -> Rate | None:
    """目标完成率, exact, at most all of it; not applicable without a target."""
    if target > 0:
        return min(achieved / target, 1)
    return None


@rule(entity="assessment_item", zh="指标得分", en="score of the indicator", cites=("36.1",))
def item_score(target_achieved_share: Rate, item_weight: Rate) -> Rate:
    """指标得分, exact: the share achieved times the weight; the scores of all indicators add up."""
    return target_achieved_share * item_weight


@rule(entity="assessment_item", zh="申诉期满无未办结申诉", en="appeal over, none open", cites=("36.1",))
def appeal_passed(inputs_shown_on: Date, appeal_ends_on: Date, open_appeals: Count, as_of: Date) -> Flag:
    """申诉期满无未办结申诉: the inputs were shown, the last day of appeal is over, every appeal is settled."""
    return inputs_shown_on <= appeal_ends_on < as_of and open_appeals == 0


PUBLICATION = Measure(
    id="36.1",
    entity="assessment_item",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="公布考核结果",
    en="publication of the assessment",
    window=("assessment_window",),
    criteria=("appeal_passed",),
    cites=("36.1",),
)
