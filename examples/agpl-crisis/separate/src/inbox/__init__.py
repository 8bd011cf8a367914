"""A shared inbox that shows every message in the reader's language."""
