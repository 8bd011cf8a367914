"""Inserted words read as drafts; the sentences are invented, what they are about was decided by reading them."""

import tomllib
from importlib.resources import files
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import KnowledgeError
from licet.identify.drafts import ABOUT, MOST_DRAFTS, MOST_WORDS, QUOTE, drafts, load, parse
from licet.model.bom import UNREAD, Draft
from tests.shared import shared

RESTRICTIONS = {
    "for non-commercial use only": "noncommercial-only",
    "You may not use the Software for commercial purposes.": "noncommercial-only",
    "NONCOMMERCIAL USE ONLY": "noncommercial-only",
    "Any commercial exploitation is strictly prohibited.": "noncommercial-only",
    "This grant covers personal use only and nothing else.": "noncommercial-only",
    "Nobody may make money with the model.": "noncommercial-only",
    "The Weights may be used solely for academic research.": "research-only",
    "for research purposes only": "research-only",
    "Use is limited to teaching and study.": "research-only",
    "No rights are granted for anything other than scientific work.": "research-only",
    "Do not deploy the Software in a production environment.": "nonproduction-only",
    "It is licensed for evaluation and testing only.": "nonproduction-only",
    "It shall not be used for military purposes.": "military",
    "with the exception of the armed forces and warfare": "military",
    "Development of weapons with this model is forbidden.": "weapons",
    "nor for mass surveillance of citizens": "surveillance",
    "You agree not to track people with it.": "surveillance",
    "It must not be used to give medical advice.": "medical-advice",
    "except for the diagnosis or treatment of patients": "medical-advice",
    "The model may not be used to provide legal advice.": "legal-advice",
    "You shall not operate an online casino with the Software.": "gambling",
    "to screen job applicants or rank employees": "hr-decisions",
    "No use in hiring decisions is permitted.": "hr-decisions",
    "It may not be used for credit scoring.": "credit-scoring",
    "Police departments and law enforcement are excluded.": "law-enforcement-justice",
    "You must not use it to decide asylum or immigration cases.": "migration-asylum",
    "operation of nuclear facilities": "nuclear-chem-bio",
    "facial recognition in public spaces": "biometric",
    "Do not use it to generate pornography.": "adult-content",
    "or to spread disinformation about elections": "disinformation",
    "You may not create deepfakes of real persons.": "impersonation",
    "The Software shall be used for Good, not Evil.": "harm",
    "Sending spam with the model is not allowed.": "spam",
    "fully automated decisions about individuals": "automated-decisions",
    "You may not use it to exploit children.": "minors",
    "If you have more than 1,000 users, you must write to us first.": "threshold",
    "greater than 700 million monthly active users": "threshold",
    "companies with annual revenue above USD 20 million": "threshold",
    "Organizations with over 50 employees need another license.": "threshold",
    "This license does not apply in the European Union.": "territory",
    "You may use the model only outside China.": "territory",
    "Persons domiciled in Russia or Belarus are excluded.": "territory",
    "The Software may not be used by government agencies.": "actor",
    "Competitors of the Licensor are not licensed.": "actor",
    "Only individuals and non-profit organizations may use it.": "actor",
    "You must prominently display \u201cBuilt with Teapot\u201d on your website.": "display",
    "Every user interface shall show our logo.": "display",
    "You must credit the authors in all publications.": "display",
    "Derived models shall include \u201cTeapot\u201d at the beginning of their name.": "naming",
    "Forks must be renamed.": "naming",
    "No derivatives.": "modify",
    "You may not modify or translate the model.": "modify",
    "Redistribution is not permitted.": "redistribute",
    "You shall not share the weights with third parties.": "redistribute",
    "For internal use only.": "redistribute",
    "You may not train other models with it.": "competing-model-training",
    "Outputs must not be used to improve another AI model.": "competing-model-training",
    "You will not build a competing product.": "competing-product",
    "You may not use the outputs to improve any other large language model.": "llm-improvement",
    "Users must register before they download the weights.": "register",
    "Please note that you must notify the authors of each deployment.": "register",
    "Prior written consent of the author is required.": "request-license",
    "without first obtaining permission from the holder": "request-license",
    "A fee of 100 dollars is due for each deployment.": "request-license",
    "You shall pay royalties to the Licensor.": "request-license",
    "You may not offer the Software as a managed service.": "managed-service",
    "Hosting it for others is prohibited.": "managed-service",
    "You may not sell copies of it.": "sell-software",
    "You shall indemnify the Licensor against all claims.": "indemnify",
    "If you sue anyone over patents, your license ends.": "retaliation",
    "No patent rights are granted.": "patent-grant",
    "We may terminate this license at any time.": "termination",
    "This license expires after one year.": "termination",
    "We may change these terms from time to time.": "accept-changed-terms",
    "You must publish the source code of your changes.": "disclose-source",
    "Derivative works must be released under this same license.": "share-alike",
    "You must always use the latest version of the model.": "use-latest-version",
    "You must follow our Acceptable Use Policy.": "follow-policy",
    "Content made with it must be labeled as AI generated.": "disclose-ai-output",
    "This agreement is governed by the laws of Utopia.": "governing-law",
    "Do not reverse engineer the weights.": "reverse-engineering",
    "Disabling the safety filters is forbidden.": "circumvent-safety",
    "Use by any entity pursuing profit is excluded from this grant.": "noncommercial-only",
    "The licensee may not charge end users for access to the model.": "noncommercial-only",
    "Deployments that reach over ten thousand people per day need our sign-off.": "threshold",
    "This grant does not extend to persons living in North Korea.": "territory",
    "The weights are for hobbyists; enterprises are kindly asked to stay away unless we have an agreement.": "actor",
    "It shall not be employed in drones, tanks or other instruments of war.": "military",
    "Landlords must not use this to choose among tenants.": "actor",
    "Any app built on it has to say so on its start page.": "display",
    "Do not feed the generated answers into the training of a rival system.": "competing-model-training",
    "Posting the checkpoint on another hub is off limits.": "redistribute",
    "You have to hand your fine-tuned weights back to the community.": "disclose-source",
    "All rights lapse thirty days after a breach that was not cured.": "termination",
    "Insurance companies may not use scores computed with it to set premiums.": "credit-scoring",
    "Not to be used for spying on journalists.": "surveillance",
    "Students may use it for coursework and for nothing else.": "research-only",
    "You must email the maintainers before going live.": "register",
    "Running it as a paid API for outside customers needs a separate contract.": "managed-service",
    "Whoever prunes or quantizes the model may keep the result to himself but may not hand it on.": "redistribute",
    "No chatbot for people under sixteen may be made with it.": "minors-audience",
    "The name Teapot must not appear in advertisements for your product.": "no-endorsement",
    "Firms whose yearly turnover tops five million euros fall outside this grant.": "threshold",
    "Use inside a business, even free of charge, is not covered.": "noncommercial-only",
    "You may try it out for thirty days, after which it has to be uninstalled.": "termination",
    "It must never steer a missile.": "weapons",
    "No employee of a police force may run it.": "law-enforcement-justice",
    "The rights above are withheld from anyone established in Iran.": "territory",
    "Keep a visible credit to the Teapot team in the footer of each page.": "display",
    "You may run it but not pass it to anybody else.": "redistribute",
    "Answers of the model must not end up in the training set of another network.": "competing-model-training",
    "A therapist bot may not be built with it.": "medical-advice",
    "Send us a message describing what you use it for; this is a condition of the license.": "register",
    "Every month you owe the authors two percent of your income from it.": "share-benefits",
    "Whoever challenges the validity of our patents loses this license.": "termination",
    "Translations and other adaptations are not allowed.": "modify",
    "The software is off limits for the tobacco industry.": "drugs",
    "It may not judge whether somebody gets a loan.": "credit-scoring",
    "Universities may use it freely; everybody else needs a paid license.": "actor",
    "Do not pretend that its texts were written by a person.": "undisclosed-machine-generated",
    "The author may withdraw this permission whenever she likes.": "termination",
    "Putting it behind a public endpoint is not permitted.": "managed-service",
}

UNREADABLE = (
    "Owners of red cars may not use the Software.",
    "You must water the plants every Sunday.",
    "It shall not be run on Fridays.",
    "Singing is prohibited.",
    "Except on holidays.",
    "It may not be used for cryptocurrency mining.",
    "Users are not allowed to burn fossil fuels with it.",
)

HARMLESS = (
    "Copyright (c) 2024 The Teapot Authors",
    "Copyright 2019-2023 Medical Imaging Group. All rights reserved.",
    "\u00a9 2021 Military Robotics GmbH",
    "(c) 2020 Jane Doe <jane@example.org>",
    "Portions Copyright (C) 2001 by John Roe",
    "Teapot",
    "Teapot Surveillance Camera SDK",
    "Medical Imaging Toolkit",
    "Credit Scoring Library for Python",
    "# License",
    "The Teapot License, Version 2",
    "Terms and Conditions",
    "Table of Contents",
    "Part II",
    "2. Definitions",
    "This file is part of Teapot.",
    "Teapot is a library for pouring tea.",
    "See https://example.org/teapot for details.",
    "Originally written by Jane Doe and maintained by the community.",
    "Thanks to everyone who sent patches.",
    "Special thanks to the Department of Medical Physics.",
    "This work was supported by the Research Council.",
    "Contributors: Jane Doe, John Roe, Max Sample",
    "SPDX-License-Identifier: MIT",
    "Last updated: 3 May 2024",
    "Version 2.1, January 2004",
    "for any purpose, commercial or non-commercial",
    "including but not limited to the following",
    "Permission is hereby granted, free of charge, to any person.",
    "to use, copy, modify and merge the Software without restriction",
    "The following software is included in this product:",
    "Commercial support is available from Teapot Ltd.",
    "Please cite our paper if you like the model.",
    "This project is not affiliated with the Kettle Foundation.",
    "END OF TERMS AND CONDITIONS",
    "Built with love in Utopia.",
    "All trademarks belong to their owners.",
    "The model was trained on public web pages.",
    "It recognizes faces in pictures of cats.",
    "---",
    "12",
    "",
    "Teapot was developed at the University of Utopia.",
    "Military History Dataset",
    "The weights were released in March 2024.",
    "Download the model from our website.",
    "This directory contains the C sources of the tokenizer.",
    "Questions are welcome on the mailing list.",
    "Third-party software included in this package:",
    "Copyright (c) 2022-2024, The Hospital Software Company, Inc. All Rights Reserved",
    "Apache License",
    "Written by Jane Doe in 2019, based on code by John Roe.",
    "For commercial use too.",
    "You are free to use it for anything, at work and at home.",
    "The logo was drawn by Jane Doe.",
    "Kettle, Inc. and its contributors",
    "Release notes for version 3.2",
)

HELD_OUT = {
    "Shops and other trading businesses are not covered by this permission.": {"actor", "noncommercial-only"},
    "Only students and scholars may run the model, and only for their studies.": {"actor", "research-only"},
    "It is a preview and must not be relied on in live systems.": {"nonproduction-only"},
    "Contractors of an army may not touch it.": {"military"},
    "The model shall not be connected to rifles, turrets or other arms.": {"weapons"},
    "Employers may not rate their staff with it.": {"actor", "hr-decisions"},
    "It is forbidden to read moods off people's faces with it.": {"biometric"},
    "Nobody may decide about parole or bail with its help.": {"law-enforcement-justice"},
    "Once your service counts half a million subscribers, this permission is over.": {"termination", "threshold"},
    "People who live in Quebec may not download it.": {"territory"},
    "Ministries and other state bodies are kept out.": {"actor"},
    "Each page that shows a picture made with it has to carry the Teapot logo.": {"display"},
    "Whatever you make of it must have Teapot as the first word of its name.": {"naming"},
    "You may look at the weights but you may not change a single one.": {"modify"},
    "Uploading it to torrent sites is not allowed.": {"redistribute"},
    "It may not serve as a teacher for smaller networks.": {"competing-model-training"},
    "Before first use, create an account on our site.": {"register"},
    "Ten percent of what you earn with it belongs to the village.": {"share-benefits"},
    "You pay our lawyers if somebody sues us because of you.": {"indemnify"},
    "It must not tell patients what is wrong with them.": {"medical-advice"},
}
"""Written after the word lists were finished, which were not changed for them: 12 are named, 18 give some draft."""

HELD_OUT_HARMLESS = (
    "Kettle Defense Systems Ltd.",
    "Copyright \u00a9 2018 - 2023 Bank of Utopia",
    "The tokenizer comes from the Saucer project.",
    "1.2 Scope",
    "Happy pouring!",
    "The code lives in the directory named src.",
    "Model card and weights by the Teapot team",
    "Use it at work, at school, in business or at home.",
    "You can sell it, host it and change it.",
    "Health & Care Utilities",
    "Jane Doe, University of Utopia, 2022",
    "Read the paper for the details of the training.",
    "Translated from German by John Roe.",
    "It runs on Linux and on Windows.",
    "The data set has ten thousand pictures.",
)


def about(passage: str, around: str = "") -> set[str]:
    return {draft.about for draft in drafts(passage, 1, around)}


@pytest.mark.parametrize("passage", RESTRICTIONS)
def test_a_restriction_is_named(passage: str) -> None:
    assert RESTRICTIONS[passage] in about(passage)


@pytest.mark.parametrize("passage", UNREADABLE)
def test_words_of_duty_without_a_known_subject_are_told_as_unread(passage: str) -> None:
    assert about(passage) == {UNREAD}


@pytest.mark.parametrize("passage", HARMLESS)
def test_a_harmless_insertion_gives_nothing(passage: str) -> None:
    assert drafts(passage, 1) == ()


def test_held_out_sentences_are_named_as_often_as_they_were_when_they_were_written() -> None:
    found = {passage: about(passage) for passage in HELD_OUT}
    assert sum(bool(HELD_OUT[passage] & found[passage]) for passage in HELD_OUT) >= 12
    assert sum(bool(one) for one in found.values()) >= 18
    assert [passage for passage in HELD_OUT_HARMLESS if about(passage)] == []


@pytest.mark.parametrize(
    ("passage", "around", "expected"),
    [
        ("7", "is greater than 7 million monthly active users in the preceding month", "threshold"),
        ("7", "is greater than 700 million monthly active users", "threshold"),
        ("7 million", "", "threshold"),
        ("fifty", "companies with more than 100 employees", "threshold"),
        ("non", "You may use it for non-commercial purposes.", "noncommercial-only"),
        ("commercial", "You may not use it for any commercial purpose.", "noncommercial-only"),
        ("not", "You may not distribute copies.", "redistribute"),
        ("military or", "You may not use it for military or medical ends.", "military"),
        ("Built with Kettle", "You shall prominently display \u201cBuilt with Teapot\u201d.", "display"),
    ],
)
def test_a_few_words_are_read_with_the_sentence_around_them(passage: str, around: str, expected: str) -> None:
    assert expected in about(passage, around)


@pytest.mark.parametrize(
    ("passage", "around"),
    [
        ("30", "within 14 days of the notice"),
        ("not", ""),
        ("without", "with a warranty"),
        ("two years", ""),
    ],
)
def test_a_number_of_days_or_a_lone_not_is_unread(passage: str, around: str) -> None:
    assert about(passage, around) == {UNREAD}


@pytest.mark.parametrize(
    ("passage", "around"),
    [
        ("3", "as stated in the sections below"),
        ("commercial", "for any commercial purpose"),
        ("Kettle", "You may not use the name Kettle."),
        ("the", "You may not use it for the commercial purpose."),
    ],
)
def test_a_word_that_changes_nothing_gives_nothing(passage: str, around: str) -> None:
    assert drafts(passage, 1, around) == ()


def test_a_draft_tells_the_line_and_the_words() -> None:
    found = drafts("Some kind words.\n\nYou may not use it\nfor   military purposes.\nThank you.", 10)
    assert found == (Draft(about="military", line=13, quote="You may not use it for military purposes."),)


def test_each_thing_is_told_once_a_sentence() -> None:
    found = drafts("No commercial use, no commercial hosting. No commercial anything.", 1)
    assert [one.about for one in found].count("noncommercial-only") == 2


def test_a_list_under_a_ban_is_banned() -> None:
    found = drafts("You may not:\n\n1. sell it;\n2. use it in war;\n(c) give it to banks.", 1)
    assert {one.about for one in found} >= {"sell-software", "military", "actor"}
    assert [one.line for one in found if one.about == "military"] == [4]


def test_a_copyright_line_ends_where_its_line_ends() -> None:
    found = drafts("Copyright (c) 2024 Military Robotics\nNot for military use.", 1)
    assert found == (Draft(about="military", line=2, quote="Not for military use."),)


def test_a_quote_is_short_and_holds_the_words() -> None:
    found = drafts("tea " * 500 + "must not be used by the military " + "tea " * 500, 1)
    assert found
    for one in found:
        assert len(one.quote) <= QUOTE
        assert one.quote == " ".join(one.quote.split())
    assert any("military" in one.quote for one in found)
    assert all(len(one.quote) <= QUOTE for one in drafts("x" * 5000 + " must " + "y" * 5000, 1))


def test_a_long_passage_is_bounded_and_says_so() -> None:
    found = drafts("tea " * MOST_WORDS + "and no military use", 1)
    assert [one.about for one in found] == [UNREAD]
    found = drafts("No military use. " * 1000, 1)
    assert len(found) == MOST_DRAFTS
    assert {one.about for one in found} == {"military"}
    assert [one.about for one in drafts("t" * 500_000, 1)] == [UNREAD]


@pytest.mark.parametrize("word", ["not", "commercial", "7", "the"])
def test_a_hostile_passage_is_read_in_linear_time(word: str) -> None:
    before = perf_counter()
    drafts(f"{word} " * 20_000, 1, f"{word} " * 20_000)
    drafts(f"{word}\n", 1, f"{word} " * 30_000)
    assert perf_counter() - before < 15


def test_the_changed_threshold_of_a_real_text_is_a_threshold() -> None:
    text = shared("license-texts", "llama-3.1.txt").read_text("utf-8")
    sentence = next(one for one in text.split("\n") if "700 million" in one)
    assert about("7", sentence.replace("700 million", "7 million")) == {"threshold"}


def test_the_fields_of_use_of_a_real_text_are_named() -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    found = {one.about for one in drafts(text[text.index("You agree not to use the Model") :], 1)}
    assert found >= {
        *("illegal-acts", "minors", "disinformation", "pii-misuse", "defamation", "automated-decisions"),
        *("discrimination", "vulnerability-exploitation", "medical-advice", "law-enforcement-justice"),
        *("migration-asylum", "fraud"),
    }


def test_the_shipped_lists_are_whole() -> None:
    text = (files("licet.identify") / "data" / "drafts.toml").read_text("utf-8")
    terms = tomllib.loads(text)["terms"]
    assert set(terms) <= ABOUT
    assert parse(tomllib.loads(text), source="drafts.toml") == load()


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        ("terms.tea = {always = ['tea']}", "terms.tea: is no word of the vocabulary"),
        ("terms.military = {sometimes = ['army']}", "unknown key 'sometimes'"),
        ("terms.military = {always = ['an Army']}", "'Army' is no word, stem or set"),
        ("terms.military = {always = ['ar*']}", "'ar*' is no word, stem or set"),
        ("terms.military = {always = ['@armies']}", "'@armies' is no word, stem or set"),
        ("terms.military = {always = ['army <13> navy']}", "is no gap of 1 to 12 words"),
        ("terms.military = {always = ['army <x> navy']}", "is no gap of 1 to 12 words"),
        ("terms.military = {always = ['army <2>']}", "must begin and end with a word"),
        ("terms.military = {always = ['army?']}", "must begin and end with a word"),
        ("terms.military = {always = ['a b c d e f g h i j k l m']}", "is longer than 12 steps"),
        ("terms.military = {always = 'army'}", "terms.military.always: must be a list"),
        ("terms.military = {always = [7]}", "must hold texts only"),
        ("terms = {}\nturning = ['Not']", "'Not' is not one word in lower case"),
        ("terms = {}\nmore = []", "unknown key 'more'"),
        ("", "terms: is missing"),
    ],
)
def test_broken_lists_are_refused_with_their_place(terms: str, fault: str) -> None:
    keys = ("bans", "duties", "modals", "harmless", "turning", "numbers", "amounts", "periods")
    rest = "".join(f"{key} = []\n" for key in keys if f"{key} =" not in terms)
    with pytest.raises(KnowledgeError) as error:
        parse(tomllib.loads(rest + terms), source="drafts.toml")
    assert fault in str(error.value)
    assert str(error.value).startswith("drafts.toml: ")


@given(st.text(), st.integers(1, 9), st.text())
def test_no_text_is_too_strange(passage: str, line: int, around: str) -> None:
    for one in drafts(passage, line, around):
        assert one.about in ABOUT | {UNREAD}
        assert one.line >= line
        assert 0 < len(one.quote) <= QUOTE


WORDS = (
    "not",
    "commercial",
    "must",
    "700",
    "million",
    "users",
    "Copyright",
    "(c)",
    "2024",
    "only",
    ".",
    ";",
    "\n",
    "1.",
    "-",
)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_row_of_words_is_too_strange(passage: list[str], around: list[str]) -> None:
    found = drafts(" ".join(passage), 1, " ".join(around))
    assert len(found) <= MOST_DRAFTS
    assert all(0 < len(one.quote) <= QUOTE for one in found)
