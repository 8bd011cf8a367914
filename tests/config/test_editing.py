import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.config.editing import Setting, edited
from licet.errors import ConfigError

ANSWER = Setting(table="answers", key="one-work:engine", value=False)
LICENSE = Setting(table="component", key="license", value="MIT", part="bert", kind="model")


def set_in(text: str, setting: Setting = ANSWER) -> str:
    return edited(text, setting, name="licet.toml")


def test_an_empty_file_gets_the_table() -> None:
    assert set_in("") == '[answers]\n"one-work:engine" = false\n'


def test_a_new_table_goes_to_the_end_after_one_empty_line() -> None:
    old = '# mine\n[product]\nname = "demo"  # theirs\n'
    assert set_in(old) == f'{old}\n[answers]\n"one-work:engine" = false\n'


def test_a_file_without_a_newline_at_the_end_gets_one() -> None:
    assert set_in("[product]") == '[product]\n\n[answers]\n"one-work:engine" = false\n'


def test_a_new_key_goes_below_the_last_one_of_its_table() -> None:
    old = '[answers]  # so far\n  commercial = true # sold\n\n# on policy\n[policy]\nevidence = "text"\n'
    new = old.replace("# sold\n", '# sold\n  "one-work:engine" = false\n')
    assert set_in(old) == new


def test_a_table_without_keys_gets_its_first() -> None:
    assert set_in("[answers]\n# none yet\n[policy]\n") == '[answers]\n"one-work:engine" = false\n# none yet\n[policy]\n'


def test_the_last_line_of_a_file_may_be_the_table() -> None:
    assert set_in("[answers]\ncommercial = true") == '[answers]\ncommercial = true\n"one-work:engine" = false\n'


@pytest.mark.parametrize("key", ['"one-work:engine"', "'one-work:engine'", '  "one-work\\u003aengine"'])
def test_a_key_that_is_there_gets_its_value_in_place(key: str) -> None:
    old = f"[answers]\na = true\n{key}=true  # = as told on Monday\nb = false\n"
    assert set_in(old) == old.replace("=true  #", "=false  #")


def test_an_equals_sign_in_a_key_is_no_end_of_it() -> None:
    setting = Setting(table="answers", key="a=b", value=True)
    assert set_in('[answers]\n"a=b" = false\n', setting) == '[answers]\n"a=b" = true\n'


def test_a_position_is_a_string_in_its_place() -> None:
    setting = Setting(table="positions", key="network-reach", value="aggregate")
    assert set_in('[positions]\nnetwork-reach = "one-work" # for now\n', setting) == (
        '[positions]\nnetwork-reach = "aggregate" # for now\n'
    )


def test_windows_line_endings_and_a_byte_order_mark_stay() -> None:
    old = "\ufeff[product]\r\nname = 'demo'\r\n[answers]\r\na = true\r\n"
    assert set_in(old) == f'{old}"one-work:engine" = false\r\n'
    assert (
        set_in("[product]\r\nname = 'x'")
        == "[product]\r\nname = 'x'\r\n\r\n[answers]\r\n\"one-work:engine\" = false\r\n"
    )


def test_a_pyproject_has_the_table_below_its_own() -> None:
    old = '[project]\nname = "x"\n[tool.licet.product]\nname = "x"\n'
    new = edited(old, ANSWER, name="pyproject.toml", prefix=("tool", "licet"))
    assert new == f'{old}\n[tool.licet.answers]\n"one-work:engine" = false\n'


def test_a_license_goes_below_the_identity_of_its_part() -> None:
    old = '[[component]]\nid = "a"\n[[component]]\nid = "bert"\nmodalities = [\n "text" ]\n[[component]]\nid = "c"\n'
    assert set_in(old, LICENSE) == old.replace('id = "bert"\n', 'id = "bert"\nlicense = "MIT"\n')


def tomllib_takes(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def test_a_license_that_is_there_is_replaced_in_its_own_part_alone() -> None:
    old = '[[component]]\nid = "a"\nlicense = "ISC"\n[[component]]\npurl = "bert"\nlicense = "ISC"\n'
    assert set_in(old, LICENSE) == old.removesuffix('"ISC"\n') + '"MIT"\n'


def test_a_part_without_an_entry_gets_one_with_its_kind() -> None:
    old = '[[component]]\nid = "a"\n'
    assert set_in(old, LICENSE) == f'{old}\n[[component]]\nid = "bert"\nkind = "model"\nlicense = "MIT"\n'


@pytest.mark.parametrize(
    "text",
    [
        "answers = { a = true }\n",
        "answers.a = true\n",
        "answers = { 'one-work:engine' = true }\n",
        "[answers]\n'one-work:engine' = '''\ntrue'''\n",
        "[answers]\na = '''\nx\n'''\n",
    ],
)
def test_what_cannot_be_done_line_by_line_is_refused_with_the_line_to_write(text: str) -> None:
    with pytest.raises(ConfigError, match=r"licet\.toml: one-work:engine cannot be set") as refused:
        set_in(text)
    assert refused.value.hint == 'write it by hand, under [answers]: "one-work:engine" = false'


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(ConfigError, match="cannot be set"):
        set_in("", Setting(table="answers", key="one-work:file:caf\udce9", value=True))


keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
comments = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(
    lambda text: f"# {text}"
)
others = st.sampled_from(["[use]", "[product]", "[[link]]", "[policy] # [answers]", "[answers.x]", "[x.answers]"])
FIXED = ['s = "[answers]"', "m = '''\n[answers]\n'''", "l = [\n 1, # [\n 2 ]", "", "  ", "[answers]"]


@given(st.lists(st.one_of(comments, others, st.sampled_from(FIXED)), max_size=8), keys, st.booleans(), st.booleans())
def test_whatever_is_set_stands_there_and_nothing_else_changed(
    pieces: list[str],
    key: str,
    value: bool,  # noqa: FBT001 - drawn
    ending: bool,  # noqa: FBT001 - drawn
) -> None:
    old = "\n".join(f"k{at} = 1\n{piece}" for at, piece in enumerate(pieces)) + ("\n" if ending else "")
    if not tomllib_takes(old):
        return
    try:
        new = set_in(old, Setting(table="answers", key=key, value=value))
    except ConfigError:
        assert "'''" in old or "[answers.x]" in old
        return
    assert tomllib.loads(new)["answers"][key] is value
    left = iter(new.split("\n"))
    assert all(line in left for line in old.rstrip("\n").split("\n"))
    assert set_in(new, Setting(table="answers", key=key, value=value)) == new
