"""What acts, records and fields are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.audit import upwards

ACTS: Mapping[str, str | Promise] = {
    "login": _("登录"),
    "logout": _("退出"),
    "login.failed": _("登录失败"),
    "login.locked": _("登录被锁定"),
    "password.change": _("改密码"),
    "factor.add": _("启用双因素认证"),
    "factor.remove": _("停用双因素认证"),
    "users.create": _("建立用户"),
    "users.suspend": _("停用用户"),
    "users.resume": _("启用用户"),
    "users.reset_password": _("重置密码"),
    "users.reset_factors": _("清除双因素认证"),
    "roles.grant": _("授予角色"),
    "roles.end": _("终止角色"),
    "delegations.end": _("结束代理"),
    "refused": _("被拒绝（403）"),
    "not_found": _("未找到（404）"),
    "cases.refused_money": _("账本拒绝付款或承诺"),
    "audit.export": _("导出审计记录"),
    "audit.verify": _("验证审计链"),
    "answers.receipt": _("出具判定回执"),
    "answers.notice": _("出具告知书"),
    "bases.register": _("登记创业基地"),
    "bases.move_in": _("登记入驻"),
    "bases.move_out": _("登记迁出"),
    "bases.graduate": _("登记毕业"),
    "bases.strike": _("作废基地登记"),
    "bases.recognise": _("登记认定"),
    "bases.cluster": _("登记集群或园区"),
    "bases.join": _("登记成员企业"),
    "bases.leave": _("登记成员退出"),
    "bases.chain": _("登记产业链关系"),
    "bases.chain_ends": _("终止产业链关系"),
    "bases.withdraw_land": _("撤回用地申请"),
    "bases.allocate": _("安排用地"),
    "bases.publish_land": _("公布用地安排年度报告"),
    "bases.publish_design": _("公布设计基地配套核对"),
    "bases.telephone": _("更改基地电话"),
    "bases.open_round": _("设立评选批次"),
    "wheel.revoke": _("撤销年度事项登记"),
    "decisions.revise": _("修改地方决定"),
    "decisions.submit": _("提交地方决定"),
    "decisions.return": _("退回地方决定"),
    "decisions.supersede": _("取代地方决定"),
    "decisions.take_over": _("接管地方决定"),
    "decisions.propose_end": _("提出撤回地方决定"),
    "decisions.drop_end": _("撤回地方决定的提议作废"),
    "tokens.revoke": _("吊销接口令牌"),
    "webhooks.stop": _("停用变更通知"),
    "facts.upload": _("上传待导入的文件"),
    "cases.open": _("立案"),
    "cases.bulk": _("上传批量办理的文件"),
    "cases.bulk_filed": _("批量办理"),
    "funds.run": _("免申即享核算"),
    "funds.release": _("复核免申即享核算"),
    "funds.scheme": _("报备担保风险补偿办法"),
    "funds.revenue": _("登记财政收入"),
    "funds.correct_revenue": _("更正财政收入"),
    "records.guarantee": _("登记担保业务"),
    "records.small_firm_loan": _("登记贷款"),
    "records.event": _("登记担保变动"),
    "records.strike": _("作废担保变动"),
    "records.strike_loan": _("作废贷款登记"),
    "records.strike_guarantee": _("作废担保登记"),
    "lists.upload": _("上传按表登记的文件"),
    "lists.enter": _("按表登记"),
    "ventures.register": _("登记创业投资机构"),
    "ventures.invest": _("登记创业投资"),
    "ventures.exit": _("登记创业投资退出"),
    "cases.act": _("办理办件"),
    "cases.lapse": _("办件超期"),
    "cases.object": _("提出异议"),
    "cases.answer_objection": _("处理异议"),
    "cases.invite": _("邀请专家"),
    "cases.rate": _("评价"),
    "cases.arrival": _("确认到账"),
    "cases.complain": _("投诉"),
    "cases.answer_complaint": _("答复投诉"),
    "cases.call_back": _("回访"),
    "cases.remind": _("提醒申请人"),
    "cases.office": _("登记办理机关联系方式"),
    "ledger.appropriate": _("拨款"),
    "ledger.restore": _("退款重新可用"),
    "ledger.surrender": _("上缴资金"),
    "ledger.reverse": _("冲正分录"),
    "ledger.correct": _("冲正拨款"),
    "ledger.refund_account": _("登记退款账户"),
    "ledger.propose_on_fund": _("提出资金事项"),
    "ledger.drop_on_fund": _("资金事项作废"),
    "ledger.close": _("结清资金"),
    "ledger.reserve": _("预留资金"),
    "ledger.supplement": _("补付预留"),
    "ledger.commit": _("承诺资金"),
    "ledger.release": _("释放资金"),
    "ledger.split": _("分期付款"),
    "ledger.take_back": _("要求退回资金"),
    "ledger.propose": _("提出退款事项"),
    "ledger.drop": _("退款事项作废"),
    "ledger.waive": _("撤销退回要求"),
    "ledger.receive": _("收到退款"),
    "payments.cancel": _("取消付款清单"),
    "payments.export": _("导出银行付款文件"),
    "payments.reply": _("上传银行回单"),
    "payments.answer": _("登记付款结果"),
    "payments.set_back": _("更正误标失败的付款"),
    "bank_accounts.end": _("停用收款账户"),
    "programmes.enter": _("登记"),
    "programmes.revise": _("更正登记"),
    "programmes.move": _("办理登记"),
    "programmes.strike": _("作废登记"),
    "services.correct": _("按机构批量更正服务单"),
    "services.withdraw": _("下架服务"),
    "talent.enter": _("登记科技人员"),
    "talent.leave": _("登记离开单位"),
    "talent.insure": _("登记社会保险缴纳"),
    "talent.state_work": _("登记在企业的业绩"),
    "talent.confirm_work": _("确认在企业的业绩"),
    "talent.apply_title": _("申报专业技术资格"),
    "talent.decide_title": _("登记资格评审结果"),
    "talent.withdraw_title": _("撤回资格申报"),
    "talent.remind": _("离岗到期提醒"),
    "talent.revise": _("修改收益分配份额"),
    "talent.pay": _("登记收益发放"),
    "registration.fill": _("填写登记申请"),
    "registration.pilot": _("登记出资试点地区"),
    "registration.draft_items": _("起草审批事项清单"),
    "registration.publish_items": _("公布审批事项清单"),
    "instruments.register": _("登记科技平台"),
    "staff.report": _("登记人员情况"),
    "instruments.offer": _("开放科技资源"),
    "instruments.withdraw": _("暂停开放科技资源"),
    "instruments.slots": _("开放时段"),
    "instruments.close_slot": _("取消时段"),
    "instruments.publish": _("公布平台年度考核结果"),
    "instruments.scheme": _("报备平台考核办法"),
    "instruments.rate": _("报备平台实绩补助标准"),
    "training.end_commission": _("终止培训委托"),
    "training.publish": _("发布培训课程"),
    "training.change": _("更改培训课程"),
    "training.cancel": _("取消培训课程"),
    "training.withdraw": _("退出培训课程"),
    "training.mark": _("登记到课"),
    "training.sheet": _("上传签到表"),
    "training.confirm": _("学员确认参训"),
    "training.rate": _("评价培训课程"),
    "training.settle": _("核定培训费用"),
    "training.announce": _("公布资助培训年度"),
    "training.publish_year": _("公布年度培训结果"),
    "training.fill": _("递补资助培训名额"),
    "agencies.register": _("登记公共服务平台"),
    "agencies.list": _("列入部门下属中介机构"),
    "agencies.plan": _("登记脱钩工作方案"),
    "agencies.leave": _("退出机构名录"),
    "experts.register": _("登记专家"),
    "experts.change": _("变更专家登记"),
    "experts.end": _("登记专家退出"),
    "experts.open_session": _("安排咨询场次"),
    "experts.cancel_session": _("取消咨询场次"),
    "experts.cancel": _("取消专家咨询预约"),
    "experts.close": _("登记是否来咨询"),
    "experts.rate": _("评价专家咨询"),
    "experts.publish": _("公开解答"),
    "experts.withdraw": _("撤下公开的解答"),
    "experts.point": _("指定专家解答"),
}
KINDS: Mapping[str, str | Promise] = {
    "receipt": _("判定回执"),
    "duty": _("年度事项"),
    "round": _("评选批次"),
    "researcher": _("科技人员"),
    "record": _("项目登记"),
    "cluster": _("集群或园区"),
    "land": _("建设用地"),
    "land_request": _("用地申请"),
    "subject": _("主体"),
    "enquiry": _("咨询与诉求"),
    "filing": _("地方决定"),
    "decision": _("地方决定"),
    "user": _("用户"),
    "page": _("页面"),
    "api": _("接口"),
    "token": _("接口令牌"),
    "webhook": _("变更通知"),
    "trial": _("政策测算"),
    "organisation": _("单位"),
    "audit": _("审计记录"),
    "import": _("导入批次"),
    "fund": _("专项资金"),
    "scheme": _("服务券方案"),
    "guarantee_scheme": _("担保风险补偿办法"),
    "revenue": _("财政收入"),
    "review_scheme": _("平台考核办法"),
    "subsidy_rate": _("平台实绩补助标准"),
    "course": _("培训课程"),
    "training_year": _("资助培训年度"),
    "expert": _("志愿专家"),
    "session": _("咨询场次"),
    "booking": _("专家咨询预约"),
    "entry": _("分录"),
    "commitment": _("资金承诺"),
    "payment_list": _("付款清单"),
    "case": _("办件"),
    "bulk": _("批量办理的文件"),
    "list_upload": _("按表登记的文件"),
    "run": _("免申即享核算"),
    "objection": _("异议"),
    "office": _("办理机关联系方式"),
    "registration": _("登记申请"),
    "pilot_area": _("出资试点地区"),
    "item_list": _("审批事项清单"),
}
OWN: Mapping[str, str | Promise] = {
    "acts": _("行为记录"), "reads": _("查阅记录"), "chains": _("审计链"), "act": _("行为记录"), "reading": _("查阅记录"),
}  # fmt: skip
"""The audit's own records, whose keys are a word, or a word and a number."""
FIELDS: Mapping[str, str | Promise] = {
    "name": _("名称"),
    "phone": _("电话"),
    "email": _("邮箱"),
    "address": _("地址"),
    "contact": _("联系人"),
    "contacts": _("联系方式"),
    "identifiers": _("证件号码"),
    "relations": _("关联关系"),
    "facts": _("事实"),
    "answer": _("政策判定"),
    "history": _("变更历史"),
    "bank_account": _("收款账号"),
    "payments": _("收款情况"),
    "cases": _("办件"),
    "records": _("项目登记"),
    "registration": _("登记和出资"),
    "advice": _("专家咨询"),
    "owner": _("企业主"),
    "slots": _("时段"),
    "talent": _("人才激励台账"),
    "unit": _("单位"),
    "high_level": _("高层次人才"),
    "months": _("月份"),
    "work": _("业绩"),
    "works": _("业绩"),
    "days": _("提前天数"),
    "until": _("到期日"),
    "position": _("次序"),
    "voucher": _("凭证号"),
    "instruments": _("科技资源"),
    "state": _("状态"),
    "person": _("联系人"),
    "id_number": _("身份证件号码"),
    "contract": _("合同编号"),
    "amount": _("金额"),
    "title": _("标题"),
    "text": _("内容"),
    "file": _("文件"),
    "list": _("清单"),
    "detail": _("详情"),
    "enquiries": _("咨询与诉求"),
    "orders": _("服务单"),
    "reviews": _("平台考核"),
    "training": _("培训和资助名额"),
    "land": _("用地申请"),
    "roles": _("角色"),
    "last_login": _("上次登录"),
}


def act(name: str) -> str:
    """An act in words: its own, else the permission's of that name, else the bare name."""
    found = ACTS.get(name) or (PERMISSIONS[name].label if name in PERMISSIONS else name)
    return str(found)


def kind(name: str) -> str:
    """A kind of record in words."""
    return str(KINDS.get(name, name))


def own(key: str) -> str:
    """A record of the audit itself in words: ``行为记录 1968`` for ``act 1968``."""
    name, _blank, number = key.partition(" ")
    return f"{OWN[name]} {number}".strip() if name in OWN else key


def field(name: str) -> str:
    """A field in words: of the platform, else of a room's forms, else the rulebook's word for a fact, else the bare name."""
    if name in FIELDS:
        return str(FIELDS[name])
    if label := upwards.field_of(name):
        return label
    bare, _at, period = name.partition("@")
    labels = _facts().get(bare)
    if labels is None:
        return name
    label = labels[get_language() == "en"]
    return gettext("%(label)s（%(period)s）") % {"label": label, "period": period} if period else label


def value(name: str, text: str) -> str:
    """A value in the rulebook's words where a fact of that name has words for its values, else as it is."""
    labels = _values().get(name, {}).get(text)
    return text if labels is None else labels[get_language() == "en"]


@cache
def _values() -> dict[str, dict[str, tuple[str, str]]]:
    """The words of facts with a list of values, by fact and value."""
    from zhiwei import rulebook

    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (_entity, name), variable in rulebook().data.variables.items():
        found.setdefault(name, {}).update({one.value: (one.zh, one.en) for one in variable.enum})
    return found


@cache
def _facts() -> dict[str, tuple[str, str]]:
    """The rulebook's words for facts, Chinese and English."""
    from zhiwei import rulebook

    return {name: (one.zh, one.en) for (_entity, name), one in rulebook().data.variables.items()}
