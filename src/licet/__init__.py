"""Licet: what may we do with a composite AI system, what do we owe, and what is the cheapest way out."""
