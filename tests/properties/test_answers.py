"""An answer that is written to the file moves the verdict to exactly what was foretold, whatever the system."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from licet.cli.ask import Desk
from licet.model.findings import Question
from licet.pipeline import analyze
from licet.remedy.answers import READING
from licet.rules.facts import YES_NO

DAY = date(2026, 12, 1)
LICENSES = (
    *("MIT", "Apache-2.0", "GPL-3.0-only", "AGPL-3.0-only", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "ODbL-1.0", "llama-3.1"),
    *("LicenseRef-Vendor", "MIT OR GPL-3.0-only", "SSPL-1.0", "LGPL-2.1-only", "MPL-2.0"),
)
HOWS = ("links", "calls", "embeds", "trains-on", "runs", "bundles", "modifies", "fine-tunes", "builds-with")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A `licet.toml` with one to three parts; much of the use is left open."""
    lines = [
        "[product]",
        'name = "acme"',
        f'license = "{draw(st.sampled_from(["MIT", "LicenseRef-Acme"]))}"',
        "[use]",
    ]
    lines += draw(st.sampled_from([[], ["commercial = true"], ["commercial = false"]]))
    lines += draw(st.sampled_from([[], ['delivery = ["hosted-api"]'], ['delivery = ["on-premises"]']]))
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["model", "dataset", "library"]))
        source = draw(st.sampled_from(["product", *(f"p{earlier}" for earlier in range(number))]))
        lines += ["[[component]]", f'id = "p{number}"', f'kind = "{kind}"']
        lines += [f'license = "{draw(st.sampled_from(LICENSES))}"']
        lines += ["[[link]]", f'from = "{source}"', f'how = "{draw(st.sampled_from(HOWS))}"', f'to = "p{number}"']
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n[answers]\n", "\n# the end"]))


def answerable(question: Question) -> bool:
    return tuple(question.verdict_if) == YES_NO or question.id.startswith(READING)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(files(), st.data())
def test_a_written_answer_moves_to_the_foretold_verdict_and_is_not_asked_again(text: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "licet.toml"
        file.write_text(text, "utf-8")
        desk = Desk(file, now=DAY)
        open_ = [question for question in desk.judgement.questions if answerable(question)]
        assume(open_)
        question = data.draw(st.sampled_from(open_))
        reply = data.draw(st.sampled_from(sorted(question.verdict_if)))
        foretold = desk.predicted(desk.meant(question, reply))
        desk.take([(question.id, reply)])
        after = analyze(file, now=DAY)
        assert file.read_text("utf-8").startswith(text)
    assert after.verdict is desk.judgement.verdict is foretold
    assert after.questions == desk.judgement.questions
    assert question.id not in {other.id for other in after.questions}
    assert after.bom.problems == ()
