"""Propagate: carry terms along the graph, for one project and for whole registries, by the same tables."""

from licet.propagate.tables import link_class
from licet.propagate.walk import MAX_DEPTH, MAX_STATES, Reached, along, propagate

__all__ = ["MAX_DEPTH", "MAX_STATES", "Reached", "along", "link_class", "propagate"]
