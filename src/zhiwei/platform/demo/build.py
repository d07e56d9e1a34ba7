"""The demonstration province, made in one transaction: there is all of it or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction

from zhiwei.platform.accounts.models import User
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.demo import (
    advice,
    agencies,
    base_programmes,
    bases,
    bodies,
    bureaus,
    closing,
    filings,
    histories,
    instruments,
    lives,
    people,
    projects,
    registration,
    rewards,
    special_funds,
    staff,
    talent,
    training,
    vouchers,
)
from zhiwei.platform.demo.firms import Firms
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.garbage import seldom_searched
from zhiwei.platform.subjects.models import Subject

COUNT = 20_000


def present() -> bool:
    """Whether the demonstration was made in this database."""
    return User.objects.filter(demo=True).exists()


def empty() -> bool:
    """Whether the database holds nobody yet, so that a demonstration mixes with nothing real."""
    return not Subject.objects.exists() and not User.objects.exists()


@seldom_searched()
def build(say: Callable[[str], None], count: int = COUNT) -> None:
    """Make the province; ``say`` is told of each step. Raises ValueError in a database that holds somebody already."""
    if not empty():
        raise ValueError("the database holds subjects or users already; a demonstration needs one of its own")
    began = time.monotonic()

    def told(text: str) -> None:
        say(f"{text}（{time.monotonic() - began:.0f} 秒）")

    with transaction.atomic(), clock.ticking():
        rows = Firms(current(), count).write()
        told(f"登记了 {len(rows)} 户虚构的企业、合作社和个体工商户")
        rich = histories.rich(rows)
        told(f"为其中 {len(rich)} 户写入 {histories.write(rich)} 条历年事实")
        registered = bodies.write()
        lives.convert(rows)
        lives.ask(rich)
        people.write(rich, registered)
        filings.write()
        told(f"登记了 {len(registered)} 家机构、地方决定、诉求和演示账号")
        told(f"核算了 27.2 的奖励，立了 {rewards.write()} 件办件")
        told(f"把余杭区的 {bureaus.write()} 个事项分给三个部门")
        told(f"登记了志愿专家，{advice.write()} 个问题")
        told(f"登记了 {agencies.write(rich)} 家公共服务平台和部门下属机构")
        told(f"上架了创业服务，下了 {vouchers.write()} 张服务单")
        told(f"登记了创业基地和 {bases.write(registered)} 条入驻")
        told(f"办了基地的用地、奖励和认定，立了 {base_programmes.write(registered)} 件办件")
        told(f"开了经营者培训，{training.write(rich, registered)} 人次报名")
        told(f"登记了人才激励的 {talent.write(registered)} 件事")
        told(f"办了企业登记，收了 {registration.write()} 件申请")
        told(f"开放了科技资源，约了 {instruments.write(registered)} 次")
        told(f"登记了 {staff.write(rich)} 份人员情况")
        told(f"登记了专项资金、创业投资和担保，立了 {special_funds.write(registered)} 件办件")
        told(f"办了县里自设的参展补贴项目，登记了 {projects.write(registered)} 条展会和展位")
        told(f"结清了往年的资金，{closing.write()} 项还有钱没付，没有结清")
