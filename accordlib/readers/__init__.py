"""Readers of files as people have them; they know nothing of documents and return plain records."""
