from pathlib import Path

from licet.pipeline import scan
from licet.readers.llama_factory_data import read
from tests.readers.assets import asset
from tests.readers.opening import opened


def test_full_table_is_a_table_of_names() -> None:
    found = read(asset("llama-factory-data", "full", "data/dataset_info.json"))
    assert found.components == ()
    assert {part.aliases[0]: (part.id, part.aliases[1:]) for part in found.candidates} == {
        "llamafactory:identity": ("file:data/identity.json", ()),
        "llamafactory:alpaca_en": (
            "hf:datasets/llamafactory/alpaca_en",
            ("ms:datasets/llamafactory/alpaca_en", "openmind:datasets/HaM/alpaca_en"),
        ),
        "llamafactory:only_ms": ("ms:datasets/acme/zh", ()),
        "llamafactory:remote": ("url:https://example.org/load.py", ()),
    }


def test_only_what_a_recipe_uses_is_a_part(tmp_path: Path) -> None:
    (tmp_path / "dataset_info.json").write_bytes(asset("llama-factory-data", "full").data)
    recipe = "model_name_or_path: acme/base\nstage: sft\ndataset: alpaca_en\noutput_dir: saves/a\n"
    (tmp_path / "sft.yaml").write_text(recipe)
    found = scan(tmp_path)
    data = [part.id for part in found.bom.components if part.kind == "dataset"]
    assert data == ["hf:datasets/llamafactory/alpaca_en"]


def test_table_of_another_kind_names_nothing() -> None:
    assert read(opened("dataset_info.json", '{"features": {"a": {"dtype": "string"}}}')).candidates == ()
