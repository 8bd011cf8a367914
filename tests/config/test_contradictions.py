"""Values that are each well formed and cannot all be so: each is one line with its place."""

from pathlib import Path

import pytest

from licet.config import load
from licet.errors import ConfigError
from licet.model.regions import COUNTRIES

PRODUCT = '[product]\nname = "acme"\n'


def faults(folder: Path, text: str) -> tuple[str, ...]:
    file = folder / "licet.toml"
    file.write_text(text, "utf-8")
    try:
        load(file)
    except ConfigError as error:
        return error.faults
    return ()


WRONG = [
    (
        "[use]\nmonthly_active_users = 10\ndaily_active_users = 11",
        (
            'licet.toml:3: "daily_active_users" in [use]: 11 is more than "monthly_active_users" (10): '
            "who is active on a day is active in its month"
        ),
    ),
    (
        "[use]\nannual_revenue_usd = 5\nmonthly_revenue_usd = 6",
        (
            'licet.toml:3: "monthly_revenue_usd" in [use]: 6 is more than "annual_revenue_usd" (5): '
            "the revenue of a month is part of its year's"
        ),
    ),
    (
        (
            "[use]\nmonthly_active_users = [{ at = 2025-01-01, value = 1 }, { at = 2025-02-01, value = 1_000 }]\n"
            "daily_active_users = [{ at = 2025-01-01, value = 1 }, { at = 2025-02-01, value = 2_000 }]"
        ),
        (
            'licet.toml:3: "daily_active_users" in [use]: 2,000 on 2025-02-01 is more than "monthly_active_users" '
            "(1,000): who is active on a day is active in its month"
        ),
    ),
    (
        '[use]\nterritories = ["EU", "QQ"]',
        'licet.toml:2: "territories" in [use]: "QQ" is no country\'s code (ISO 3166-1 alpha-2)',
    ),
    ('[use]\nseat = "ZZ"', 'licet.toml:2: "seat" in [use]: "ZZ" is no country\'s code (ISO 3166-1 alpha-2)'),
    (
        '[use]\ndelivery = ["outputs-only"]\npublishes_outputs = false',
        'licet.toml:3: "publishes_outputs" in [use]: false, and delivery "outputs-only" hands outputs to others',
    ),
    (
        '[product]\nname = "m"\nkind = "model"\n[use]\ndelivery = ["internal"]\nmakes_trained_model_available = true',
        (
            'licet.toml:6: "makes_trained_model_available" in [use]: true, and the product is a model whose only '
            'delivery is "internal"'
        ),
    ),
    (
        (
            '[use]\ndelivery = ["internal"]\n[[component]]\nid = "a"\n[[link]]\nfrom = "product"\nhow = "embeds"\n'
            'to = "a"\nfacts = { downloaded_at_first_run = true }'
        ),
        (
            "licet.toml:9: facts of [[link]]: downloaded_at_first_run: users fetch the part, and the only delivery is "
            '"internal"'
        ),
    ),
    (
        '[[component]]\nid = "a"\nfacts = { personal_data = false, special_categories = true }',
        (
            "licet.toml:3: facts of [[component]]: special_categories = true are personal data, and personal_data = "
            "false is stated"
        ),
    ),
    (
        '[[component]]\nid = "a"\n[[link]]\nfrom = "a"\nhow = "fine-tunes"\nto = "a"',
        'licet.toml:6: "to" in [[link]]: "a" is linked to itself',
    ),
    (
        '[[component]]\nid = "a"\n[[link]]\nfrom = "product"\nhow = "bundles"\nto = "a"\nfacts = { one_work = true }',
        (
            "licet.toml:7: facts of [[link]]: one_work = true, and what is bundled is only shipped beside; say "
            "links or embeds"
        ),
    ),
    (
        '[[component]]\nid = "a"\npurl = "pkg:pypi/Jam_Jar"\n[[component]]\nid = "b"\npurl = "pkg:pypi/jam-jar"',
        'licet.toml:5: the purl "pkg:pypi/jam-jar" is that of "a" already: one part has one [[component]]',
    ),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert faults(tmp_path, text + "\n") == (told,)


@pytest.mark.parametrize(
    "text",
    [
        "[use]\nmonthly_active_users = 10\ndaily_active_users = 10",
        "[use]\nmonthly_active_users = [{ at = 2024-01-01, value = 1 }]\ndaily_active_users = 9",
        '[use]\nterritories = ["UK", "EEA", "worldwide", "XK", "GB"]\nseat = "CH"',
        '[use]\ndelivery = ["outputs-only"]\npublishes_outputs = true',
        '[use]\ndelivery = ["internal", "distributed-binary"]',
        '[use]\ndelivery = ["internal"]\nmakes_trained_model_available = true',
        '[[component]]\nid = "a"\npurl = "pkg:pypi/jam@1"\n[[component]]\nid = "b"\npurl = "pkg:pypi/jam@2"',
        '[[component]]\nid = "a"\nfacts = { personal_data = true, special_categories = true }',
        '[[component]]\nid = "a"\n[[link]]\nfrom = "product"\nhow = "bundles"\nto = "a"\nfacts = { one_work = false }',
    ],
)
def test_what_can_be_is_no_fault(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text + "\n") == ()


def test_the_list_of_countries_is_whole() -> None:
    """ISO 3166-1 has 249 alpha-2 codes; user-assigned ones (AA, QM to QZ, XA to XZ, ZZ) are none of them."""
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert not [code for code in COUNTRIES if code in {"AA", "ZZ"} or code[0] == "X" or "QM" <= code <= "QZ"]
