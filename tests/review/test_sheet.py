"""A whole review: language, known texts, questions, annexes that are not there; and the record that comes of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.licenses import clauses, read_agreement
from licet.model.vocabulary import Act, Value
from licet.review import review
from licet.review.inherit import merged
from licet.review.toml import Head, agreement
from tests.shared import shared

GERMAN = (
    "Der Lizenznehmer darf das Modell nicht an Dritte weitergeben oder ver\u00f6ffentlichen und muss alle Hinweise auf "
    "das Urheberrecht erhalten, wenn er Kopien des Modells innerhalb seines Unternehmens verteilt oder aufbewahrt.\n"
)
ENGLISH = (
    "The Licensee shall not distribute the Model to any third party and shall retain all of the copyright notices that "
    "stand in the Model, whenever the Licensee makes copies of the Model for use within its own company.\n"
)


def test_a_text_in_another_language_is_not_read_and_said_to_be() -> None:
    sheet = review(GERMAN)
    assert sheet.language == "other"
    assert sheet.statements == ()
    assert len(sheet.foreign) == 1
    assert "not in English" in sheet.notes[0]


def test_a_text_in_another_script_is_not_read() -> None:
    assert (
        review("\u672c\u8bb8\u53ef\u8bc1\u6388\u4e88\u60a8\u4f7f\u7528\u6a21\u578b\u7684\u6743\u5229\u3002").language
        == "other"
    )


def test_of_two_languages_the_english_one_is_read() -> None:
    sheet = review(ENGLISH + "\n" + GERMAN)
    assert sheet.language == "partly"
    assert "permits.redistribute" in {one.key for one in sheet.statements}
    assert [one.line for one in sheet.foreign] == [3]


def test_questions_begin_with_derivative_works_and_indemnification() -> None:
    sheet = review("1. You may modify the Software.\n\n2. Customer shall indemnify Licensor.\n")
    assert [one.topic for one in sheet.questions][:2] == ["derivative works", "indemnification"]
    assert sheet.questions[0].places == ("1, line 1",)
    assert sheet.questions[1].places == ("2, line 3",)
    patents = next(one for one in sheet.questions if one.topic == "patents")
    assert patents.places == ()
    assert len(patents.asks) == 1


def test_annexes_that_are_not_in_the_text_are_named() -> None:
    text = "1. Fees are set out in Exhibit A and Schedule 2.\n\nSchedule 2\n\nTen euros.\n"
    assert review(text).missing == ("Exhibit A",)


def test_what_it_is_about_is_the_word_used_most() -> None:
    assert review("The Data are given. Keep the Data. This is software.").kind == "data"


def test_a_known_text_is_named_and_not_read_again() -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    sheet = review(text)
    assert sheet.known
    assert (sheet.known.detection.license, sheet.known.changed) == (
        "LicenseRef-scancode-stable-diffusion-2022-08-22",
        False,
    )
    assert sheet.statements == ()
    assert sheet.questions[0].places, "it does speak of derivative works"


def test_of_a_changed_text_the_changes_are_read() -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    mark = "- To defame, disparage or otherwise harass others;"
    added = "- To operate casinos or other gambling;"
    sheet = review(text.replace(mark, f"{mark}\n{added}"))
    assert sheet.known
    assert sheet.known.changed
    assert "restrictions.gambling" in {one.key for one in sheet.statements}
    assert "permits.modify" not in {one.key for one in sheet.statements}, "that clause was not changed"
    assert "permits.modify" in {one.key for one in sheet.kept}, "and the record still holds for it"


def test_the_draft_of_a_changed_text_holds_what_is_kept_and_what_is_new(tmp_path: Path) -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    mark = "- To defame, disparage or otherwise harass others;"
    text = text.replace(mark, "- To operate casinos or other gambling;")
    sheet = review(text)
    (tmp_path / "deal.txt").write_text(text, "utf-8")
    head = Head(id="LicenseRef-Deal", name="Deal", kind=sheet.kind, file="deal.txt", sha256="", source="deal.txt")
    record = agreement(head, merged(sheet.kept, sheet.statements)).replace(', sha256 = ""', "")
    (tmp_path / "deal.toml").write_text(record, "utf-8")
    found = read_agreement(tmp_path / "deal.toml", tmp_path).license
    tags = {one.tag for one in found.restrictions}
    assert "gambling" in tags
    assert "defamation" not in tags, "its words are gone"
    assert "medical-advice" in tags
    assert found.permission(Act.HOST).value is Value.CONDITIONAL, "paragraph 4: on conditions"
    kept = next(one for one in sheet.kept if one.key == "permits.host")
    assert kept.quote.split()[0] in text.split("\n")[kept.line - 1]


WORDS = st.sampled_from(
    [
        *("you", "may", "shall", "not", "must", "modify", "distribute", "the", "Model", "military", "700 million"),
        *(
            "monthly active users",
            "EU",
            "(a)",
            "1.",
            "2.1",
            "-",
            ":",
            ";",
            '"',
            "\\",
            "\x1b",
            "\x7f",
            "\u2028",
            "nothing",
        ),
        *(
            "prohibits",
            "research",
            "only",
            "non-commercial",
            "Exhibit A",
            "sublicense",
            "terminate",
            "without",
            "consent",
        ),
        *("\n", "\n\n", "You", "Licensor", "grants", "Section 4", "indemnify"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, max_size=80))
def test_every_draft_is_a_record_whose_quotes_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words).replace("\r", "")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deal.txt").write_bytes(text.encode())
        sheet = review(text)
        head = Head(id="LicenseRef-Deal", name="Deal", kind=sheet.kind, file="deal.txt", sha256="", source="deal.txt")
        record = agreement(head, sheet.statements).replace(', sha256 = ""', "")
        (folder / "deal.toml").write_text(record, "utf-8")
        found = read_agreement(folder / "deal.toml", folder)
    assert found.license.draft
    assert not found.license.complete
    assert len(clauses(found.license)) == len(sheet.statements)
