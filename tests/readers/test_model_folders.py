"""What lies in folders of models: MLflow's `MLmodel`, spaCy's `meta.json`, sentence-transformers' `modules.json`."""

from pathlib import Path

import pytest

from licet.discover import discover
from licet.model.vocabulary import Kind
from licet.readers import mlmodel, sentence_transformers, spacy_meta
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_mlmodel() -> None:
    found = mlmodel.read(asset("mlmodel", "full", "run/model/MLmodel"))
    assert linked(found) == [
        ("product", "embeds", "file:run/model", 3),
        ("file:run/model", "adapts", HUB + "meta-llama/Llama-3.2-1B@" + "ab" * 20, 7),
        ("file:run/model", "tokenizes-with", HUB + "acme/tok", 9),
    ]
    part = found.components[0]
    assert (part.kind, part.name, part.task) == (Kind.ADAPTER, "helpdesk", "text-generation")


def test_mlmodel_in_the_root_is_the_product() -> None:
    found = mlmodel.read(asset("mlmodel", "minimal", "MLmodel"))
    assert [(part.id, part.kind) for part in found.components] == [("product", Kind.MODEL)]
    assert found.links == ()


def test_full_pipeline_of_spacy() -> None:
    found = spacy_meta.read(asset("spacy-meta", "full", "de_helpdesk_sm/meta.json"))
    part, corpus, other = found.components
    assert (part.id, part.name, part.aliases) == ("file:de_helpdesk_sm", "de_helpdesk_sm", ("spacy:de_helpdesk_sm",))
    assert [claim.license for claim in part.claims] == ["MIT"]
    assert (corpus.id, [claim.license for claim in corpus.claims]) == (
        "url:https://www.ims.uni-stuttgart.de/tiger",
        ["commercial (licensed by Acme)"],
    )
    assert other.unresolved == "WikiNER"
    assert [link.how.value for link in found.links] == ["embeds", "trains-on", "trains-on"]


def test_full_list_of_modules_marks_the_folder() -> None:
    found = sentence_transformers.read(asset("sentence-transformers", "full", "models/mini/modules.json"))
    (part,) = found.components
    assert (part.id, part.evidence[0].note) == ("file:models/mini", "sentence-transformers: Transformer, Pooling")


@pytest.mark.parametrize("text", ['[{"type": "webpack.Module"}]', "{}", "[]"])
def test_modules_of_another_kind_are_left_alone(text: str) -> None:
    assert sentence_transformers.read(opened("modules.json", text)).components == ()


def test_pickle_beside_an_mlmodel_is_of_that_model_and_never_opened(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "MLmodel").write_bytes(asset("mlmodel", "minimal").data)
    mark = tmp_path / "mark"
    (folder / "model.pkl").write_bytes(f"cposix\nsystem\n(S'touch {mark}'\ntR.".encode())
    assert [part.id for part in discover(tmp_path).components] == ["file:model"]
    assert not mark.exists()
