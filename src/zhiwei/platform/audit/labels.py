"""What the particulars of acts are called, and which of them hold the key of a record."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, str | Promise] = {
    "absent": _("缺课人数"), "account": _("收款账户"), "acts": _("行为记录（条）"), "agreement": _("协议编号"),
    "all_staff": _("全部人员"), "area": _("面积"), "as_of": _("适用日"), "assignee": _("经办人"), "background": _("专家背景"), "bank": _("开户银行"),
    "basis": _("付款依据"), "before": _("改动以前"), "bookings": _("预约数"), "came": _("是否来咨询"), "cap": _("单笔上限"), "case": _("办件"),
    "category": _("类别"), "changes": _("改动"), "channel": _("咨询方式"), "clear": _("公示期满"), "closed": _("是否办结"), "closes_on": _("截止日期"),
    "code": _("代码"), "commission": _("培训委托"), "complaint": _("投诉"), "content": _("填写的内容"),
    "convert_by": _("转制期限"), "count": _("数量"), "counts": _("是否计入"), "day": _("日期"), "declines": _("本地不实施"), "defects": _("须补正的问题"),
    "department": _("主管部门"), "difficulty": _("困难类型"), "digest": _("内容校验值"), "document": _("文号"),
    "dropped": _("取消的事项"), "due_on": _("期限"), "duty": _("年度事项"), "ended_on": _("终止日期"), "ends_on": _("结束日期"), "enrolled": _("已报名人数"),
    "enrolment": _("培训报名"), "entity": _("主体类型"), "fact": _("事实"), "failed": _("失败笔数"), "fault": _("不符之处"),
    "fee": _("收费"), "fen": _("金额（元）"), "field": _("领域"), "fields": _("领域"), "filed_on": _("报备日期"), "fills": _("本地确定的数值"), "firm": _("企业"), "follow": _("按更正跟进"), "from": _("起始日期"),
    "from_day": _("自"), "fund": _("专项资金"), "grade": _("评价等级"), "identifiers_end": _("证件停用日期"), "key": _("编号"),
    "kind": _("类型"), "land": _("用地类型"), "leader": _("龙头企业"), "level": _("级别"), "limit": _("年度上限"), "lines": _("笔数"),
    "link": _("关系"), "measure": _("政策措施"), "method": _("请求方式"), "name": _("名称"), "nature": _("性质"),
    "note": _("备注"), "notice": _("公示"), "now": _("改动以后"), "number": _("编号"), "numbers": _("数值个数"), "on": _("日期"),
    "open": _("立案"), "opened_on": _("设立日期"), "operator": _("运营单位"), "organisation": _("单位"), "origin": _("来源方式"), "other": _("另一主体"), "owner": _("所属主体"),
    "paid": _("已付笔数"), "party": _("对方主体"), "passed_over": _("未安排的申请和理由"), "places": _("名次"),
    "present": _("到课人数"), "price": _("价格"), "product": _("产品"), "programme": _("扶持项目"), "proposed_by": _("提出人"), "purpose": _("用途"),
    "purposes": _("资金用途（条款）"), "ratio": _("补偿比例"), "reads": _("查阅记录（条）"), "reason": _("理由"),
    "reasons": _("退回的理由"), "receipt": _("判定回执"), "receiver": _("接收单位"), "register": _("登记册"),
    "refund_bank": _("退款账户的开户银行"), "refund_holder": _("退款账户的户名"), "refund_number": _("退款账户的账号"),
    "refund_office": _("退款通知的出具机关"),
    "relation": _("关系类型"), "released": _("释放金额（元）"), "reply": _("银行回单"), "request": _("用地申请"), "revise": _("更正"), "revision": _("版本"), "role": _("角色"), "rows": _("各行"),
    "rulebook": _("规则集校验值"), "said": _("申报的项目"), "seats": _("名额"), "sentence": _("文件原句"),
    "separate_by": _("脱钩期限"), "set_up_on": _("设立日期"), "sha256": _("文件校验值"), "shares": _("分担比例"),
    "since": _("自"), "skilled_staff": _("技能人员"), "small_firm_price": _("小微企业价格"), "sort_of": _("哪一类"),
    "source": _("数据来源"), "starts_on": _("开始日期"), "state": _("状态"), "status": _("数据状态"), "step": _("步骤"),
    "steps": _("各步骤的办件数"), "subject": _("主体"), "subjects": _("主体数"), "successor": _("取代它的决定"),
    "summary": _("摘要"), "tail": _("账号末四位"), "tariff": _("收费标准"), "technology_staff": _("科技人员"), "title": _("标题"),
    "to": _("终止日期"), "to_day": _("至"), "topic": _("培训主题"), "total": _("总数"), "type": _("事项"), "unchanged": _("没有变化"), "user": _("用户"), "values": _("登记内容"),
    "verdict": _("判定"), "way": _("方式"), "what": _("内容"), "who": _("姓名或单位"), "why": _("原因"), "year": _("年度"),
    "yearly_fen": _("每年上限（元）"),
}  # fmt: skip
LEVELS: Mapping[str, str | Promise] = {"province": _("省"), "city": _("市"), "county": _("县")}
"""Levels of government by which shares are kept."""
KEYS = {
    "case": "case", "complaint": "complaint", "firm": "subject", "fund": "fund", "leader": "subject", "operator": "subject",
    "other": "subject", "owner": "subject", "party": "subject", "receipt": "receipt", "subject": "subject",
    "successor": "decision", "unit": "subject",
}  # fmt: skip
"""Particulars that hold the key of a record, and its kind."""
FEN = {"cap", "limit", "price", "released", "small_firm_price"}
"""Particulars that are fen, beside those whose names end so. Texts are amounts in yuan already."""
NAMES = {"fact", "said"}
"""Particulars that name facts or fields."""
