"""The bundle that a release needs, written from one analysis: notices, texts, statements, terms to pass on.

It says what is missing and where that is to be had; it never says that a duty is met.
"""

import hashlib

from licet.model.analysis import Analysis
from licet.notice import attribution, pages
from licet.notice.bundle import Bundle, BundleFile, Missing
from licet.notice.sheet import Sheet
from licet.report.json_text import json_text
from licet.report.markdown import escaped

__all__ = ["Bundle", "BundleFile", "Missing", "bundle_of"]

MANIFEST = "manifest.json"
MISSING = "MISSING.md"


def bundle_of(analysis: Analysis) -> Bundle:
    """Gather the files of the bundle, with a manifest of their hashes, and what is missing (sorted)."""
    sheet = Sheet(analysis)
    missing = tuple(sorted({*attribution.gaps(sheet), *pages.gaps(sheet)}))
    files = [*attribution.notice(sheet), *pages.pages(sheet)] if sheet.concerned else []
    if missing:
        files.append(BundleFile(path=MISSING, text=_missing(sheet, missing)))
    if files:
        files.append(_manifest(analysis, files))
    return Bundle(product=sheet.product, files=tuple(files), missing=missing)


def _missing(sheet: Sheet, missing: tuple[Missing, ...]) -> str:
    lines = ["# What this bundle still lacks", ""]
    lines += [
        f"- {escaped(sheet.label(each.component))}: {escaped(each.what)}. From: {escaped(each.where)}."
        for each in missing
    ]
    return "\n".join(lines) + "\n"


def _manifest(analysis: Analysis, files: list[BundleFile]) -> BundleFile:
    """The hashes of all files, so that a changed bundle is noticed."""
    told = {
        "product": {"name": analysis.config.product.name, "version": analysis.config.product.version},
        "tool": {"name": "licet", "version": analysis.version, "knowledge": analysis.knowledge},
        "files": {file.path: hashlib.sha256(file.text.encode()).hexdigest() for file in files},
    }
    return BundleFile(path=MANIFEST, text=json_text(told, indent=2))
