"""Derive everything again from captures and decisions."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, tee
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from rich.progress import track

from annotations.services import board, homes
from corpus.importing import processes
from corpus.importing.batches import batches
from corpus.importing.load import Analysed, Derive
from corpus.importing.resplit import record_of, resplit
from corpus.importing.workers import Drafted
from corpus.models import Article, Capture, LayerState
from corpus.services import captures, copies, history, index, lemmas
from corpus.services import layers as progress
from corpus.services.registry import OutletNames
from newsroom.derive import (
    Layer,
    Store,
    articles_version,
    derivation,
    layers,
    reading_version,
    tools,
)

BATCH = 200
ARTICLES = "articles"  # made capture by capture; the other layers over the whole corpus in one go


class Command(BaseCommand):
    help = (
        "Rebuild what is derived from captures and decisions: articles (with their labels, index, "
        "suggestions and signatures), boilerplate, copies, stories, the claim board, counts, proposed "
        "contradictions. Decisions stay. "
        "Stopped, it goes on from there when it is run again with the same rules."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "layers",
            nargs="*",
            metavar="LAYER",
            help="begin with the first of these; those after it read it and are rebuilt too",
        )
        parser.add_argument("--again", action="store_true", help="begin anew what was stopped")
        parser.add_argument("--check", action="store_true", help="only name what has drifted")

    def handle(self, *args: Any, **options: Any) -> None:
        derive = derivation()
        over_corpus = layers(derive)
        if options["check"]:
            self.name_drift(over_corpus)
            return
        with progress.alone(lambda: self.stderr.write("Waiting for another rebuild to end.")):
            last = [Layer("counts", "1", index.recount), Layer("proposals", "1", board.rebuild)]
            self.rebuild(derive, [*over_corpus, *last], options["layers"], again=options["again"])
            self.name_drift(over_corpus)

    def name_drift(self, over_corpus: Sequence[Layer]) -> None:
        """Say what is not in step, and fail if anything is."""
        versions = {layer.name: layer.version for layer in over_corpus}
        drifted = index.drift() + copies.drift() + progress.drift(reading_version(), versions)
        for line in drifted:
            self.stderr.write(line)
        if drifted:
            raise SystemExit(1)

    def rebuild(
        self, derive: Derive, over_corpus: Sequence[Layer], asked: Sequence[str], *, again: bool
    ) -> None:
        """Make the layers that are asked for, or what a rebuild of them left to do."""
        known = {ARTICLES: articles_version()} | {it.name: it.version for it in over_corpus}
        versions = _from_first(asked, known)
        left = ([] if again else self.left(versions)) or _begun(versions)
        if ARTICLES in left:
            self.articles(derive, versions[ARTICLES])
        for layer in over_corpus:
            if layer.name in left:
                layer()
        self.tell(versions)

    def left(self, versions: Mapping[str, str]) -> list[str]:
        """What a rebuild of these layers left to do, said in a line."""
        left = progress.left(versions)
        if left:
            state = LayerState.objects.get(name=left[0])
            place = f" after {state.page} ({state.articles} articles)" if state.page else ""
            self.stdout.write(f"Going on where a rebuild was stopped: {state.name}{place}")
        return left

    def articles(self, derive: Derive, version: str) -> None:
        """Split, label and derive capture by capture, in the order of their pages."""
        outlets, store = OutletNames(), Store()
        state = LayerState.objects.get(name=ARTICLES)
        count = -(-_after(state.page, state.sha256).count() // BATCH)
        stream = _drafted(_captures(state.page, state.sha256))
        for drafted in track(stream, "Rebuilding", count, transient=True):
            batch = [capture for capture, _ in drafted]
            with transaction.atomic():
                captures.hold(Article.objects.filter(capture__in=batch))
                done = resplit(drafted, homes.decided_places(batch), outlets)
                homes.rehome(batch)
                captures.choose_current({capture.page for capture in batch})
                articles = list(_articles(batch))
                analyses = {it.article.pk: it.analysis for it in done.analysed}
                store(Analysed(it, analyses[it.pk]) for it in articles if it.pk in analyses)
                derive([it for it in articles if it.pk not in analyses])
                progress.advance(ARTICLES, through=batch[-1], articles=len(articles))
            for capture, reason in done.left:
                self.stderr.write(f"{capture.page.key}: kept as it is, {reason}")
        progress.finish(ARTICLES, version)

    def tell(self, versions: Mapping[str, str]) -> None:
        """Write down that these layers were made, and say so."""
        after: dict[str, Any] = {"layers": list(versions)}
        said = ", ".join(versions)
        if ARTICLES in versions:
            after["articles"] = LayerState.objects.get(name=ARTICLES).articles
            said = f"{after['articles']} articles"
        history.record(
            by=None,
            verb="rebuild",
            object_type="corpus",
            object_key="all" if ARTICLES in versions else next(iter(versions)),
            before=None,
            after=after,
        )
        self.stdout.write(f"{said} rebuilt")


def _from_first(asked: Sequence[str], versions: Mapping[str, str]) -> dict[str, str]:
    """The layers from the first that is asked for, which all that follow it read."""
    names = list(versions)
    if unknown := [name for name in asked if name not in versions]:
        raise CommandError(f"There is no layer {unknown[0]}: {', '.join(names)}.")
    first = min((names.index(name) for name in asked), default=0)
    return {name: versions[name] for name in names[first:]}


@transaction.atomic
def _begun(versions: Mapping[str, str]) -> list[str]:
    """Begin these layers anew.

    What is known of words is forgotten only here: the batches before a stop have learnt some.
    """
    progress.begin(versions)
    if ARTICLES in versions:
        lemmas.unlearn()
    return list(versions)


def _after(page: str, sha256: str) -> models.QuerySet[Capture]:
    """The captures that come after this one, in order."""
    rows = Capture.objects.select_related("page").defer("data").order_by("page__key", "sha256")
    return rows.filter(page__key__gte=page).exclude(page__key=page, sha256__lte=sha256)


def _captures(page: str, sha256: str) -> Iterator[Capture]:
    """The captures after this one; some are asked for when they are due."""
    while some := list(_after(page, sha256)[:BATCH]):
        yield from some
        page, sha256 = some[-1].page.key, some[-1].sha256


def _drafted(stream: Iterator[Capture]) -> Iterator[list[tuple[Capture, Drafted]]]:
    """Batches of captures with what the rules make of them today, by all cores of this machine."""
    captures, texts = tee(stream)
    drafting = processes.on_this_machine(tools(), os.cpu_count() or 1)
    for drafts in batches(drafting(map(record_of, texts)), BATCH):
        yield list(zip(islice(captures, len(drafts)), drafts, strict=True))


def _articles(batch: Sequence[Capture]) -> models.QuerySet[Article]:
    articles = Article.objects.filter(capture__in=batch).select_related("capture__page")
    return articles.defer("capture__data").order_by("key")
