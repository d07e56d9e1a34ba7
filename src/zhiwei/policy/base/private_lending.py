"""民间借贷利率: up to what rate courts protected interest, by period; a flag for the register, no ground to refuse (30.5)."""

from __future__ import annotations

from zhiwei.engine import Flag, Rate, rule


@rule(
    entity="private_loan",
    zh="受保护的年利率上限",
    en="highest protected yearly rate",
    cites=("法(民)发〔1991〕21号#六",),
    valid=("1991-08-13", "2015-08-31"),
)
def protected_rate(bank_rate: Rate, lending_cap_multiple: Rate) -> Rate:
    """受保护的年利率上限: a multiple of the bank rate of the same kind."""
    return bank_rate * lending_cap_multiple


@rule(
    entity="private_loan",
    zh="受保护的年利率上限",
    en="highest protected yearly rate",
    cites=("法释〔2015〕18号#26",),
    variable="protected_rate",
    valid=("2015-09-01", "2020-08-19"),
)
def protected_rate_of_2015(lending_cap_rate: Rate) -> Rate:
    """受保护的年利率上限: a fixed rate."""
    return lending_cap_rate


@rule(
    entity="private_loan",
    zh="受保护的年利率上限",
    en="highest protected yearly rate",
    cites=("法释〔2020〕6号#25",),
    variable="protected_rate",
    valid=("2020-08-20", None),
)
def protected_rate_since_2020(loan_prime_rate: Rate, lending_cap_prime_multiple: Rate) -> Rate:
    """受保护的年利率上限: a multiple of the one-year loan prime rate of the contract day."""
    return loan_prime_rate * lending_cap_prime_multiple


@rule(
    entity="private_loan",
    zh="约定利率超过受保护上限",
    en="agreed rate above the protected one",
    cites=("法(民)发〔1991〕21号#六", "法释〔2015〕18号#26", "法释〔2020〕6号#25"),
)
def rate_above_protected(yearly_rate: Rate, protected_rate: Rate) -> Flag:
    """约定利率超过受保护上限; the limit itself is protected."""
    return yearly_rate > protected_rate
