"""Where a fact that a finding rests on was stated."""

from licet.report.lookup import Index
from licet.report.result import Finding


def origin_of(index: Index, finding: Finding, name: str) -> str:
    """Say where a fact comes from: an answer, the use, a part or a link of licet.toml, or the scan.

    A fact is looked for by its name as the finding gives it, `name` or `name:what it is about`.
    """
    result = index.result
    settings = result["settings"]
    plain = name.partition(":")[0].partition("(")[0].strip()
    for question in (name, *finding["questions"]):
        if question in settings["answers"]:
            return f"licet.toml [answers] {question}"
    if finding["facts"].get(name, "") in {"unknown", "None", ""}:
        return "not stated"
    if plain in _stated_use(index):
        return "licet.toml [use]"
    for identity in finding["components"]:
        part = index.components.get(identity)
        if part and plain in part["facts"]:
            return f"licet.toml, component {index.label(identity)}"
    on_path = {(step["from"], step["how"], step["to"]) for step in finding["steps"]}
    for link in result["links"]:
        if (link["from"], link["how"], link["to"]) in on_path and plain in link["facts"]:
            return f"licet.toml, link {index.label(link['from'])} to {index.label(link['to'])}"
    return "found by the scan" if settings["stated"] else "found by the scan, without a licet.toml"


def _stated_use(index: Index) -> set[str]:
    use = index.result["use"]
    named = {name for name, value in use.items() if value is not None and name != "sizes"}
    return named | set(use["sizes"])
