"""The page on discrepancies holds what the records say, in words that accuse nobody."""

from tests.shared import REPOSITORY, shared
from tools import hub_page


def test_the_page_and_the_plot_are_what_the_records_say() -> None:
    shared("data", "hub_records.jsonl")
    found = hub_page.measured()
    assert hub_page.PAGE.read_text("utf-8") == hub_page.page(found)
    assert hub_page.PLOT.read_text("utf-8") == hub_page.plot(found)


def test_the_page_names_its_source_and_its_words_are_fair() -> None:
    page = (REPOSITORY / "docs" / "hub.md").read_text("utf-8")
    assert "radar-huggingface-dataset" in page
    assert "August 2026" in page
    assert "discrepancy to review" in page
    assert "violat" not in page + (REPOSITORY / "docs" / "hub.svg").read_text("utf-8")
