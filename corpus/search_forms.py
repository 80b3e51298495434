"""What readers send about the searches that they keep."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from corpus.filters import Filters
from corpus.forms import article_filters


class NameForm(forms.Form):
    """What a search is called."""

    name = forms.CharField(max_length=100, label=_("Name of the search"))

    def clean_name(self) -> str:
        """The name without room to spare."""
        return " ".join(str(self.cleaned_data["name"]).split())


class SaveForm(NameForm):
    """A state of the browse page and a name for it."""

    address = forms.CharField(max_length=4000, widget=forms.HiddenInput)

    @property
    def filters(self) -> Filters:
        """What is asked for."""
        return filters_at(self.cleaned_data["address"])


def filters_at(address: str) -> Filters:
    """What the browse page is asked for at an address of it."""
    return article_filters(QueryDict(address.removeprefix("?")))
