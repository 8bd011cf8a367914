"""Notebooks: read by cell, places in the file, cells that are no Python left out one by one."""

import json
import time

import pytest

from licet.model.bom import Found
from licet.readers.notebook import read, wants
from tests.readers.opening import opened

LOAD = "from transformers import AutoModel\n"


def notebook(*cells: str | list[str], indent: int | None = 1) -> str:
    made = [
        {
            "cell_type": "code",
            "source": cell.splitlines(keepends=True) if isinstance(cell, str) else cell,
            "outputs": [],
        }
        for cell in cells
    ]
    return json.dumps({"cells": made, "nbformat": 4}, indent=indent, ensure_ascii=False)


def loaded(text: str) -> Found:
    return read(opened("explore.ipynb", text))


def ids(text: str) -> list[str]:
    found = loaded(text)
    assert not found.problems
    return [part.unresolved or part.id for part in found.components]


def test_a_cell_knows_what_those_before_it_bind() -> None:
    text = notebook(LOAD + "M = 'org/m'", "AutoModel.from_pretrained(M)")
    assert ids(text) == ["pkg:huggingface/org/m"]
    lines = text.split("\n")
    shown = [lines[place.line - 1].strip() for place in loaded(text).components[0].evidence]
    assert shown == ["\"M = 'org/m'\"", '"AutoModel.from_pretrained(M)"']


def test_commands_and_magics_are_no_python() -> None:
    text = notebook(
        "!pip list\n%load_ext autoreload\nfiles = !ls\nAutoModel?\n" + LOAD,
        "%%time\nif True:\n    !nvidia-smi\nAutoModel.from_pretrained('org/m')",
        "%%bash\nAutoModel.from_pretrained('org/bash'",
        "%%writefile app.py\nAutoModel.from_pretrained('org/written')",
    )
    assert ids(text) == ["pkg:huggingface/org/m"]


def test_what_its_commands_install_are_packages() -> None:
    text = notebook(
        '!pip install -q torch==2.1 "peft>=0.4"\n%pip install -U git+https://github.com/acme/kit.git\n'
        "!python -m pip install -r requirements.txt $EXTRA && rm x\n# !pip install no\nprint('!pip install no')"
    )
    found = loaded(text)
    assert [part.id for part in found.components] == ["pkg:pypi/torch@2.1", "pkg:pypi/peft", "pkg:github/acme/kit"]
    lines = text.split("\n")
    assert ["pip install" in lines[part.evidence[0].line - 1] for part in found.components] == [True] * 3
    assert {link.how.value for link in found.links} == {"links"}


def test_a_cell_that_is_no_python_hides_no_other() -> None:
    text = notebook(LOAD, "for x in\nprint(x)", "AutoModel.from_pretrained('org/m')")
    found = loaded(text)
    assert [part.id for part in found.components] == ["pkg:huggingface/org/m"]
    (problem,) = found.problems
    assert problem.reason == "a cell is not valid Python and is left out: invalid syntax"
    assert text.split("\n")[problem.line - 1].strip() == '"for x in\\n",'


def test_text_cells_count_for_nothing() -> None:
    cells = [{"cell_type": "markdown", "source": [LOAD, "AutoModel.from_pretrained('org/m')"]}]
    assert ids(json.dumps({"cells": cells})) == []


@pytest.mark.parametrize(
    "text",
    [
        notebook(LOAD + "AutoModel.from_pretrained('org/m')", indent=None),
        json.dumps({"cells": [{"cell_type": "code", "source": LOAD + "AutoModel.from_pretrained('org/m')"}]}),
        json.dumps(
            {"worksheets": [{"cells": [{"cell_type": "code", "input": [LOAD, "AutoModel.from_pretrained('org/m')"]}]}]}
        ),
    ],
    ids=["in one line", "source as one text", "nbformat 3"],
)
def test_other_forms(text: str) -> None:
    assert ids(text) == ["pkg:huggingface/org/m"]


def test_the_same_expression_in_two_cells_is_one_open_reference() -> None:
    text = notebook(LOAD, "AutoModel.from_pretrained(name)", "AutoModel.from_pretrained(name)")
    (part,) = loaded(text).components
    assert (part.unresolved, len(part.evidence)) == ("name", 2)


@pytest.mark.parametrize(
    "text", ['{"cells": 7}', '{"cells": [null, 7, {"cell_type": "code", "source": {"a": 1}}]}', "{}"]
)
def test_documents_of_another_form_hold_nothing(text: str) -> None:
    assert loaded(text) == Found()


def test_wanted_files() -> None:
    assert wants("a/b.ipynb")
    assert not wants("a/b.py")


def test_time_is_linear_in_size() -> None:
    def seconds(count: int) -> float:
        text = notebook(
            *(f"x{n} = 'a\u2028b'\ny = {n}" for n in range(count)), LOAD + "AutoModel.from_pretrained('o/m')"
        )
        start = time.process_time()
        assert loaded(text).components
        return time.process_time() - start

    assert seconds(1_600) < 5 * seconds(400) + 0.3
