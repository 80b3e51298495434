"""Run the finders again over articles that stand, and look for unknown spellings of names."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.db.models import Q
from rich.console import Console
from rich.progress import Progress

from annotations.services import facets
from annotations.services import spellings as mentions
from corpus.models import Article, Entity
from corpus.services import history, registry, spellings
from corpus.spelling_queries import articles_carrying, articles_holding
from corpus.text.morphology import load_analyser
from corpus.text.names import Gazetteer, Name
from corpus.text.spellings import Spellings

BATCH = 200


class Command(BaseCommand):
    help = (
        "Find the names of the registry again, with topics and cited sources, and unknown spellings "
        "of them (/spellings/). Decisions stay. Stopped, it goes on from --after ARTICLE."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--entity",
            metavar="KEY",
            help="only in articles that hold one of its names or were filed under it",
        )
        parser.add_argument(
            "--after", default="", metavar="ARTICLE", help="only articles whose key is greater"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        articles = _asked(options["entity"]).filter(key__gt=options["after"])
        names = registry.names()
        gazetteer = Gazetteer(names)
        speller = Spellings(names, gazetteer, load_analyser(settings.MORPHOLOGY_DIR).dictionary)
        count = articles.count()
        new, gone = 0, 0
        with Progress(console=Console(file=sys.stderr), transient=True) as progress:
            task = progress.add_task("Finding", total=count)
            for batch in _batches(articles):
                with transaction.atomic():
                    changed = mentions.find_again(batch, gazetteer)
                    spellings.note(batch, speller)
                new, gone = new + changed.new, gone + changed.gone
                progress.update(task, advance=len(batch), description=f"To {batch[-1].key}")
        after = {"articles": count, "new": new, "gone": gone, **_given(options)}
        history.record(
            by=None,
            verb="find mentions",
            object_type="corpus",
            object_key=options["entity"] or "all",
            before=None,
            after=after,
        )
        self.stdout.write(f"{count} articles read: {new} mentions new, {gone} gone")


def _asked(key: str | None) -> models.QuerySet[Article]:
    if key is None:
        return Article.objects.current()
    entity = Entity.objects.filter(key=key).select_related("merged_into").first()
    if entity is None:
        raise CommandError(f"There is no entity with the key {key}.")
    root = entity.merged_into or entity
    forms = [form for name in registry.names() if name.key == root.key for form in _forms(name)]
    merged = Entity.objects.filter(merged_into=root).values_list("key", flat=True)
    carried = articles_carrying(facets.keys_of([root.key, key, *merged]))
    return Article.objects.filter(
        Q(pk__in=articles_holding(forms).values("pk")) | Q(pk__in=carried.values("pk"))
    )


def _forms(name: Name) -> list[str]:
    """The forms of a name, with those of several words as one too: ديبسيك."""
    return [*name.forms, *name.short, *(form.replace(" ", "") for form in name.forms)]


def _batches(articles: models.QuerySet[Article]) -> Iterator[list[Article]]:
    """The articles in the order of their keys; each batch is asked for when it is due."""
    rows = articles.order_by("key")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(key__gt=batch[-1].key)[:BATCH])


def _given(options: dict[str, Any]) -> dict[str, str]:
    return {name: options[name] for name in ("entity", "after") if options[name]}
