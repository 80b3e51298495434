"""The administration: what can be changed there, and that the history tells of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from corpus.models import Alias, Entity, Event, ImportRun, Rejection, Role, Topic, User
from corpus.text.keys import heard_as
from tests.factories import AliasFactory, EntityFactory, SourceFactory, TopicFactory

MODELS = ["entity", "source", "topic", "importrun", "rejection", "user"]
PASSWORD = "كلمة سر طويلة جداً"


def entity_form(entity: Entity | None = None, /, **aliases: Any) -> dict[str, Any]:
    fields = {"kind": "organisation", "name_ar": "مونشوت", "name_latin": "Moonshot AI"}
    known = entity.aliases.count() if entity else 0
    management = {"aliases-TOTAL_FORMS": max(known, 1), "aliases-INITIAL_FORMS": known}
    return fields | management | {f"aliases-0-{name}": value for name, value in aliases.items()}


def account_form(**fields: Any) -> dict[str, Any]:
    return {"username": "sara", "role": "editor", "is_active": "on"} | fields


@pytest.mark.parametrize("model", MODELS)
def test_each_list_opens_for_an_administrator(model: str, admin_client: Client) -> None:
    EntityFactory()
    SourceFactory(anonymous=True)

    response = admin_client.get(reverse(f"admin:corpus_{model}_changelist"))

    assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_opens_it(model: str, reviewer_client: Client) -> None:
    response = reviewer_client.get(reverse(f"admin:corpus_{model}_changelist"), follow=True)

    assert response.status_code == 403


def test_a_new_entity_comes_with_its_spelling(admin_client: Client, administrator: User) -> None:
    data = {"key": "moonshot", **entity_form(text="مونشوت إيه آي")}

    admin_client.post(reverse("admin:corpus_entity_add"), data)

    assert Alias.objects.get().entity.key == "moonshot"
    assert [it.object_type for it in Event.objects.filter(by=administrator)] == ["entity", "alias"]


def test_a_changed_spelling_is_found_by_what_it_is_now(admin_client: Client) -> None:
    alias = AliasFactory(text="مونشوت")
    data = entity_form(alias.entity, id=alias.pk, entity=alias.entity_id, text="أنثروبيك")

    admin_client.post(reverse("admin:corpus_entity_change", args=[alias.entity_id]), data)

    alias.refresh_from_db()
    assert (alias.folded, alias.heard) == ("انثروبيك", heard_as("Anthropic"))


def test_a_removed_spelling_is_in_the_history(admin_client: Client) -> None:
    alias = AliasFactory(text="العملاق الصيني")
    data = entity_form(
        alias.entity, id=alias.pk, entity=alias.entity_id, text=alias.text, DELETE="on"
    )

    admin_client.post(reverse("admin:corpus_entity_change", args=[alias.entity_id]), data)

    assert not Alias.objects.exists()
    assert Event.objects.get(verb="remove").before["text"] == "العملاق الصيني"


def test_a_latin_name_keeps_its_order_on_an_arabic_page(admin_client: Client) -> None:
    EntityFactory(name_ar="زيرو ون", name_latin="01.AI")

    response = admin_client.get(reverse("admin:corpus_entity_changelist"))

    assertContains(response, '<bdi dir="ltr">01.AI</bdi>')


def test_an_entity_without_a_name_is_told_so(admin_client: Client) -> None:
    data = {"key": "moonshot", **entity_form(), "name_ar": "", "name_latin": ""}

    response = admin_client.post(reverse("admin:corpus_entity_add"), data)

    assertContains(response, "للكيان اسم عربي أو لاتيني على الأقل.")
    assertNotContains(response, "corpus_entity_has_a_name")


def test_a_short_password_is_refused_in_arabic(admin_client: Client) -> None:
    data = account_form(new_password="نخلة-7")

    response = admin_client.post(reverse("admin:corpus_user_add"), data)

    assertContains(response, "كلمة المرور قصيرة. أقلّ طولها 10 أحرف.")


def test_a_spelling_without_letters_is_refused(admin_client: Client) -> None:
    data = {"key": "moonshot", **entity_form(text="\u064b\u064c")}

    response = admin_client.post(reverse("admin:corpus_entity_add"), data)

    assert response.status_code == 200
    assert not Entity.objects.exists()


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted_there(model: str, admin_client: Client) -> None:
    things: dict[str, Any] = {
        "entity": EntityFactory,
        "source": SourceFactory,
        "topic": TopicFactory,
        "importrun": lambda: ImportRun.objects.create(started_at=timezone.now()),
        "rejection": lambda: Rejection.objects.create(
            run=ImportRun.objects.create(started_at=timezone.now()), origin="a.txt", reason="empty"
        ),
        "user": lambda: User.objects.create(username="sara"),
    }
    thing = things[model]()

    response = admin_client.post(reverse(f"admin:corpus_{model}_delete", args=[thing.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("model", ["importrun", "rejection", "source"])
def test_what_commands_write_is_not_added_by_hand(model: str, admin_client: Client) -> None:
    response = admin_client.get(reverse(f"admin:corpus_{model}_add"))

    assert response.status_code == 403


def test_a_new_account_has_the_password_that_was_typed(admin_client: Client) -> None:
    admin_client.post(reverse("admin:corpus_user_add"), account_form(new_password=PASSWORD))

    assert User.objects.get(username="sara").check_password(PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "1234567890"])
def test_a_weak_or_missing_password_is_refused(password: str, admin_client: Client) -> None:
    admin_client.post(reverse("admin:corpus_user_add"), account_form(new_password=password))

    assert not User.objects.filter(username="sara").exists()


def test_a_role_given_there_opens_the_administration(admin_client: Client, editor: User) -> None:
    data = account_form(role="admin")

    admin_client.post(reverse("admin:corpus_user_change", args=[editor.pk]), data)

    editor.refresh_from_db()
    assert (editor.role, editor.is_staff) == (Role.ADMIN, True)
    assert Event.objects.get().after["role"] == "admin"


def test_the_last_administrator_is_told_to_make_another(
    admin_client: Client, administrator: User
) -> None:
    url = reverse("admin:corpus_user_change", args=[administrator.pk])

    response = admin_client.post(url, account_form())

    administrator.refresh_from_db()
    assert set(response.context["adminform"].form.errors) == {"role"}
    assert administrator.role == Role.ADMIN


@pytest.mark.parametrize(("path", "is_kept"), [("chips/export", True), ("export", False)])
def test_a_topics_path_begins_with_its_parents(
    path: str, is_kept: bool, admin_client: Client
) -> None:
    parent = TopicFactory(path="chips")
    names = {"name_ar": "قيود التصدير", "name_en": "Export controls", "ordinal": 1}

    admin_client.post(
        reverse("admin:corpus_topic_add"), {"path": path, "parent": parent.pk, **names}
    )

    assert Topic.objects.filter(path=path).exists() == is_kept


def test_a_run_leads_to_its_rejections(admin_client: Client) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), rejected=2)

    response = admin_client.get(reverse("admin:corpus_importrun_changelist"))

    assertContains(response, f"run__id__exact={run.pk}")
    assert (
        admin_client.get(
            f"{reverse('admin:corpus_rejection_changelist')}?run__id__exact={run.pk}"
        ).status_code
        == 200
    )


def test_rejections_speak_arabic_and_keep_paths_left_to_right(admin_client: Client) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), rejected=1)
    Rejection.objects.create(run=run, origin="/pages/a.txt", reason="encoding")
    Rejection.objects.create(run=run, origin="/pages/b.txt", reason="unheard-of")

    response = admin_client.get(reverse("admin:corpus_rejection_changelist"))

    assertContains(response, '<bdi dir="ltr">/pages/a.txt</bdi>')
    assertContains(response, "ترميزه ليس UTF-8", count=2)
    assertContains(response, "unheard-of")


@pytest.mark.parametrize("model", ["importrun", "rejection"])
def test_one_import_or_rejection_is_shown(model: str, admin_client: Client) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), paths=["/pages"])
    rejection = Rejection.objects.create(run=run, origin="/pages/a.txt", reason="empty")
    pk = {"importrun": run.pk, "rejection": rejection.pk}[model]

    response = admin_client.get(reverse(f"admin:corpus_{model}_change", args=[pk]))

    assertContains(response, '<bdi dir="ltr">/pages')
