"""Derive everything again from captures and decisions."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, transaction
from rich.progress import track

from annotations.services import homes
from corpus.importing.resplit import resplit
from corpus.models import Article, Capture
from corpus.services import captures, copies, history, index
from corpus.services.registry import OutletNames
from newsroom.derive import derivation, layers

BATCH = 200


class Command(BaseCommand):
    help = "Rebuild articles, labels, index and suggestions from captures and decisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only name what has drifted")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            count = self.rebuild()
            self.stdout.write(f"{count} articles rebuilt")
        for line in (drifted := index.drift() + copies.drift()):
            self.stderr.write(line)
        if drifted:
            raise SystemExit(1)

    def rebuild(self) -> int:
        """Split, label and derive capture by capture, in the order of their pages."""
        derive, outlets = derivation(), OutletNames()
        index.unlearn()
        rows = Capture.objects.select_related("page").defer("data").order_by("page__key", "sha256")
        stream, total = rows.iterator(BATCH), 0
        for _ in track(range(0, rows.count(), BATCH), description="Rebuilding", transient=True):
            batch = list(islice(stream, BATCH))
            with transaction.atomic():
                captures.hold(list(Article.objects.filter(capture__in=batch)))
                for left in resplit(batch, homes.decided_places(batch), outlets):
                    self.stderr.write(f"{left.page.key}: kept as it is, a decision stands across")
                homes.rehome(batch)
                articles = list(_articles(batch))
                derive(articles)
            total += len(articles)
        for layer in layers(derive):
            layer()
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


def _articles(batch: list[Capture]) -> models.QuerySet[Article]:
    articles = Article.objects.filter(capture__in=batch).select_related("capture__page")
    return articles.defer("capture__data").order_by("key")
