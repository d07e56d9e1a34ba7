"""What happened to some firms: individual businesses that became companies, and what firms ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.firms import key_of
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Enquiry, Relation, Subject
from zhiwei.platform.subjects.services import relate

CONVERSIONS = 12
ENQUIRIES = 120
ANSWER = "已收到。请在“我的企业”里查看判定结果，或携带营业执照到当地小微企业服务窗口办理。"


def convert(rows: Sequence[Mapping[str, Any]]) -> int:
    """Let some companies have been individual businesses of the same county (17.5); gives how many."""
    before = {
        row["division"]: row
        for row in reversed(rows)
        if row["legal_form"] == "individual_business" and row["founded_on"].year < 2005
    }
    done = 0
    for row in rows:
        old = before.get(row["division"])
        young = row["legal_form"] == "limited_company" and row["founded_on"].year in (2010, 2011, 2012)
        if old is None or not young:
            continue
        company, business = (Subject.objects.get(pk=one["key"]) for one in (row, old))
        relate(
            SYSTEM,
            company,
            business,
            Relation.Kind.CONVERSION,
            on_day=row["founded_on"],
            received_on=row["founded_on"],
            ends_other=True,
        )
        del before[row["division"]]
        done += 1
        if done == CONVERSIONS:
            break
    return done


def ask(rows: Sequence[Mapping[str, Any]]) -> int:
    """Let firms ask what ``data/enquiries.yaml`` holds; three in five are answered."""
    asked, now = read("enquiries")["enquiries"], clock.now()
    enquiries = []
    for number in range(ENQUIRIES):
        row = rows[crc32(f"asks/{number}".encode()) % len(rows)]
        one = asked[crc32(f"what/{number}".encode()) % len(asked)]
        at: datetime = now - timedelta(days=1 + crc32(f"when/{number}".encode()) % 300)
        answered = number % 5 < 3
        enquiries.append(
            Enquiry(
                id=key_of("enquiry", number),
                subject_id=row["key"],
                division=row["division"],
                asked_at=at,
                **one,
                state=Enquiry.State.ANSWERED if answered else Enquiry.State.OPEN,
                answer=ANSWER if answered else "",
                answered_at=at + timedelta(days=2) if answered else None,
            )
        )
    Enquiry.objects.bulk_create(enquiries)
    return len(enquiries)
