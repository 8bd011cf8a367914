"""The consult stage: every part that is named is looked up in the sources, and its lineage followed to the roots."""

from licet.consult.asking import consult, named

__all__ = ["consult", "named"]
