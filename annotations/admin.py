"""Merging on an entity's admin page: it concerns the marks, so it is added from this side."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.services import merging
from corpus.admin import FOLLOWS, EntityAdmin
from corpus.errors import IsnadError
from corpus.models import Entity

admin.site.unregister(Entity)


class MergeForm(forms.Form):
    """The entity that another one is."""

    into = forms.ModelChoiceField(
        Entity.objects.filter(merged_into=None),
        label=gettext_lazy("Merge into"),
        widget=AutocompleteSelect(Entity._meta.get_field("merged_into"), admin.site),
    )


@admin.register(Entity)
class MergingEntityAdmin(EntityAdmin):
    """Entities with their spellings, and the merging of one into another."""

    change_form_template = "admin/corpus/entity/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge_view), name="corpus_entity_merge"),
            path("<int:pk>/unmerge/", wrap(self.unmerge_view), name="corpus_entity_unmerge"),
            *super().get_urls(),
        ]

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose what the entity is merged into, and merge it."""
        entity = get_object_or_404(Entity, pk=pk)
        form = MergeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                merging.merge(entity, into=form.cleaned_data["into"], by=request.user)  # type: ignore[arg-type]
            except IsnadError as error:
                form.add_error("into", str(error))
            else:
                into = form.cleaned_data["into"]
                messages.success(
                    request, _("%(one)s is now read as %(other)s.") % {"one": entity, "other": into}
                )
                return self.back_to(into.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge %(entity)s") % {"entity": entity},
            "form": form,
            "entity": entity,
            "opts": self.opts,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/corpus/entity/merge.html", context)

    def unmerge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the entity's merge back."""
        entity = get_object_or_404(Entity, pk=pk)
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        try:
            merging.unmerge(entity, by=request.user)  # type: ignore[arg-type]
        except IsnadError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(entity)s stands on its own again.") % {"entity": entity})
            messages.info(request, FOLLOWS)
        return self.back_to(entity.pk)

    def back_to(self, pk: int) -> HttpResponseRedirect:
        """The change page of an entity."""
        return HttpResponseRedirect(reverse("admin:corpus_entity_change", args=[pk]))
