"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.ledger.views import commitments, funds, own, payments, public, unchecked

app_name = "ledger"
urlpatterns = [
    path("ledger/", public.summary, name="public"),
    path("office/ledger/", funds.listed, name="funds"),
    path("office/ledger/new/", funds.new, name="fund-new"),
    path("office/ledger/<uuid:key>/", funds.detail, name="fund"),
    path("office/ledger/<uuid:key>/appropriate/", funds.appropriate, name="appropriate"),
    path("office/ledger/<uuid:key>/restore/", funds.restore, name="restore"),
    path("office/ledger/<uuid:key>/close/", funds.close, name="close"),
    path("office/ledger/<uuid:key>/refund-account/", funds.refund_account, name="refund-account"),
    path("office/ledger/<uuid:key>/correct/", funds.correct, name="correct"),
    path("office/ledger/<uuid:key>/agree/<uuid:which>/", funds.agree, name="agree-on-fund"),
    path("office/ledger/<uuid:key>/drop/<uuid:which>/", funds.drop, name="drop-on-fund"),
    path("office/ledger/<uuid:key>/pay/", funds.make_list, name="make-list"),
    path("office/commitments/", commitments.listed, name="commitments"),
    path("office/commitments/unchecked/", unchecked.listed, name="unchecked"),
    path("office/commitments/<uuid:key>/", commitments.detail, name="commitment"),
    path("office/commitments/<uuid:key>/refund.pdf", commitments.letter, name="letter"),
    path("office/commitments/<uuid:key>/claim/", commitments.claim, name="claim"),
    path("office/commitments/<uuid:key>/waive/", commitments.waive, name="waive"),
    path("office/commitments/<uuid:key>/agree/<uuid:which>/", commitments.agree, name="agree"),
    path("office/commitments/<uuid:key>/drop/<uuid:which>/", commitments.drop, name="drop"),
    path("office/commitments/<uuid:key>/received/", commitments.received, name="received"),
    path("office/commitments/<uuid:key>/undo/", commitments.undo, name="undo"),
    path("office/commitments/<uuid:key>/release/", commitments.release, name="release"),
    path("office/payments/", payments.listed, name="lists"),
    path("office/payments/<uuid:key>/", payments.detail, name="list"),
    path("office/payments/<uuid:key>/approve/", payments.approve, name="approve"),
    path("office/payments/<uuid:key>/cancel/", payments.cancel, name="cancel"),
    path("office/payments/<uuid:key>/bank.<str:kind>", payments.to_bank, name="bank-file"),
    path("office/payments/<uuid:key>/reply/", payments.reply, name="reply"),
    path("office/payments/<uuid:key>/set-back/", payments.set_back, name="set-back"),
    path("office/payments/<uuid:key>/replies/<uuid:which>/book/", payments.book, name="book"),
    path("office/payments/<uuid:key>/replies/<uuid:which>/cancel/", payments.discard, name="discard"),
    path("office/payments/<uuid:key>/replies/<uuid:which>/marked.xlsx", payments.marked_reply, name="marked"),
    path("bank-accounts/<uuid:key>/", own.reveal, name="reveal"),
    path("my/money/", own.money, name="own"),
    path("my/money/account/", own.give, name="give-account"),
    path("my/money/account/<uuid:key>/confirm/", own.confirm, name="confirm-account"),
    path("my/money/<uuid:key>/refund.pdf", own.letter, name="own-letter"),
    path("my/money/<uuid:key>/", own.commitment, name="own-commitment"),
]
