"""The identify stage: per component, the licenses that are declared, detected and concluded, kept apart."""

from licet.identify.conclude import identify
from licet.identify.match import recognize

__all__ = ["identify", "recognize"]
