"""Forms of the administration that ask more than their model does."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from corpus.models import Alias, Entity, Topic, User
from corpus.services import accounts
from corpus.text.fold import fold


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account, with a new password when one is typed."""

    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html(),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "role", "is_active")

    def clean(self) -> dict[str, Any]:
        """A new account has a password, and somebody stays to administer."""
        data: dict[str, Any] = super().clean() or {}
        if not self.instance.pk and not data.get("new_password"):
            self.add_error("new_password", _("A new account needs a password."))
        return data

    def _post_clean(self) -> None:
        """After the instance has the form's values: they are what password and role depend on."""
        super()._post_clean()  # type: ignore[misc]
        if new_password := self.cleaned_data.get("new_password"):
            try:
                password_validation.validate_password(new_password, self.instance)
            except forms.ValidationError as error:
                self.add_error("new_password", error)
        try:
            accounts.check_administrator_stays(self.instance)
        except accounts.NoAdministratorLeft as error:
            self.add_error("role", str(error.message))


class EntityForm(forms.ModelForm):  # type: ignore[type-arg]
    """An entity that has a name in one of the two scripts."""

    class Meta:
        model = Entity
        fields = ("key", "kind", "name_ar", "name_latin", "agency")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("name_ar") and not data.get("name_latin"):
            self.add_error("name_ar", _("An entity needs a name in Arabic or in Latin letters."))
        return data


class AliasForm(forms.ModelForm):  # type: ignore[type-arg]
    """A spelling that has letters to be found by."""

    class Meta:
        model = Alias
        fields = ("text", "is_short")

    def clean_text(self) -> str:
        """Marks alone fold to nothing."""
        text: str = self.cleaned_data["text"]
        if not fold(text).strip():
            raise forms.ValidationError(_("A spelling needs a letter or a digit."))
        return text


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    """A topic whose path begins with its parent's."""

    class Meta:
        model = Topic
        fields = ("parent", "path", "name_ar", "name_en", "scope", "ordinal")

    def clean(self) -> dict[str, Any]:
        """Its path is its parent's and one step more."""
        data: dict[str, Any] = super().clean() or {}
        path, parent = data.get("path"), data.get("parent")
        if path and path.rpartition("/")[0] != (parent.path if parent else ""):
            self.add_error("path", _("The path is the parent's path, a slash and one more word."))
        return data
