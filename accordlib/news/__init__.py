"""Who is quoted, and whether it is in the source."""
