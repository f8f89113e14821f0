"""The catalogue: SQLite, the one truth of a library."""
