"""Derive everything again from captures and decisions."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from rich.progress import track

from corpus.models import Article
from corpus.services import captures, history, index
from newsroom.derive import derivations

BATCH = 200


class Command(BaseCommand):
    help = "Rebuild the index, suggestions and facets from captures and decisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only name what has drifted")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            count = self.rebuild()
            self.stdout.write(f"{count} articles rebuilt")
        for line in (drifted := index.drift()):
            self.stderr.write(line)
        if drifted:
            raise SystemExit(1)

    def rebuild(self) -> int:
        """Run every derivation over all articles, in the order of their keys."""
        sinks = derivations()
        index.unlearn()
        articles = Article.objects.select_related("capture__page").order_by("key")
        total = articles.count()
        stream = articles.iterator(BATCH)
        for _ in track(range(0, total, BATCH), description="Rebuilding", transient=True):
            batch = list(islice(stream, BATCH))
            with transaction.atomic():
                captures.hold(batch)
                for sink in sinks:
                    sink(batch)
        index.recount()
        history.record(
            by=None,
            verb="rebuild",
            object_type="corpus",
            object_key="all",
            before=None,
            after={"articles": total},
        )
        return total
