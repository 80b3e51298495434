"""A PostgreSQL server of the project's own, for machines where nobody set one up."""
