"""What people said of lines in an export, honoured here unless a person has said it of them."""

from annotations.formats.restore_marks import check
from annotations.formats.restore_registries import moment, moment_or_none, person
from annotations.formats.written import Record
from corpus.labels import PERSON
from corpus.models import Capture, Relabelling, Segment, SegmentKind
from corpus.services import relabelling


class Labels:
    """Takes what a file has of lines, and labels them when all of it is here."""

    def __init__(self) -> None:
        self.captures: set[int] = set()  # those in which a line has another label now
        self._new: list[Relabelling] = []

    def take(self, capture: Capture, record: Record) -> None:
        """Load what a person said of one line unless somebody here has."""
        start, end, quote = check(capture, record)
        said, is_new = Relabelling.objects.get_or_create(
            capture=capture,
            start=start,
            end=end,
            defaults={
                "quote": quote,
                "kind": SegmentKind(record["kind"]),
                "by": person(record["by"]),
                "at": moment(record["at"]),
                "removed_at": moment_or_none(record["removed_at"]),
            },
        )
        if is_new and said.removed_at is None:
            self._new.append(said)

    def finish(self) -> None:
        """Give the lines that are labelled otherwise here the label of the file."""
        for said in self._new:
            line = Segment.objects.filter(
                capture=said.capture, start=said.start, end=said.end
            ).first()
            if line is None or (line.kind, line.rule) == (said.kind, PERSON):
                continue
            line.kind, line.rule = said.kind, PERSON
            line.save(update_fields=["kind", "rule"])
            relabelling.widen([line.article], [line])
            self.captures.add(said.capture_id)
