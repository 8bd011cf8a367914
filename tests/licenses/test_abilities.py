"""What tasks and modalities make possible: every task of the Hub is there, every word is of the vocabulary."""

import re

import pytest

from licet import catalog
from licet.errors import KnowledgeError
from licet.licenses import abilities, parse_abilities
from licet.model.vocabulary import FIELD_TAGS
from licet.readers.card_tables import MODALITIES

HUB_TASKS = frozenset(
    {
        *("any-to-any", "audio-classification", "audio-text-to-text", "audio-to-audio"),
        *("automatic-speech-recognition", "biology", "depth-estimation", "document-question-answering"),
        *("feature-extraction", "fill-mask", "graph-ml", "image-classification"),
        *("image-feature-extraction", "image-segmentation", "image-text-to-image", "image-text-to-text"),
        *("image-text-to-video", "image-to-3d", "image-to-image", "image-to-text"),
        *("image-to-video", "keypoint-detection", "mask-generation", "multiple-choice"),
        *("object-detection", "other", "question-answering", "reinforcement-learning"),
        *("robotics", "sentence-similarity", "summarization", "table-question-answering"),
        *("table-to-text", "tabular-classification", "tabular-regression", "tabular-to-text"),
        *("text-classification", "text-generation", "text-ranking", "text-retrieval"),
        *("text-to-3d", "text-to-audio", "text-to-image", "text-to-speech"),
        *("text-to-video", "text2text-generation", "time-series-forecasting", "token-classification"),
        *("translation", "unconditional-image-generation", "video-classification", "video-text-to-text"),
        *("video-to-video", "visual-document-retrieval", "visual-question-answering", "voice-activity-detection"),
        *("zero-shot-classification", "zero-shot-image-classification", "zero-shot-object-detection"),
    }
)
"""The pipeline tags of the Hub: PIPELINE_DATA of huggingface.js, packages/tasks/src/pipelines.ts, and newer ones."""

HUB_MODALITIES = frozenset({"3d", "audio", "document", "geospatial", "image", "tabular", "text", "timeseries", "video"})
"""The modalities by which the Hub sorts datasets."""


def uses(task: str) -> set[str]:
    return {tag for ability in abilities().tasks[task].abilities for tag in ability.uses}


def test_every_task_of_the_hub_is_there() -> None:
    assert HUB_TASKS - set(abilities().tasks) == set()


def test_every_task_that_cards_and_the_catalog_tell_is_there() -> None:
    told = {entry.task for entry in catalog.entries()} - {""}
    assert len(told) > 40
    assert (told | set(MODALITIES)) - set(abilities().tasks) == set()


def test_a_task_has_abilities_or_says_why_it_has_none() -> None:
    without = {name for name, task in abilities().tasks.items() if not task.abilities}
    assert without == {"other"}
    assert all(bool(task.abilities) != bool(task.none) for task in abilities().tasks.values())


def test_every_modality_is_there() -> None:
    in_cards = {modality for told in MODALITIES.values() for modality in told}
    in_tasks = {modality for task in abilities().tasks.values() for modality in task.modalities}
    assert (HUB_MODALITIES | in_cards | in_tasks) - set(abilities().modalities) == set()


def test_tasks_take_and_make_what_the_card_reader_says() -> None:
    said = {name: set(task.modalities) for name, task in abilities().tasks.items() if name in MODALITIES}
    assert said == {name: set(told) for name, told in MODALITIES.items()}


def test_every_tag_is_a_field_of_use_with_a_reason_of_its_own_on_one_line() -> None:
    every = {a.id: a for task in abilities().tasks.values() for a in task.abilities}
    every |= {a.id: a for told in abilities().modalities.values() for a in told}
    named = {tag for ability in every.values() for tag in ability.uses}
    assert named <= set(FIELD_TAGS)
    assert set(FIELD_TAGS) - named == set()
    for ability in every.values():
        assert len(set(ability.uses.values())) == len(ability.uses), ability.id
        assert all(len(why.split()) > 2 and "\n" not in why for why in ability.uses.values()), ability.id


@pytest.mark.parametrize(
    ("task", "possible"),
    [
        ("automatic-speech-recognition", {"surveillance", "biometric"}),
        ("audio-classification", {"surveillance", "biometric"}),
        ("text-generation", {"disinformation", "spam", "malware", "medical-advice", "legal-advice"}),
        ("text-to-image", {"impersonation", "adult-content", "minors"}),
        ("object-detection", {"biometric", "surveillance", "military"}),
        ("tabular-classification", {"credit-scoring", "hr-decisions"}),
        ("text-to-speech", {"impersonation", "fraud"}),
        ("translation", {"ip-infringement"}),
    ],
)
def test_what_a_task_plainly_makes_possible(task: str, possible: set[str]) -> None:
    assert possible <= uses(task)


@pytest.mark.parametrize(
    ("task", "impossible"),
    [
        ("text-classification", {"adult-content", "malware", "impersonation"}),
        ("automatic-speech-recognition", {"impersonation", "credit-scoring"}),
        ("text-to-image", {"medical-advice", "credit-scoring"}),
        ("tabular-regression", {"disinformation", "spam"}),
    ],
)
def test_what_a_task_does_not_make_possible(task: str, impossible: set[str]) -> None:
    assert uses(task).isdisjoint(impossible)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ability": {"a": {"does": "x", "uses": {"spamm": "it can"}}}}, "ability.a.uses: unknown key 'spamm'"),
        ({"ability": {"a": {"does": "x", "uses": {}}}}, "ability.a.uses: names no field of use"),
        ({"task": {"t": {"modalities": [], "abilities": ["b"]}}}, "task.t.abilities: unknown word 'b'"),
        ({"task": {"t": {"modalities": [], "abilities": []}}}, "task.t.none: tells why"),
        ({"task": {"t": {"modalities": [], "abilities": ["a"], "none": "x"}}}, "task.t.none: tells why"),
        ({"modality": {"m": {"abilities": []}}}, "modality.m.abilities: names no ability"),
        ({"words": {}}, "unknown key 'words'"),
    ],
)
def test_a_fault_is_told_with_its_place(change: dict[str, object], fault: str) -> None:
    good: dict[str, object] = {
        "ability": {"a": {"does": "writes", "uses": {"spam": "it can"}}},
        "task": {"t": {"modalities": [], "abilities": ["a"]}},
        "modality": {"m": {"abilities": ["a"]}},
    }
    assert list(parse_abilities(good, source="x.toml").tasks) == ["t"]
    with pytest.raises(KnowledgeError, match=re.escape(f"x.toml: {fault}")):
        parse_abilities({**good, **change}, source="x.toml")
