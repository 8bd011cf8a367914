"""Files named as bills of materials that are of no kind that is read: each is a problem, none is passed over."""

import re
from typing import Final

from licet.model.bom import Found
from licet.readers import cyclonedx, spdx2, spdx3
from licet.readers.opened import OpenedFile

NAME: Final = "unread-boms"
LIMIT: Final = 64 * 1024 * 1024

_NAME: Final = re.compile(
    r"(?:.*[._-])?(?:s?bom|aibom|cdx)(?:[._-][a-z0-9]{1,20}){0,3}\.(?:json|xml|ya?ml|rdf|txt)"
    r"|.*\.spdx(?:\.(?:json|xml|ya?ml|rdf|rdf\.xml))?"
)


def wants(path: str) -> bool:
    """Tell whether a file is named as a bill of materials."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Say that a document is not read, unless another reader knows its kind."""
    if cyclonedx.is_mine(file.data) or spdx2.is_mine(file.data) or spdx3.is_mine(file.data):
        return Found()
    return file.problem(
        "is named as a bill of materials and is of no kind that is read",
        hint="export it as SPDX 2.3 (JSON or tag-value), SPDX 3.0 or CycloneDX (JSON or XML), or rename it",
    )
