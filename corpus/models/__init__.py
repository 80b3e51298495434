"""What was published, the registries, the history and the derived index."""

from corpus.models.events import Event
from corpus.models.imports import ImportRun, Rejection
from corpus.models.index import ArticleIndex, FacetValue, SurfaceLemma
from corpus.models.layers import LayerState
from corpus.models.publishing import (
    CORRECTED_KINDS,
    Article,
    ArticleQuerySet,
    Capture,
    Page,
    Precision,
    Relabelling,
    Segment,
    SegmentKind,
)
from corpus.models.registry import (
    Alias,
    Entity,
    EntityKind,
    NotSame,
    Source,
    SourceKind,
    Topic,
)
from corpus.models.saved import SavedSearch
from corpus.models.spellings import RefusedSpelling, UnknownSpelling
from corpus.models.stories import Copy, Fingerprint, Story, StoryArticle
from corpus.models.users import Role, User

__all__ = [
    "CORRECTED_KINDS",
    "Alias",
    "Article",
    "ArticleIndex",
    "ArticleQuerySet",
    "Capture",
    "Copy",
    "Entity",
    "EntityKind",
    "Event",
    "FacetValue",
    "Fingerprint",
    "ImportRun",
    "LayerState",
    "NotSame",
    "Page",
    "Precision",
    "RefusedSpelling",
    "Rejection",
    "Relabelling",
    "Role",
    "SavedSearch",
    "Segment",
    "SegmentKind",
    "Source",
    "SourceKind",
    "Story",
    "StoryArticle",
    "SurfaceLemma",
    "Topic",
    "UnknownSpelling",
    "User",
]
