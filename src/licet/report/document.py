"""The result as JSON (`schemas/result.schema.json`)."""

from licet.report.json_text import json_text
from licet.report.options import Options
from licet.report.result import Result


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the document as JSON: one key or value a line, one newline at the end."""
    return json_text(result)
