"""License texts that differ from the known one (design section 6)."""

from dataclasses import replace

from licet.model.bom import Detection, Draft, Evidence, Identified, Touched
from licet.model.vocabulary import Verdict
from tests.rules.build import found, link, part, system, verdict_if

RULE = "modified-text"


def detection(match: str, *, inserted: tuple[str, ...] = (), missing: int = 0, score: float = 1.0) -> Detection:
    return Detection(
        license="MIT",
        document="license",
        match="exact" if match == "exact" else "modified",
        score=score,
        evidence=Evidence(path="vendor/m/LICENSE"),
        inserted=inserted,
        missing=missing,
    )


def detected(*detections: Detection, own: bool | None = None) -> Identified:
    changed = tuple(one for one in detections if one.match == "modified")
    return replace(part("m", license="MIT", own=own), detected=detections, changed=changed)


def test_added_words_need_review_and_are_shown() -> None:
    changed = detection("modified", inserted=("may not be used for good",), score=0.97)
    [finding] = found(system([detected(changed)], [link("product", "embeds", "m")]), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert [step.target for step in finding.path] == ["m"]
    assert 'vendor/m/LICENSE: added "may not be used for good" (97% of MIT in place)' in " ".join(finding.because)


def test_it_asks_whether_the_changed_text_was_read() -> None:
    judged = system([detected(detection("modified", missing=3))], [link("product", "embeds", "m")])
    assert found(judged, RULE)[0].questions == ("changed-text-read:m",)
    assert verdict_if(judged, RULE, "changed-text-read:m") == (Verdict.WITH_DUTIES, Verdict.REVIEW)


def test_missing_words_are_counted() -> None:
    [finding] = found(
        system([detected(detection("modified", missing=12, score=0.9))], [link("product", "runs", "m")]), RULE
    )
    assert "12 words missing" in " ".join(finding.because)


def test_what_the_changes_seem_to_say_and_bear_on_is_told() -> None:
    read = replace(
        detection("modified", inserted=("no use by armies",)),
        drafts=(Draft(about="military", line=3, quote="no use by armies"), Draft(about="unread", line=4, quote="x")),
        touched=(Touched(statement="permits.modify", section="1", how="touched"),),
    )
    [finding] = found(system([detected(read)], [link("product", "embeds", "m")]), RULE)
    assert finding.verdict is Verdict.REVIEW
    told = " ".join(finding.because)
    assert "the added words seem to speak of military; it bears on permits.modify" in told
    assert "unread" not in told


def test_every_changed_text_of_a_part_is_named_in_one_finding() -> None:
    first, second = detection("modified", missing=3), detection("modified", inserted=("not for sale",))
    [finding] = found(system([detected(first, second)], [link("product", "embeds", "m")]), RULE)
    assert "3 words missing" in " ".join(finding.because)
    assert "not for sale" in " ".join(finding.because)


def test_an_exact_text_is_no_finding() -> None:
    assert found(system([detected(detection("exact"))], [link("product", "embeds", "m")]), RULE) == ()


def test_a_changed_text_that_nothing_rests_on_is_no_finding() -> None:
    notice = replace(detected(detection("exact"), detection("modified", missing=3)), changed=())
    assert found(system([notice], [link("product", "embeds", "m")]), RULE) == ()


def test_our_own_changed_text_is_ours_to_change() -> None:
    judged = system([detected(detection("modified", missing=3), own=True)], [link("product", "embeds", "m")])
    assert found(judged, RULE) == ()
