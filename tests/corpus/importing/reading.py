"""What the tests of the formats share: a page's words, and files read into records."""

import json
from pathlib import Path

from corpus.importing.formats import Reading, read_path
from corpus.importing.records import Record, Rejected

TITLE = "افتتاح أول مصنع للرقائق في الواحة"
BODY = (
    "قالت الشركة في بيان إن المصنع الذي أعلن عن افتتاحه سيبدأ العمل بعد عام على الأقل.\n"
    "وأضافت أن العمل على المرحلة الثانية يبدأ من الصيف المقبل، بحسب ما جاء في البيان."
)


def line(**columns: object) -> bytes:
    return json.dumps(columns, ensure_ascii=False).encode() + b"\n"


def article(**columns: object) -> bytes:
    return line(**{"title": TITLE, "text": BODY, **columns})


def found(path: Path, **said: object) -> list[Record | Rejected]:
    return list(read_path(path, Reading(**said)))  # type: ignore[arg-type]


def records(path: Path, **said: object) -> list[Record]:
    return [each for each in found(path, **said) if isinstance(each, Record)]


def rejections(path: Path, **said: object) -> list[Rejected]:
    return [each for each in found(path, **said) if isinstance(each, Rejected)]


def one(path: Path, **said: object) -> Record:
    (record,) = found(path, **said)
    assert isinstance(record, Record), record
    return record
