"""The corpus of a size: made once, kept in a database of its own, and used again.

The pieces that it is made of are kept in another, which serves every size.
"""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from annotations.models import Mark
from benchmarks.searching import databases
from benchmarks.searching.making import CHUNK, make
from benchmarks.searching.pieces import pieces_of
from benchmarks.searching.staging import Staged, stage, staged_here
from corpus.models import Article, ArticleIndex, Capture, Page
from corpus.services import index, search_indexes
from corpus.text.morphology import load_analyser
from corpus.text.rules import RULES_VERSION

SEED = 20_261_122
ARTICLES_CUT = 6_500
PIECES = "bench_search_pieces"
_ENTITIES = settings.BASE_DIR / "seeds" / "entities.jsonl"
_UNFINISHED = "unfinished"
_SEQUENCE = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


def ensure(data: Path, size: int, *, again: bool, workers: int) -> str:
    """Make the corpus unless it is here as it would come out now; says how it was made.

    Cut off, it goes on where it was.
    """
    name = f"bench_search_{size}"
    version = f"{size} articles, {_version('pieces', 'staging', 'making')}"
    here, _, made = databases.described(name).partition("; ")
    if again or here != version:
        _ensure_pieces(data)
        databases.create(name, template=PIECES)
        databases.describe(name, f"{version}; {_UNFINISHED}")
        made = _UNFINISHED
    databases.use(name)
    call_command("migrate", verbosity=0)
    if made == _UNFINISHED:
        before = time.perf_counter()
        with databases.few_checkpoints():
            rest = fill(size, workers)
        minutes = (time.perf_counter() - before) / 60
        made = f"{rest:,} articles made in {minutes:.0f} minutes by {workers} processes"
        databases.describe(name, f"{version}; {made}")
    return made


def _ensure_pieces(data: Path) -> None:
    """Cut and analyse real articles unless their pieces are here."""
    analyser = load_analyser(settings.MORPHOLOGY_DIR)
    by = f"{analyser.version} {RULES_VERSION}"
    version = f"{data.stat().st_size} bytes, {by}, {_version('pieces', 'staging')}"
    if databases.described(PIECES) == version:
        databases.use(PIECES)
        call_command("migrate", verbosity=0)
        return
    databases.create(PIECES)
    databases.use(PIECES)
    call_command("migrate", verbosity=0)
    call_command("load_entities", str(_ENTITIES), verbosity=0)
    say("cutting and analysing real articles")
    pieces = pieces_of(data, ARTICLES_CUT, analyser)
    say(f"staging {len(pieces):,} pieces")
    stage(pieces, Random(SEED))  # noqa: S311
    databases.describe(PIECES, version)


def fill(size: int, workers: int) -> int:
    """Make what is missing of so many articles, and all that search reads; returns how many."""
    staged = staged_here()
    search_indexes.drop_when_empty()
    chunks = list(_missing(size))
    rest = sum(last - first + 1 for first, last in chunks)
    say(f"making {rest:,} articles")
    done = 0
    with ThreadPoolExecutor(workers) as threads:
        for made in threads.map(partial(_made, staged=staged), chunks):
            done += made
            if done % (20 * CHUNK) == 0:
                say(f"{done:,} articles")
    _continue_numbers(size)
    say("making the search indexes")
    databases.tell("SET maintenance_work_mem = '1GB'")
    search_indexes.make_missing()
    say("counting facets")
    index.recount()
    say("gathering statistics")
    databases.tell("VACUUM ANALYZE")
    return rest


def _missing(size: int) -> Iterator[tuple[int, int]]:
    """The chunks that are not here, each of which is made whole or not at all."""
    for first in range(1, size + 1, CHUNK):
        if not Page.objects.filter(pk=first).exists():
            yield first, min(first + CHUNK - 1, size)


def _made(chunk: tuple[int, int], staged: Staged) -> int:
    """Make a chunk in a thread, each of which has a connection of its own."""
    make(*chunk, staged)
    connection.close()
    return chunk[1] - chunk[0] + 1


def _continue_numbers(size: int) -> None:
    """Let rows that come later have the numbers after those that the corpus gave."""
    last = {Page: size, Capture: size, Article: size, Mark: 100 * (size + 1)}
    with connection.cursor() as cursor:
        for model, number in last.items():
            cursor.execute(_SEQUENCE, [model._meta.db_table, number])


def _version(*makers: str) -> str:
    """How it is made, and the columns that it has."""
    digest = hashlib.sha256()
    for name in makers:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    digest.update(" ".join(it.name for it in ArticleIndex._meta.fields).encode())
    return digest.hexdigest()[:12]
