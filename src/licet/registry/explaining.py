"""One component of a registry in detail: each finding with the way on which it rests and the clause in its words."""

from collections.abc import Iterator

from licet.errors import UsageError
from licet.judge import judge
from licet.model.findings import Finding
from licet.model.vocabulary import Verdict
from licet.registry.judging import Judging


def explained(judging: Judging, name: str) -> str:
    """What was found on the component of an id, in words.

    Raises:
        UsageError: the registry describes no such component.
    """
    registry = judging.registry
    part = next((at for at, each in enumerate(registry.ids) if each == name and registry.line[at]), None)
    if part is None:
        raise UsageError(f"{name!r} is no component of the registry", hint="ids are those of the column id")
    judgement = judge(judging.views.system(part, judging.seen_as))
    expression = judging.classes.terms[int(judging.reach.graph.part[part])].expression or "no license"
    lines = ["", f"  {name}   {expression}   {judgement.verdict.replace('-', ' ')}"]
    if judging.reach.unfinished[part]:
        lines.append("  its upstream is too knotted to be followed to its end; what was followed says")
    for finding in judgement.findings:
        if finding.verdict is not Verdict.ALLOWED:
            lines += ["", *_finding(finding)]
    return "\n".join([*lines, ""]) + "\n"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.verdict.replace('-', ' ')}   {finding.title}   ({finding.rule})"
    for clause in finding.clauses:
        yield f'    {clause.license} §{clause.section}  "{clause.quote}"'
    if finding.path:
        ways = "".join(f" --{step.how}--> {step.target}" for step in finding.path)
        yield f"    {finding.path[0].source}{ways}"
    for reason in finding.because:
        yield f"    {reason}"
