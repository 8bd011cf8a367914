"""The published JSON Schemas of what Licet reads and writes."""
