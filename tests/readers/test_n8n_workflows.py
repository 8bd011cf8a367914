from licet.readers.n8n_workflows import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked


def test_full_workflow_calls_the_models_of_its_nodes() -> None:
    assert linked(read(asset("n8n-workflows", "full"))) == [
        ("product", "calls", "api:anthropic/claude-3-5-sonnet-20241022", 4),
        ("product", "calls", "api:google/gemini-1.5-pro", 5),
        ("product", "runs", "ollama:llama3.2:latest", 6),
    ]


def test_only_workflows_are_wanted() -> None:
    assert wants("workflows/a.json")
    assert not wants("package.json")
