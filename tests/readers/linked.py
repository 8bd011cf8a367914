"""What a reader found, in a form that reads well beside the file."""

from licet.model.bom import Found


def linked(found: Found) -> list[tuple[str, str, str, int]]:
    """Return each link as (from, how, to or its unresolved words, line), in order."""
    shown = {part.id: part.unresolved or part.id for part in found.components}
    return [
        (link.source, link.how.value, shown.get(link.target, link.target), link.evidence[0].line)
        for link in found.links
    ]
