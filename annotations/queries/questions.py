"""The questions that a claim may answer: near ones, and those with certain words."""

from django.db.models import Q, QuerySet

from annotations.models import Claim, Question

SHOWN = 12


def questions_near(claim: Claim, find: str = "") -> list[Question]:
    """Its own question first; then those with the words, or of its subject."""
    own = [claim.question] if claim.question else []
    others = Question.objects.exclude(pk__in=[it.pk for it in own])
    found = _saying(others, find) if find else _alike(others, claim)
    return [*own, *found.order_by("-pk")[:SHOWN]]


def _saying(questions: QuerySet[Question], find: str) -> QuerySet[Question]:
    for word in find.split()[:8]:
        questions = questions.filter(Q(text_ar__icontains=word) | Q(text_en__icontains=word))
    return questions


def _alike(questions: QuerySet[Question], claim: Claim) -> QuerySet[Question]:
    both = (claim.subject_id, claim.question.subject_id if claim.question else None)
    subjects = [it for it in both if it]
    return questions.filter(subject__in=subjects) if subjects else questions
