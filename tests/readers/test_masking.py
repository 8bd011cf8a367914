import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.readers.masking import clean, mask

SECRET = "aB3" * 12


@pytest.mark.parametrize(
    "prefix", ["hf_", "sk-", "sk-proj-", "sk-ant-", "ghp_", "github_pat_", "glpat-", "gsk_", "AIza", "xoxb-", "r8_"]
)
def test_token_is_cut_behind_its_prefix(prefix: str) -> None:
    masked = mask(f"login('{prefix}{SECRET}')")
    assert SECRET not in masked
    assert "***" in masked
    assert masked.startswith("login('")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("https://user:secret@host/x", "https://***@host/x"),
        ("https://token@host/x", "https://***@host/x"),
        ("api_key='swordfish'", "api_key='***'"),
        ('{"password": "swordfish"}', '{"password": "***"}'),
        ("token=abc12345", "token=***"),
        (f"x = {SECRET}", "x = aB***"),
        ("key = " + "0123456789abcdef" * 2, "key = 01***"),
    ],
)
def test_secret_is_cut(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "meta-llama/Llama-3.2-11B-Vision-Instruct-bnb-4bit-quantized-long-name",
        "a" * 40,
        "0123456789abcdef" * 4,
        "f(token=HF_TOKEN)",
        "use_auth_token=args.token",
        "tokenizer = load()",
        "pretrained_model_name_or_path_or_dict",
        "https://host/path@1.0",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text


def test_clean_text_is_one_line_that_can_be_written() -> None:
    assert clean("a\n\tb\x1b[0m\ud800") == "a b\ufffd[0m\ufffd"


@given(st.text(max_size=300))
def test_any_text_is_masked_and_cleaned(text: str) -> None:
    assert clean(mask(text)).encode() == clean(clean(mask(text))).encode()


def test_long_hostile_text_is_quick() -> None:
    assert len(mask("token='" * 100_000)) <= 8_000
    assert len(mask("://a" * 100_000)) <= 8_000
