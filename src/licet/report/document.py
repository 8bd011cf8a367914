"""The result as JSON (`schemas/result.schema.json`)."""

import json

from licet.report.options import Options
from licet.report.result import Result


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the document as JSON: one key or value a line, one newline at the end."""
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
