"""How an argument is traced to its texts (INPUTS section 3.1), and what must not be mixed up."""

from textwrap import dedent, indent

import pytest

from licet.readers.python_source import read
from tests.readers.opening import opened

HEAD = "import os\nfrom transformers import AutoModel\nload = AutoModel.from_pretrained\n"


def names(code: str) -> set[str]:
    """What the calls of `load` in the code name, without the prefix of the Hub."""
    found = read(opened("pkg/app.py", HEAD + dedent(code)))
    assert not found.problems
    return {part.unresolved or part.id.removeprefix("pkg:huggingface/") for part in found.components}


TRACED = {
    "module constant": ("M = 'a/b'\nload(M)", {"a/b"}),
    "annotated constant": ("M: str = 'a/b'\nload(M)", {"a/b"}),
    "constant of a constant": ("M = 'a/b'\nN = M\nload(N)", {"a/b"}),
    "unpacked": ("A, (B, C) = 'a/a', ('b/b', 'c/c')\nload(C)", {"c/c"}),
    "walrus": ("if (m := 'a/b'):\n    load(m)", {"a/b"}),
    "function default": ("def f(m='a/b'):\n    load(m)", {"a/b"}),
    "keyword-only default": ("def f(*, m='a/b'):\n    load(m)", {"a/b"}),
    "lambda default": ("f = lambda m='a/b': load(m)", {"a/b"}),
    "default is a constant": ("M = 'a/b'\ndef f(m=M):\n    load(m)", {"a/b"}),
    "call in the file": ("def f(m):\n    load(m)\nf('a/b')\nf(m='c/d')", {"a/b", "c/d"}),
    "call of a method": (
        "class A:\n    def f(self, m):\n        load(m)\nA().f('a/b')",
        {"a/b"},
    ),
    "class attribute": (
        "class A:\n    m = 'a/b'\n    def f(self):\n        load(self.m)",
        {"a/b"},
    ),
    "attribute of self": (
        ("class A:\n    def __init__(self, m='a/b'):\n        self.m = m\n    def f(self):\n        load(self.m)"),
        {"a/b"},
    ),
    "constructor in the file": (
        "class A:\n    def __init__(self, m):\n        self.m = m\n        load(self.m)\nA('a/b')",
        {"a/b"},
    ),
    "attribute of a base class": (
        "class A:\n    m = 'a/b'\nclass B(A):\n    def f(self):\n        load(self.m)",
        {"a/b"},
    ),
    "attribute of subclasses": (
        (
            "class A:\n    m = None\n    def f(self):\n        load(self.m)\n"
            "class B(A):\n    m = 'b/b'\nclass C(A):\n    m = 'c/c'"
        ),
        {"b/b", "c/c"},
    ),
    "property": (
        ("class A:\n    @property\n    def m(self):\n        return 'a/b'\n    def f(self):\n        load(self.m)"),
        {"a/b"},
    ),
    "class name": ("class C:\n    M = 'a/b'\nload(C.M)", {"a/b"}),
    "enumeration": ("class C(Enum):\n    M = 'a/b'\nload(C.M.value)", {"a/b"}),
    "dataclass field": (
        "@dataclass\nclass C:\n    m: str = field(default='a/b')\nc = C()\nload(c.m)",
        {"a/b"},
    ),
    "dataclass by annotation": (
        "@dataclass\nclass C:\n    m: str = 'a/b'\ndef f(c: C):\n    load(c.m)",
        {"a/b"},
    ),
    "dataclass keyword": (
        "@dataclass\nclass C:\n    m: str = 'a/b'\nc = C(m='c/d')\nload(c.m)",
        {"c/d"},
    ),
    "pydantic field": (
        "class S(BaseSettings):\n    m: str = Field('a/b', env='M')\nsettings = S()\nload(settings.m)",
        {"a/b"},
    ),
    "argparse": (
        (
            "p = argparse.ArgumentParser()\np.add_argument('-m', '--model-name', default='a/b')\n"
            "args = p.parse_args()\nload(args.model_name)"
        ),
        {"a/b"},
    ),
    "argparse dest": (
        "p.add_argument('--x', dest='m', default='a/b')\nload(p.parse_args().m)",
        {"a/b"},
    ),
    "argparse choices": (
        "p.add_argument('--m', choices=['a/a', 'b/b'])\nargs = p.parse_args()\nload(args.m)",
        {"a/a", "b/b"},
    ),
    "argparse in a parameter": (
        "p.add_argument('--m', default='a/b')\ndef f(args):\n    load(args.m)",
        {"a/b"},
    ),
    "HfArgumentParser": (
        (
            "@dataclass\nclass A:\n    m: str = 'a/b'\n"
            "model_args, = HfArgumentParser((A,)).parse_args_into_dataclasses()\nload(model_args.m)"
        ),
        {"a/b"},
    ),
    "click": (
        "@click.command()\n@click.option('--m', default='a/b')\ndef f(m):\n    load(m)",
        {"a/b"},
    ),
    "typer": ("def f(m: str = typer.Option('a/b')):\n    load(m)", {"a/b"}),
    "absl": ("flags.DEFINE_string('m', 'a/b', 'help')\nload(FLAGS.m)", {"a/b"}),
    "getenv": ("load(os.getenv('M', 'a/b'))", {"a/b"}),
    "environ.get": ("load(os.environ.get('M', 'a/b'))", {"a/b"}),
    "or": ("load(os.getenv('M') or 'a/b')", {"a/b"}),
    "either branch": ("load('a/a' if x else 'b/b')", {"a/a", "b/b"}),
    "if and else": ("if x:\n    m = 'a/a'\nelse:\n    m = 'b/b'\nload(m)", {"a/a", "b/b"}),
    "match": (
        "match x:\n    case 1:\n        m = 'a/a'\n    case _:\n        m = 'b/b'\nload(m)",
        {"a/a", "b/b"},
    ),
    "dictionary, any key": ("D = {'x': 'a/a', 'y': 'b/b'}\nload(D[k])", {"a/a", "b/b"}),
    "dictionary, known key": ("D = {'x': 'a/a', 'y': 'b/b'}\nload(D['y'])", {"b/b"}),
    "dictionary in a dictionary": ("D = {'x': {'m': 'a/a'}}\nload(D['x']['m'])", {"a/a"}),
    "dictionary.get": ("D = {'x': 'a/a'}\nload(D.get(k, 'b/b'))", {"a/a", "b/b"}),
    "list member": ("L = ['a/a', 'b/b']\nload(L[-1])", {"b/b"}),
    "loop over a list": ("for m in ['a/a', 'b/b']:\n    load(m)", {"a/a", "b/b"}),
    "loop over values": ("D = {'x': 'a/a'}\nfor m in D.values():\n    load(m)", {"a/a"}),
    "loop over items": ("D = {'x': 'a/a'}\nfor k, m in D.items():\n    load(m)", {"a/a"}),
    "loop with a count": ("for i, m in enumerate(['a/a']):\n    load(m)", {"a/a"}),
    "loop over pairs": ("for m, n in [('a/a', 1), ('b/b', 2)]:\n    load(m)", {"a/a", "b/b"}),
    "comprehension": ("[load(m) for m in ('a/a', 'b/b')]", {"a/a", "b/b"}),
    "function of the file": ("def name():\n    return 'a/b'\nload(name())", {"a/b"}),
    "keywords spread": ("K = {'pretrained_model_name_or_path': 'a/b'}\nload(**K)", {"a/b"}),
    "str and strip": ("load(str(' a/b '.strip()))", {"a/b"}),
    "f-string": ("ORG = 'a'\nload(f'{ORG}/b-{7}b')", {"a/b-7b"}),
    "plus": ("ORG = 'a'\nload(ORG + '/b')", {"a/b"}),
    "percent": ("load('a/b-%s' % 'c')", {"a/b-c"}),
    "format": ("load('{}/{n}'.format('a', n='b'))", {"a/b"}),
    "every size": ("for s in ('1b', '7b'):\n    load(f'a/b-{s}')", {"a/b-1b", "a/b-7b"}),
    "partial": ("load(f'a/b-{size}')", {"a/b-{?}"}),
    "partial path": ("load(os.path.join(root, 'x'))", {"{?}/x"}),
    "beside this file": ("load(os.path.join(os.path.dirname(__file__), 'm'))", {"file:pkg/m"}),
    "path of this file": ("load(Path(__file__).resolve().parent / 'm')", {"file:pkg/m"}),
    "above this file": ("load(Path(__file__).parents[1] / 'm')", {"file:m"}),
}


@pytest.mark.parametrize("case", TRACED)
def test_argument_is_traced(case: str) -> None:
    code, expected = TRACED[case]
    assert names(code) == expected


@pytest.mark.parametrize("case", TRACED)
def test_argument_is_traced_in_a_function_too(case: str) -> None:
    code, expected = TRACED[case]
    assert names("def main():\n" + indent(code, "    ")) == expected


KEPT_APART = {
    "two functions": (
        "def f(m='a/a'):\n    load(m)\ndef g(m):\n    load(m)",
        {"a/a", "m"},
    ),
    "two classes": (
        "class A:\n    m = 'a/a'\nclass B:\n    def f(self):\n        load(self.m)",
        {"self.m"},
    ),
    "constant of another function": (
        "def f():\n    m = 'a/a'\ndef g():\n    load(m)",
        {"m"},
    ),
    "class attribute is no name in methods": (
        "class A:\n    m = 'a/a'\n    def f(self):\n        load(m)",
        {"m"},
    ),
    "later assignment": ("m = 'a/a'\nload(m)\nm = 'b/b'", {"a/a"}),
    "earlier assignment": ("m = 'a/a'\nm = 'b/b'\nload(m)", {"b/b"}),
    "other branch": (
        "if x:\n    m = 'a/a'\nelse:\n    m = 'b/b'\n    load(m)",
        {"b/b"},
    ),
    "overwritten in every branch": (
        "m = 'd/d'\nif x:\n    m = 'a/a'\nelif y:\n    m = 'b/b'\nelse:\n    raise ValueError\nload(m)",
        {"a/a", "b/b"},
    ),
    "overwritten in one branch": ("m = 'd/d'\nif x:\n    m = 'a/a'\nload(m)", {"a/a", "d/d"}),
    "branch that returns": (
        "def f(m='d/d'):\n    if x:\n        m = 'a/a'\n        return m\n    load(m)",
        {"d/d"},
    ),
    "known to be equal": (
        "def f(m):\n    if m == 'a/a':\n        load(m)\nf('b/b')",
        {"a/a"},
    ),
    "known by case": (
        "def f(m):\n    match m:\n        case 'a/a' | 'b/b':\n            load(m)\nf('c/c')",
        {"a/a", "b/b"},
    ),
    "shadowed by a parameter": ("m = 'a/a'\ndef f(m):\n    load(m)", {"m"}),
    "changed in place": ("m = 'a/a'\nm += suffix\nload(m)", {"m"}),
    "two fields of one name": (
        "class A:\n    m: str = 'a/a'\nclass B:\n    m: str = 'b/b'\ndef f(args):\n    load(args.m)",
        {"args.m"},
    ),
    "a count is no part of a name": (
        "n = 0\nfor x in y:\n    n = max(n, x)\nload(f'a/b-{n}')",
        {"a/b-{?}"},
    ),
    "constant of a sibling module": ("from config import MODEL\nload(MODEL)", {"MODEL"}),
    "empty default": ("def f(m=''):\n    load(m)", {"m"}),
    "None that is set elsewhere": ("def f(m=None):\n    load(m)", {"m"}),
    "key that is not there": ("D = {'x': 'a/a', 'y': 'b/b'}\nload(D['z'])", {"D['z']"}),
    "itself": ("m = m\nload(m)", {"m"}),
    "each other": ("def f(a):\n    g(a)\ndef g(b):\n    f(b)\n    load(b)", {"b"}),
}


@pytest.mark.parametrize("case", KEPT_APART)
def test_values_are_kept_apart(case: str) -> None:
    code, expected = KEPT_APART[case]
    assert names(code) == expected


def test_global_statement_reaches_the_module() -> None:
    code = "m = None\ndef f():\n    global m\n    m = 'a/b'\ndef g():\n    load(m)"
    assert names(code) == {"a/b"}


def test_long_chain_of_names_ends() -> None:
    code = "m0 = 'a/b'\n" + "".join(f"m{n + 1} = m{n}\n" for n in range(400)) + "load(m400)"
    assert names(code) == {"m400"}


def test_doubling_candidates_end() -> None:
    lines = ["m0 = 'a/b'"] + [f"m{n + 1} = f'{{m{n}}}{{m{n}}}'" for n in range(60)]
    assert len(names("\n".join([*lines, "load(m60)"]))) == 1


def test_many_functions_calling_each_other_end() -> None:
    calls = "\n".join(f"def f{n}(m):\n    f{(n * 7 + 1) % 300}(m)\n    f{(n * 3 + 2) % 300}(m)" for n in range(300))
    assert names(f"{calls}\ndef last(m):\n    load(m)\nlast(f1)") == {"m"}
