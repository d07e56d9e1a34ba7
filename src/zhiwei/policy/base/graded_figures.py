"""优质中小企业认定: what the rules on innovative, specialised and "little giant" firms have in common.

Shares and growth rates come as facts, as the application form states them.
"""

from __future__ import annotations

from zhiwei.engine import Flag, rule

ANNEX_1 = "工信部企业〔2022〕63号#附件1"
ANNEX_2 = "工信部企业〔2022〕63号#附件2"
ANNEX_3 = "工信部企业〔2022〕63号#附件3"
SINCE_2026 = "工信部企业〔2026〕2号"


@rule(
    entity="graded_recognition",
    zh="申请企业为中小企业",
    en="the applicant is an SME",
    cites=("工信部企业〔2022〕63号", "工信部联企业〔2011〕300号#二"),
)
def graded_firm_is_sme(firm__medium_or_smaller: Flag) -> Flag:
    """申请企业为中小企业: medium, small or micro by the size standard; all three titles are for SMEs."""
    return firm__medium_or_smaller
