"""Search at a size: a corpus of recombined real text, made in SQL, and what asking it costs."""
