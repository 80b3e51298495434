"""What an export reads from: the database as it is at one moment, and the articles asked for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

from corpus.models import Article

_KEPT = 5_000


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read is of one moment, whoever goes on working; a caller's transaction has its
    own.
    """
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def kept(articles: Iterable[int] | None) -> Iterator[models.QuerySet[Article]]:
    """The articles of these ids, or all; the database keeps the ids, for it is asked often."""
    if articles is None:
        yield Article.objects.all()
        return
    ids = iter(articles)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE exported (article bigint)")
        while some := list(islice(ids, _KEPT)):
            cursor.execute("INSERT INTO exported SELECT unnest(%s::bigint[])", [some])
        cursor.execute("ANALYZE exported")
        # Nothing of anybody's is in this statement.
        own = RawSQL("SELECT article FROM exported", [])
        yield Article.objects.filter(pk__in=own)
        cursor.execute("DROP TABLE exported")
