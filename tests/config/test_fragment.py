import pytest

from licet.config.fragment import fragment, value_of
from licet.errors import UsageError
from licet.model.use import Measurement
from licet.model.vocabulary import Delivery


def test_keys_are_typed_as_in_a_file() -> None:
    use = fragment({"use": {"delivery": ["on-premises"], "monthly_active_users": 5}}).use
    assert use.delivery == (Delivery.ON_PREMISES,)
    assert use.sizes == {"monthly_active_users": (Measurement(value=5),)}
    assert use.commercial is None


def test_a_fault_is_told_in_the_words_of_the_file() -> None:
    with pytest.raises(UsageError, match='did you mean "on-premises"'):
        fragment({"use": {"delivery": ["on-premise"]}})


@pytest.mark.parametrize(
    ("key", "word", "value"),
    [
        ("commercial", "No", False),
        ("commercial", "perhaps", "perhaps"),
        ("delivery", "hosted-api, on-device", ["hosted-api", "on-device"]),
        ("fields", "none", []),
        ("monthly_active_users", "20_000", 20000),
        ("organization", "company", "company"),
    ],
)
def test_words_mean_what_the_key_takes(key: str, word: str, value: object) -> None:
    assert value_of(("use", key), word) == value
