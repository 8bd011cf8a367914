"""Judges whole registries of components and links, by the tables, the terms and the judge of single projects."""

from licet.registry.gather import Registry, gather
from licet.registry.judging import Drop, Judged, Judging, Outcome, prepare
from licet.registry.rows import rows

__all__ = ["Drop", "Judged", "Judging", "Outcome", "Registry", "gather", "prepare", "rows"]
