"""The administration of registries, imports and accounts; every change goes through a service."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin  # noqa: F401
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from corpus.admin_forms import AccountForm, AliasForm, EntityForm, TopicForm
from corpus.models import (
    Alias,
    Entity,
    ImportRun,
    Rejection,
    Source,
    SourceKind,
    Topic,
    User,
)
from corpus.services import accounts, upkeep
from corpus.words import reason_called

# Roles say who may what; groups, which the import of auth_admin registers, would say it again.
admin.site.unregister(Group)

FOLLOWS = _("Suggestions and counts follow at the next rebuild (manage.py rebuild).")


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]
    """What people made is not deleted here: accounts are closed, entities merged."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnly(Kept):
    """What only commands write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class Registry(Kept):
    """A registry whose rows are saved by the upkeep service."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        upkeep.save(obj, by=request.user)  # type: ignore[arg-type]
        if form.has_changed():
            messages.info(request, FOLLOWS)


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]
    """The spellings of an entity."""

    model = Alias
    form = AliasForm
    fields = ("text", "is_short")
    extra = 1


@admin.register(Entity)
class EntityAdmin(Registry):
    """Entities with their spellings."""

    form = EntityForm
    inlines = (AliasInline,)
    fields = ("key", "kind", "name_ar", "name_latin", "agency", "read_as")
    list_display = ("name", "latin", "kind", "read_as")
    list_filter = ("kind", "agency")
    list_select_related = ("merged_into",)
    search_fields = ("key", "name_ar", "name_latin", "aliases__text", "aliases__folded")

    def get_readonly_fields(self, request: HttpRequest, obj: Entity | None = None) -> list[str]:
        return ["key", "read_as"] if obj else ["read_as"]

    @admin.display(description=_("Name"), ordering="name_ar")
    def name(self, entity: Entity) -> str:
        return entity.name

    @admin.display(description=_("Latin name"), ordering="name_latin")
    def latin(self, entity: Entity) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', entity.name_latin)

    @admin.display(description=_("Merged into"), ordering="merged_into", empty_value="")
    def read_as(self, entity: Entity) -> Entity | str:
        return entity.merged_into or ""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        aliases: list[Alias] = formset.save(commit=False)
        for alias in formset.deleted_objects:
            upkeep.remove_alias(alias, by=request.user)  # type: ignore[arg-type]
        for alias in aliases:
            upkeep.save(alias, by=request.user)  # type: ignore[arg-type]


@admin.register(Source)
class SourceAdmin(Registry):
    """Who speaks; a source is made where it is marked, so none is added here."""

    fields = ("key", "kind", "entity", "descriptor", "count", "spoke_to", "page")
    list_display = ("name", "kind", "spoke_to", "page")
    list_filter = ("kind",)
    list_select_related = ("entity", "told__entity")
    search_fields = ("key", "descriptor", "entity__name_ar", "entity__name_latin")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        fixed = ["key", "entity", "spoke_to", "page"]
        if obj and obj.kind == SourceKind.ANONYMOUS:
            return [*fixed, "kind"]
        return [*fixed, "descriptor", "count"]

    @admin.display(description=_("Name"), ordering="key")
    def name(self, source: Source) -> str:
        return source.name

    @admin.display(description=_("Spoke to"), empty_value="")
    def spoke_to(self, source: Source) -> Source | None:
        return source.told

    @admin.display(description=_("Page"), ordering="scope")
    def page(self, source: Source) -> str:
        return source.scope

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A named source stays named; which of the other kinds it is may be corrected."""
        kwargs["choices"] = [it for it in SourceKind.choices if it[0] != SourceKind.ANONYMOUS]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Topic)
class TopicAdmin(Registry):
    """The tree of topics; a path is permanent, for marks and exports carry it."""

    form = TopicForm
    fields = ("parent", "path", "name_ar", "name_en", "scope", "ordinal")
    list_display = ("path", "name_ar", "name_en")
    search_fields = ("path", "name_ar", "name_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        return ["parent", "path"] if obj else []


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly):
    """What the imports read and how they ended."""

    date_hierarchy = "started_at"
    list_display = (
        "started_at",
        "finished_at",
        "ran_by",
        "imported",
        "already_here",
        "superseding",
        "rejections",
    )
    list_select_related = ("by",)
    fields = (
        "started_at",
        "finished_at",
        "ran_by",
        "sources",
        "imported",
        "already_here",
        "superseding",
        "rejections",
    )

    @admin.display(description=_("Run by"), ordering="by", empty_value="")
    def ran_by(self, run: ImportRun) -> str:
        return str(run.by or "")

    @admin.display(description=_("paths"))
    def sources(self, run: ImportRun) -> SafeString:
        return format_html_join(mark_safe("<br>"), '<bdi dir="ltr">{}</bdi>', zip(run.paths))

    @admin.display(description=_("rejected"), ordering="rejected")
    def rejections(self, run: ImportRun) -> str | SafeString:
        if not run.rejected:
            return "0"
        url = f"{reverse('admin:corpus_rejection_changelist')}?run__id__exact={run.pk}"
        return format_html('<a href="{}">{}</a>', url, run.rejected)


class Reasons(admin.AllValuesFieldListFilter):
    """The reasons that occur, in the words of the interface."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": reason_called(str(choice["display"]))}


@admin.register(Rejection)
class RejectionAdmin(ReadOnly):
    """Records that were refused, each with its place and the reason."""

    list_display = ("place", "line", "byte", "why", "told", "at")
    fields = list_display
    list_filter = (("reason", Reasons),)
    list_select_related = ("run",)
    search_fields = ("origin", "detail")

    @admin.display(description=_("origin"), ordering="origin")
    def place(self, rejection: Rejection) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', rejection.origin)

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, rejection: Rejection) -> str:
        return reason_called(rejection.reason)

    @admin.display(description=_("detail"))
    def told(self, rejection: Rejection) -> SafeString:
        return format_html('<bdi dir="ltr" lang="en">{}</bdi>', rejection.detail)

    @admin.display(description=_("import run"), ordering="run")
    def at(self, rejection: Rejection) -> str:
        return str(rejection.run)


@admin.register(User)
class AccountAdmin(Kept):
    """Accounts and their roles."""

    form = AccountForm
    fields = ("username", "first_name", "last_name", "email", "role", "is_active", "new_password")
    list_display = ("username", "first_name", "last_name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        new_password = form.cleaned_data["new_password"]
        accounts.save(obj, by=request.user, password=new_password)  # type: ignore[arg-type]
