"""What is chosen in elements of pages, and the functions that get the choice."""

import pytest

from licet.readers.python_source import read
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
LOAD = """import gradio as gr
from transformers import AutoModel
def load(name, *more):
    AutoModel.from_pretrained(name)
"""
CHOSEN = {
    # Gradio: events hand the values of elements to functions
    "m = gr.Dropdown(choices=['acme/a', 'acme/b'])\nb.click(load, [m])": {HUB + "acme/a", HUB + "acme/b"},
    "m = gr.Radio(['acme/a'])\nb.click(fn=load, inputs=m, outputs=o)": {HUB + "acme/a"},
    "m = gr.Dropdown([('Small', 'acme/a')])\nm.change(load, inputs=[m])": {HUB + "acme/a"},
    "m = gr.Dropdown(value='acme/a')\ngiven = [m]\nb.click(load, inputs=given)": {HUB + "acme/a"},
    "gr.Interface(load, [gr.Dropdown(['acme/a']), 'text'], 'text')": {HUB + "acme/a"},
    "import functools\nb.click(functools.partial(load, 'acme/a'), [x])": {HUB + "acme/a"},
    "def chat(text, past, name):\n    load(name)\n"
    "gr.ChatInterface(chat, additional_inputs=[gr.Dropdown(['acme/a'])])": {HUB + "acme/a"},
    # Streamlit: the call gives the choice
    "import streamlit as st\nload(st.sidebar.selectbox('Which', ['acme/a', 'acme/b']))": {
        HUB + "acme/a",
        HUB + "acme/b",
    },
    "import streamlit as st\nload(st.radio('Which', options=('acme/a',)))": {HUB + "acme/a"},
    "import streamlit as st\nALL = {'acme/a': 1}\nload(st.selectbox('Which', ALL.keys()))": {HUB + "acme/a"},
}
OFFERED = {
    "import streamlit as st\nstart(st.selectbox('Embedding model', ['acme/a']))": {HUB + "acme/a"},
    "p.add_argument('--model', choices=['gpt-4o', 'acme/a'])": {"api:openai/gpt-4o", HUB + "acme/a"},
    "KNOWN = ['acme/a']\ngr.Dropdown(choices=KNOWN, label='Model')": {HUB + "acme/a"},
    "st.selectbox('Language', ['acme/a'])": set(),
    "p.add_argument('--model-type', choices=['acme/a'])": set(),
}


@pytest.mark.parametrize("code", CHOSEN)
def test_a_choice_reaches_the_call(code: str) -> None:
    found = read(opened("app.py", LOAD + code))
    assert {part.id for part in found.components if not part.unresolved} == CHOSEN[code]


@pytest.mark.parametrize("code", OFFERED)
def test_what_is_asked_for_as_a_model_is_offered(code: str) -> None:
    assert {part.id for part in read(opened("app.py", code)).components} == OFFERED[code]


def test_the_function_of_another_element_gets_nothing_of_it() -> None:
    code = LOAD + "def other(name): pass\nm = gr.Dropdown(['acme/a'])\nb.click(other, [m])"
    assert HUB + "acme/a" not in {part.id for part in read(opened("app.py", code)).components}
