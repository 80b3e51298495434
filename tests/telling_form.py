"""The form of a claim as a browser without a script reads and sends it."""

from typing import Any

from django.test import Client
from lxml import html

from annotations.models import Mark

HTMX = {"HX-Request": "true"}


def fields_of(client: Client, mark: Mark) -> dict[str, Any]:
    """What the form of the mark would send if nobody touched it."""
    page = client.get(f"{mark.article.get_absolute_url()}?mark={mark.pk}").content.decode()
    form = html.fromstring(page).get_element_by_id("telling")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def tell(client: Client, mark: Mark, do: str = "save", **changed: Any) -> Any:
    fields = {**fields_of(client, mark), "do": do}
    fields.update({name.replace("__", "-"): value for name, value in changed.items()})
    return client.post(address_of(mark), fields, headers=HTMX)


def address_of(mark: Mark) -> str:
    return f"{mark.article.get_absolute_url()}marks/{mark.pk}/telling/"
