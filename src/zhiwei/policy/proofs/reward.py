"""Claims on the reward of 27.2: within its bounds whatever a locality decides, and what it does to the notches."""

from __future__ import annotations

from zhiwei.engine.proof.claims import REFUTED, Always, Claim, Notch, Notches

PROVINCE = "330000"
DAYS = ("2012-06-30", "2015-06-30")


def _decision(share: str) -> dict[str, object]:
    return {
        "division": PROVINCE,
        "document": f"assumed: share {share}",
        "filed_on": "2012-01-01",
        "sentence": "27.2",
        "from": "2012-01-01",
        "fills": {"reward_share": share},
    }


def _notches(name: str, zh: str, en: str, share: str, reading: str, *listed: Notch) -> Notches:
    return Notches(
        id=f"27.2/notches-{name}",
        zh=f"2012年：{zh}时税后所得加奖励的断崖",
        en=f"2012: notches of the income after tax and reward, {en}",
        cites=("27.2", "27.3"),
        as_of="2012-06-30",
        decisions=(_decision(share),),
        readings={"reward_base_reading": reading},
        fact="taxable_income",
        less=("corporate_income_tax",),
        plus=("27.2",),
        notches=listed,
    )


CLAIMS: tuple[Claim, ...] = (
    *(
        Always(
            id=f"27.2/within-base-{day[:4]}",
            zh=f"{day[:4]}年：无论地方如何决定，奖励不高于超出部分地方税收贡献",
            en=f"{day[:4]}: whatever a locality decides, the reward never exceeds the local tax contribution",
            cites=("27.2",),
            as_of=day,
            any_decision=True,
            holds="reward_amount <= reward_base and reward_amount >= 0",
            of=("reward_amount", "27.2"),
        )
        for day in DAYS
    ),
    Always(
        id="27.2/within-tax",
        zh="无论地方如何决定，奖励不高于应纳税额",
        en="whatever a locality decides, the reward never exceeds the tax",
        cites=("27.2",),
        as_of="2012-06-30",
        any_decision=True,
        given="corporate_income_taxpayer",
        holds="reward_amount <= corporate_income_tax",
        of=("reward_amount", "27.2"),
    ),
    Always(
        id="27.2/always-something",
        zh="（不成立）在奖励区间内总有奖励",
        en="(not so) within the band there is always a reward",
        cites=("27.2",),
        as_of="2012-06-30",
        any_decision=True,
        given="small_low_profit and income_above_reward_floor and income_within_reward_cap",
        holds="reward_amount > 0",
        of=("reward_amount", "27.2"),
        expected=REFUTED,
    ),
    _notches(
        "half", "奖励一半", "half of the contribution rewarded", "0.5", "excess",
        Notch("60000.00", "6000.00", "67142.84"), Notch("300000.00", "24600.00", "332799.99"),
    ),
    _notches(
        "all", "全部奖励", "all of the contribution rewarded", "1", "excess",
        Notch("60000.00", "6000.00", "66818.18"), Notch("300000.00", "34200.00", "345599.99"),
    ),
    _notches(
        "whole-reading", "全部奖励且按全部所得读", "all rewarded and the base read as the whole income", "1", "whole",
        Notch("60000.00", "1200.00", "61363.63"), Notch("300000.00", "39000.00", "351999.99"),
    ),
)  # fmt: skip
