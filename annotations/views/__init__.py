"""Pages of what is said about the corpus."""
