"""The columns of the bank's file: ours are filled when it leaves, the bank's when it comes back."""

from __future__ import annotations

REFERENCE, PAYEE, NUMBER, BANK, CODE, AMOUNT, REMARK = (
    "付款编号", "收款人", "收款账号", "开户银行", "联行号", "金额", "附言",
)  # fmt: skip
RESULT, DAY, SERIAL, FAILURE = "处理结果", "处理日期", "银行流水号", "失败原因"
OURS = ("序号", REFERENCE, PAYEE, NUMBER, BANK, CODE, f"{AMOUNT}（元）", REMARK)
THE_BANKS = (RESULT, DAY, SERIAL, FAILURE)
HEADINGS = (*OURS, *THE_BANKS)
PAID_WORDS = frozenset({"成功", "已付", "支付成功", "交易成功", "paid", "success"})
FAILED_WORDS = frozenset({"失败", "退回", "退汇", "支付失败", "交易失败", "failed", "returned"})
ERRORS = "错误"
"""Heading of the column in which a marked reply says what is wrong; passed over when it comes back."""
