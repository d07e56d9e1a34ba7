"""Bank accounts: encrypted, masked, confirmed by the firm, looked at with a reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.platform.accounts import people
from tests.platform.ledger.world import firm, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.queries import who_looked
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.services import Refused

pytestmark = pytest.mark.django_db
NUMBER = "6222 0212 0200 1234 567"


def test_the_office_proposes_and_the_firm_confirms_with_one_click() -> None:
    payee = firm(account=False)
    office, owner = official(), people.viewer(people.owner(payee.organisation))
    made = services.propose_account(office, payee, holder=payee.name, bank="中国工商银行", number=NUMBER)
    same = services.propose_account(office, payee, holder=payee.name, bank="中国工商银行", number=NUMBER)
    assert (same, made.masked, queries.account_of(payee)) == (made, "中国工商银行 ****4567", None)
    with pytest.raises(PermissionDenied):
        services.confirm_account(office, made)
    services.confirm_account(owner, made)
    assert queries.account_of(payee) == made
    second = services.give_account(owner, payee, holder=payee.name, bank="中国银行", number="62166100001")
    made.refresh_from_db()
    assert (made.state, queries.account_of(payee)) == ("ended", second)
    with pytest.raises(Refused):
        services.confirm_account(owner, made)


def test_another_code_of_the_bank_is_kept_in_a_row_of_its_own() -> None:
    payee = firm(account=False)
    owner = people.viewer(people.owner(payee.organisation))
    given = {"holder": payee.name, "bank": "中国银行", "number": NUMBER}
    first = services.give_account(owner, payee, **given)
    for code in ("104331000111", "104331000222"):
        for _ in range(2):
            made = services.give_account(owner, payee, **given, bank_code=f" {code} ")
        assert (made.bank_code, queries.account_of(payee)) == (code, made)
    first.refresh_from_db()
    assert (first.state, first.bank_code, payee.bank_accounts.count()) == ("ended", "", 3)


def test_the_number_lies_encrypted_and_every_look_is_recorded() -> None:
    payee = firm(account=False)
    made = services.propose_account(official(), payee, holder=payee.name, bank="中国工商银行", number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_bankaccount")
        assert "62220212" not in str(cursor.fetchall())
    with pytest.raises(Refused):
        services.reveal_account(official(), made, why=" ")
    with pytest.raises(PermissionDenied):
        services.reveal_account(official("330782"), made, why="核对")
    with pytest.raises(PermissionDenied):  # whole numbers are for those who pay
        services.reveal_account(official(role=Role.COUNTY), made, why="核对")
    assert services.reveal_account(official(), made, why="核对") == "6222021202001234567"
    (look,) = who_looked("subject", str(payee.pk))
    assert (look.items[0]["fields"], look.items[0]["why"]) == (["bank_account"], "核对")


def test_every_fault_of_an_account_is_named() -> None:
    payee = firm(account=False)
    with pytest.raises(Refused) as refused:
        services.propose_account(official(), payee, holder="别人", bank="", number="12a", bank_code="12")
    assert refused.value.codes == ["holder", "bank", "number", "bank_code"]
