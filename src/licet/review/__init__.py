"""Read an unseen agreement as draft statements, for a specialist to confirm (docs/review.md)."""

from licet.review.sheet import Sheet, review

__all__ = ["Sheet", "review"]
