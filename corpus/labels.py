"""The rules of labels that are none of the import's own: what a person said, and what repeats."""

PERSON, LEARNT = "person", "learnt"
# What a line that repeats can have been taken for: never a title, never a dateline.
LEARNABLE = ("paragraph", "subheading")
