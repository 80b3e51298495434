"""Saying what a claim's mention says, from the form in the panel."""

from typing import TypeVar

from django import forms

from annotations.models import Mark
from annotations.services import telling
from annotations.telling_edits import Edit
from annotations.telling_forms import FigureForms, StepForms, TellingForm
from annotations.views.marks import Refused, changing, checked_form, mark_of
from corpus.anchors import Anchor
from corpus.http import Request
from corpus.models import Article

F = TypeVar("F", bound=forms.Form)


@changing
def tell_mark(request: Request, article: Article, mark_id: int) -> Mark:
    """Let a claim's mention say what the form says, once its pressed button has done its part."""
    form = checked_form(TellingForm(request.POST))
    form.check_text(article.capture.sha256)
    data = form.cleaned_data
    mark = mark_of(article, mark_id)
    edit = _edit(request, article, mark, form)
    edit.do(data["do"])
    return telling.change(
        mark,
        edit.said,
        by=request.user,
        more=edit.parts[1:],
        topics=[topic.path for topic in data["topics"]],
        pointed=edit.pointed,
        seen=data["seen"],
        request_key=data["request_key"],
    )


def _edit(request: Request, article: Article, mark: Mark, form: TellingForm) -> Edit:
    """The claim as the form has it."""
    parts = [Anchor(it.start, it.end, it.quote) for it in mark.parts.all()]
    steps = _filled(StepForms(request.POST, prefix="chain"))
    figures = _filled(FigureForms(request.POST, prefix="figures"))
    said = {**form.mention, "chain": [step.said for step in steps]}
    try:
        said["figures"] = [figure.said(parts) for figure in figures]
    except forms.ValidationError as error:
        raise Refused(error.messages[0]) from error
    return Edit(article, parts, said, form.cleaned_data["parts"])


def _filled(formset: "forms.BaseFormSet[F]") -> list[F]:
    """The forms of a set that somebody filled in; Refused with the first complaint."""
    if not formset.is_valid():
        complaints = [it for form in formset.forms for it in form.errors.values()]
        raise Refused(str((complaints or [formset.non_form_errors()])[0][0]))
    return [form for form in formset.forms if form.has_changed()]
