"""What changes the corpus and the registries, each change an event of the history."""
