"""The system file: `licet.toml`, or `[tool.licet]` in pyproject.toml (design section 3)."""

from licet.config.document import find
from licet.config.loading import default, load
from licet.config.nearest import nearest
from licet.config.policy import governed, load_policy

__all__ = ["default", "find", "governed", "load", "load_policy", "nearest"]
