"""What the listening notes of a cue: who says, and from where the content is looked for."""

from typing import Literal, NamedTuple

from corpus.text.cues import Cue
from corpus.text.names import Mention
from corpus.text.scene import Speaker

# The speaker that stands there; whoever spoke last; somebody whom the registry does not know;
# nobody (يُقال); or the page in its own voice (يُذكر).
Whose = Literal["speaker", "same", "stranger", "nobody", "page"]


class Said(NamedTuple):
    """A cue in the words first to cue; `after` is the word behind the cue and its speaker."""

    first: int
    cue: int
    rule: Cue
    whose: Whose
    speaker: Speaker | None
    after: int
    told: Mention | None
