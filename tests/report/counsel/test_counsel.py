import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word

from licet.pipeline import assess, scan
from licet.report.counsel import docx, pdf
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points, Quote
from licet.report.counsel.incident import incident
from licet.report.counsel.memo import memo
from licet.report.lookup import index_of
from licet.report.result import Result
from licet.report.view import result_of
from tests.report import factory
from tests.report.generated import unlicensed
from tests.shared import REPOSITORY

BLOCKED = result_of(factory.blocked(packages=2))
CLEAN = result_of(factory.clean())


def crisis(variant: str) -> Result:
    folder = REPOSITORY / "examples" / "agpl-crisis" / variant
    return result_of(assess(scan(folder), now=date(2026, 1, 1)))


def words(block: Block) -> str:
    match block:
        case Heading() | Quote():
            return block.text
        case Para():
            return f"{block.lead}{block.text}"
        case Points():
            return "\n".join(block.items)
        case Grid():
            return "\n".join(" | ".join(row) for row in (block.head, *block.rows))


def text_of(document: Document) -> str:
    return "\n".join(map(words, document.blocks))


def chapters(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_a_memo_has_every_chapter_that_counsel_needs() -> None:
    found = chapters(memo(BLOCKED))
    wanted = ["Result", "Facts assumed", "Issues", "Duties", "Open questions", "Ways out", "Annex A: parts"]
    assert [each for each in found if each in wanted] == wanted


def test_every_issue_stands_with_its_clauses_and_every_open_question_with_who_can_answer() -> None:
    document = memo(BLOCKED)
    text = text_of(document)
    for finding in BLOCKED["findings"]:
        if finding["verdict"] in {"blocked", "needs-review"} and not finding["waived_by"]:
            assert f"{finding['id']}  {finding['title']}" in text
            assert all(clause["quote"] in text for clause in finding["clauses"])
    assert BLOCKED["questions"]
    assert all(question["asks"] in text for question in BLOCKED["questions"])
    assert "who can answer" in text


def test_every_part_is_in_the_annex_and_what_is_unknown_is_said() -> None:
    text = text_of(memo(BLOCKED))
    index = index_of(BLOCKED)
    assert all(index.license(part["licenses"]["concluded"]) in text for part in BLOCKED["components"])
    assert "not stated" in text_of(memo(result_of(factory.unstated())))


def test_alike_duties_and_alike_outbound_licenses_are_one_row() -> None:
    document = memo(result_of(factory.blocked(packages=30)))
    grids = {block.head[0]: block for block in document.blocks if isinstance(block, Grid)}
    assert sum(each["status"] == "due" for each in result_of(factory.blocked(packages=30))["duties"]) > 30
    assert ["part029" in row[1] for row in grids["duty"].rows].count(True) == 1
    assert len(grids["duty"].rows) < 10
    because = [(row[1], row[2]) for row in grids["license"].rows]
    assert len(because) == len(set(because))


def test_many_alike_issues_questions_and_remedies_are_told_once_with_the_names_of_all() -> None:
    result = result_of(unlicensed(30))
    document = memo(result)
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [f"F1  {result['findings'][0]['title']}"]
    text = text_of(document)
    assert f"{result['findings'][0]['title']} (and 29 more alike)" in text
    assert all(each["id"] in text and each["title"] in text for each in result["findings"])
    grids = {block.head[0]: block for block in document.blocks if isinstance(block, Grid)}
    [question] = grids["question"].rows
    assert question[0].startswith(f"{result['questions'][0]['asks']} [{result['questions'][0]['id']}]; the same of ")
    assert all(f"part{number:03}" in question[0] for number in range(30))
    assert "F30" in question[3]
    [remedy] = grids["id"].rows[-1:]
    assert remedy[1].startswith("leave pkg:pypi/part000@1.0 out; likewise R2 part001, R3 part002")
    record = incident(result)
    assert [block.text for block in record.blocks if isinstance(block, Heading) and block.level == 2] == headings
    assert "(and 29 more alike)" in text_of(record)


def test_a_few_issues_stand_each_for_itself() -> None:
    result = result_of(unlicensed(3))
    headings = [block.text for block in memo(result).blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [f"{each['id']}  {each['title']}" for each in result["findings"]]


def test_a_finding_that_a_question_decides_tells_its_own_verdicts_under_the_answers() -> None:
    result = crisis("separate")
    finding = next(each for each in result["findings"] if each["questions"])
    question = next(each for each in result["questions"] if each["id"] == finding["questions"][0])
    text = text_of(memo(result))
    assert finding["because"][0] == question["asks"]
    for sentence in finding["because"][1:]:
        assert f"{sentence[0].upper()}{sentence[1:]}." in text


def test_the_fewest_answers_that_open_the_gate_stand_in_the_result() -> None:
    result = crisis("separate")
    blocks = memo(result).blocks
    first = next(number for number, block in enumerate(blocks) if block == Heading(1, "Facts assumed"))
    text = "\n".join(map(words, blocks[:first]))
    assert len(result["opened_by"]) == 1
    assert "Answer this one question so and the gate opens." in text
    (name, reply), *_ = result["opened_by"][0]["answers"].items()
    asks = next(each["asks"] for each in result["questions"] if each["id"] == name)
    assert f"{asks} {reply.capitalize()}." in text
    assert "the gate opens" not in text_of(memo(CLEAN))


def test_a_clean_result_has_a_memo_too() -> None:
    text = text_of(memo(CLEAN))
    assert "No finding blocks the use or needs review." in text


def test_the_incident_record_names_halt_deciders_architecture_options_and_gate() -> None:
    document = incident(crisis("linked"))
    assert chapters(document) == [
        "What is halted",
        "Who is to decide",
        "How the part is integrated, and what that changes",
        "Options, with cost and consequence",
        "Post-mortem: the gate that catches this",
    ]
    text = text_of(document)
    assert "until the gate passes" in text
    assert "as a separate service" in text  # what another architecture changes
    assert "category:network-copyleft" in text  # the setting that has such a part looked at
    assert "requirements.txt" in text  # where it came in


def test_nothing_is_halted_where_the_gate_passes() -> None:
    assert "nothing has to be halted" in text_of(incident(CLEAN))


@pytest.mark.parametrize("make", [memo, incident])
def test_files_are_the_same_bytes_again_and_hold_the_words(make: Callable[[Result], Document]) -> None:
    document = make(BLOCKED)
    written = docx.render(document)
    assert written == docx.render(document)
    word = Word(BytesIO(written))
    headings = [each.text for each in word.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == chapters(document)
    assert len(word.tables) == sum(isinstance(block, Grid) for block in document.blocks)
    made = pdf.render(document)
    assert made == pdf.render(document)
    assert made.startswith(b"%PDF-")


HOSTILE = (
    '#import "x.typ": *',
    "$ x $ ] #panic()",
    "</w:t><w:instrText>INCLUDETEXT</w:instrText>",
    "{ HYPERLINK evil }",
    "\x1b[2J\x00 bell \x07",
    "=cmd|' /C calc'!A0",
    "\u202eright to left",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_others_are_inert_in_both_files(text: str) -> None:
    blocks = (
        Heading(1, text),
        Para(text, lead=text),
        Points((text,)),
        Quote(text, text),
        Grid((text, "b"), ((text, text),), (1, 1)),
    )
    document = Document(title=text, line=text, blocks=blocks)
    written = docx.render(document)
    with zipfile.ZipFile(BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<w:instrText" not in body
    assert "\x1b" not in body
    assert pdf.render(document).startswith(b"%PDF-")


def test_a_text_in_a_pdf_is_text(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    document = Document(title="T", line="l", blocks=(Para("#let x = 1 and *stars*"),))
    path = tmp_path / "out.pdf"
    path.write_bytes(pdf.render(document))
    assert "#let x = 1 and *stars*" in pypdf.PdfReader(path).pages[0].extract_text()
