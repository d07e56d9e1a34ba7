"""Guards and effects of an online question (16.4): who may ask, which experts see it, what is kept of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.acts import Context, effect, guard
from zhiwei.platform.experts import routing
from zhiwei.platform.experts.models import Expert, Question
from zhiwei.platform.ledger.faults import quoted

SENTENCE = "16.4"
LARGER = ("medium", "large")
TITLE = 100
"""Characters of a question's title."""


@guard("question_of_a_small_firm")
def _small(context: Context) -> Iterator[str]:
    """Known to be larger, it is not whom the sentence speaks of; of unknown size it may ask."""
    firm = context.case.subject
    if firm.size_class in LARGER:
        yield _("专家咨询面向小型、微型企业（%(text)s）") % {"text": quoted(SENTENCE)}
    if len(str(context.content.get("title", ""))) > TITLE:
        yield _("“一句话说明”不超过 %(n)d 字，详细的写在问题里") % {"n": TITLE}


def expert_of(context: Context) -> Expert | None:
    """The expert who takes the step; None for anybody else."""
    return routing.serving().filter(user_id=context.viewer.user_id or 0).first()


@guard("question_of_own_field")
def _own_field(context: Context) -> Iterator[str]:
    """Only an expert of the question's field answers it, whatever he was invited to before."""
    question, expert = context.case.question, expert_of(context)
    if expert is None or not expert.expertise.filter(field=question.field).exists():
        yield _("这个问题属于“%(field)s”，不是您的领域") % {"field": question.get_field_display()}


@guard("question_to_another_field")
def _another(context: Context) -> Iterator[str]:
    """The field named is not the one it has; an expert sends on only what is of his own."""
    if context.content.get("field") == context.case.question.field:
        yield _("问题已经属于这个领域")
    if context.viewer.has(Role.EXPERT) and expert_of(context) is not None:
        yield from _own_field(context)


@effect("question_asked")
def _asked(context: Context) -> None:
    """Keep the question and send it to the nearest experts of its field."""
    said, case = context.content, context.case
    question = Question.objects.create(
        case=case, firm=case.subject, division=case.division, field=said["field"], title=said["title"],
        difficulty=said.get("difficulty", ""), text=said["question"], agrees=bool(said.get("agrees")),
        asked_at=context.now,
    )  # fmt: skip
    routing.invite(question, routing.nearest(question))


@effect("question_answered")
def _answered(context: Context) -> None:
    """Keep the answer, and which expert gave it."""
    question = context.case.question
    question.answer, question.answered_at = context.content["answer"], context.now
    question.expert = expert_of(context) if context.transition.id == "answer" else None
    question.save(update_fields=["answer", "answered_at", "expert"])


@effect("question_moved")
def _moved(context: Context) -> None:
    """The experts of the former field see it no more."""
    question = context.case.question
    question.field = context.content["field"]
    question.save(update_fields=["field"])
    wanted = list(routing.nearest(question))
    routing.dismiss(question, wanted)
    routing.invite(question, wanted)


@effect("question_to_province")
def _to_province(context: Context) -> None:
    """The province's own experts of the field see it too."""
    question = context.case.question
    routing.invite(question, routing.of_field(question.field, [routing.PROVINCE]))


@effect("question_again")
def _again(context: Context) -> None:
    """Asked on: open again, what was published is taken off since it did not help."""
    question = context.case.question
    question.text = f"{question.text}\n\n{context.content['question']}"
    question.answered_at, question.expert, question.published_at = None, None, None
    question.save(update_fields=["text", "answered_at", "expert", "published_at"])
    routing.invite(question, routing.nearest(question))
