from licet.catalog import alternatives, models
from licet.licenses import find, load
from licet.model.vocabulary import Category


def test_known_models_are_under_licenses_that_are_modelled_and_permissive() -> None:
    assert models()
    for model in models():
        found = find(model.license)
        assert found, model
        assert load(found).category is Category.PERMISSIVE, model


def test_alternatives_are_few_and_for_the_same_task() -> None:
    tasks = {model.id.removeprefix("pkg:huggingface/"): model.task for model in models()}
    for key, names in alternatives().items():
        assert 1 <= len(names) <= 3
        assert {f"model:{tasks[name.partition(' ')[0]]}" for name in names} == {key}
