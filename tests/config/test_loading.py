"""`load` as a whole: good files become typed values, bad ones name every fault with its line."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.config import default, load
from licet.config.schema import keys_at
from licet.errors import ConfigError
from licet.model.bom import Claim, Component, Evidence, Link
from licet.model.use import Config, Measurement, Policy, Product, Use, Waiver
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind, Organization, Verdict

SCENARIOS = Path(__file__).resolve().parents[2] / ".." / "shared" / "examples" / "scenarios"

SYSTEM = """\
[product]
name = "chat-desk"
license = "LicenseRef-Proprietary"
kind = "application"
version = "2.1"

[use]
commercial = true
delivery = ["hosted-api", "on-device", "hosted-api"]
organization = "non-profit"
fields = []
territories = ["EU", "US", "worldwide"]
seat = "DE"
monthly_active_users = 20_000
annual_revenue_usd = [{ at = 2025-12-31, value = 7 }, { at = 2024-07-23, value = 9e3 }]
trains_models_on_outputs = false
personal_data = true

[[component]]
id = "bert"
purl = "pkg:huggingface/google-bert/bert-base-uncased@86b5e09"
kind = "model"
license = "Apache-2.0"
name = "acme-bert"
own = false
release_as = "CC-BY-4.0"
modalities = ["text"]
license_file = "models/bert/LICENSE"
agreement = "agreements/acme.toml"
facts = { modified = true, change_date = 2028-02-29, additional_use_grant = "internal use" }

[[component]]
id = "engine"

[[link]]
from = "product"
how = "links"
to = "engine"
facts = { how = "static", one_work = true }

[answers]
"one-work:engine" = false

[positions]
training-on-share-alike-data = "produced-work"

[policy]
deny = ["AGPL-3.0-only", "category:noncommercial"]
review = ["category:source-available"]
fail_on = "blocked"
evidence = "text"

[[waiver]]
finding = "field-of-use"
component = "bert"
reason = "license-acquired"
statement = "Signed."
approved_by = "legal"
expires = 2027-01-31
"""


def written(folder: Path, text: str | bytes, name: str = "licet.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(folder: Path, text: str | bytes, name: str = "licet.toml") -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(written(folder, text, name))
    return caught.value.faults


def at(config: Config, line: int) -> Evidence:
    """Evidence on a line of the file that was loaded."""
    return Evidence(path=config.path, line=line, sha256=config.components[0].evidence[0].sha256)


def test_every_key_of_the_design_becomes_its_value(tmp_path: Path) -> None:
    config = load(written(tmp_path, SYSTEM))
    assert config == Config(
        path="licet.toml",
        product=Product(name="chat-desk", license="LicenseRef-Proprietary", kind=Kind.APPLICATION, version="2.1"),
        use=Use(
            commercial=True,
            delivery=(Delivery.HOSTED_API, Delivery.ON_DEVICE),
            organization=Organization.NON_PROFIT,
            fields=(),
            territories=("EU", "US", "worldwide"),
            seat="DE",
            sizes={
                "monthly_active_users": (Measurement(value=20000),),
                "annual_revenue_usd": (
                    Measurement(value=9000, at=date(2024, 7, 23)),
                    Measurement(value=7, at=date(2025, 12, 31)),
                ),
            },
            trains_models_on_outputs=False,
            personal_data=True,
        ),
        components=(
            Component(
                id="bert",
                kind=Kind.MODEL,
                name="acme-bert",
                version="86b5e09",
                purl="pkg:huggingface/google-bert/bert-base-uncased@86b5e09",
                own=False,
                release_as="CC-BY-4.0",
                modalities=("text",),
                claims=(Claim(license="Apache-2.0", grade=Grade.STATED, evidence=at(config, 23)),),
                license_file="models/bert/LICENSE",
                agreement_file="agreements/acme.toml",
                facts={"modified": True, "change_date": "2028-02-29", "additional_use_grant": "internal use"},
                evidence=(at(config, 19),),
            ),
            Component(id="engine", kind=Kind.LIBRARY, evidence=(at(config, 32),)),
        ),
        links=(
            Link(
                source="product",
                how=How.LINKS,
                target="engine",
                basis=Basis.STATED,
                facts={"how": "static", "one_work": True},
                evidence=(at(config, 35),),
            ),
        ),
        answers={"one-work:engine": False},
        positions={"training-on-share-alike-data": "produced-work"},
        policy=Policy(
            deny=("AGPL-3.0-only", "category:noncommercial"),
            review=("category:source-available",),
            fail_on=Verdict.BLOCKED,
            evidence="text",
        ),
        waivers=(
            Waiver(
                finding="field-of-use",
                component="bert",
                reason="license-acquired",
                statement="Signed.",
                approved_by="legal",
                expires=date(2027, 1, 31),
            ),
        ),
    )


def test_evidence_carries_the_digest_of_the_file(tmp_path: Path) -> None:
    config = load(written(tmp_path, '[[component]]\nid = "a"\n'))
    # sha256 of these 23 bytes, computed with coreutils
    assert config.components[0].evidence == (
        Evidence(
            path="licet.toml",
            line=1,
            sha256="e25e119946ae355e5555e309af46e726f740c0654fde1d7e6cc42f64fb87fafd",
        ),
    )


def test_an_empty_file_leaves_every_fact_unknown(tmp_path: Path) -> None:
    folder = tmp_path / "my-product"
    folder.mkdir()
    config = load(written(folder, ""))
    assert config == Config(product=Product(name="my-product"), path="licet.toml")
    assert config.use == Use()
    assert (config.use.commercial, config.use.delivery, config.use.fields) == (None, None, None)


def test_without_a_file_every_fact_is_unknown() -> None:
    assert default("demo") == Config(product=Product(name="demo"))
    assert default("").product.name


def test_an_unknown_id_in_a_link_and_an_expired_waiver_are_no_faults(tmp_path: Path) -> None:
    config = load(
        written(
            tmp_path,
            '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "nowhere"\n'
            '[[waiver]]\nfinding = "policy"\ncomponent = "x"\nreason = "accepted-risk"\nexpires = 2001-01-01\n',
        )
    )
    assert config.links[0].target == "nowhere"
    assert config.waivers[0].expires == date(2001, 1, 1)


def test_pyproject_holds_the_same_tables(tmp_path: Path) -> None:
    text = (
        '[project]\nname = "other"\n\n[tool.licet.product]\nname = "p"\n\n[[tool.licet.component]]\nid = "x"\n'
        'license = "MIT"\n\n[tool.licet.use]\ncommercial = false\n'
    )
    config = load(written(tmp_path, text, "pyproject.toml"))
    assert (config.path, config.product.name, config.use.commercial) == ("pyproject.toml", "p", False)
    assert str(config.components[0].evidence[0]) == "pyproject.toml:7"
    assert str(config.components[0].claims[0].evidence) == "pyproject.toml:9"


def test_faults_of_a_pyproject_name_its_tables(tmp_path: Path) -> None:
    text = (
        "[tool.other]\nx = 1\n[tool.licet]\nuser = 1\n[tool.licet.use]\ncomercial = true\n"
        '[[tool.licet.link]]\nto = "a"\n'
    )
    assert faults(tmp_path, text, "pyproject.toml") == (
        'pyproject.toml:4: unknown table or key "user"; did you mean "use"?',
        'pyproject.toml:6: unknown key "comercial" in [tool.licet.use]; did you mean "commercial"?',
        'pyproject.toml:7: missing key "from" in [[tool.licet.link]]',
        'pyproject.toml:7: missing key "how" in [[tool.licet.link]]',
    )


@pytest.mark.parametrize("text", ["", "[tool]\nlicet = 3\n", "tool = 1\n", '[project]\nname = "licet"\n'])
def test_a_pyproject_without_the_table_is_told(text: str, tmp_path: Path) -> None:
    assert faults(tmp_path, text, "pyproject.toml") == ("pyproject.toml: has no table [tool.licet]",)


FAULTS = [
    ("[use]\ncomercial = true", 'licet.toml:2: unknown key "comercial" in [use]; did you mean "commercial"?'),
    ("\n\n[uses]\n", 'licet.toml:3: unknown table or key "uses"; did you mean "use"?'),
    ("commercial = true", 'licet.toml:1: unknown table or key "commercial"; it belongs in [use]'),
    ("[use]\nzebra = 1", 'licet.toml:2: unknown key "zebra" in [use]'),
    ('[use]\ncommercial = "yes"', 'licet.toml:2: "commercial" in [use] must be true or false, not text'),
    ("[use]\ncommercial = 1", 'licet.toml:2: "commercial" in [use] must be true or false, not a number'),
    ("[product]\nname = true", 'licet.toml:2: "name" in [product] must be text in quotes, not true'),
    ("[product]\nname = {}", 'licet.toml:2: "name" in [product] must be text in quotes, not a table'),
    ('[use]\ndelivery = "internal"', 'licet.toml:2: "delivery" in [use] must be a list, not text'),
    (
        '[use]\norganization = "companies"',
        (
            'licet.toml:2: "organization" in [use]: "companies" is not one of company, non-profit, academic, '
            'government, individual; did you mean "company"?'
        ),
    ),
    (
        '[use]\nfields = [\n"hr-decisions",\n"hr-decision",\n]',
        'licet.toml:4: "fields" in [use]: "hr-decision" is not one of the known words; did you mean "hr-decisions"?',
    ),
    (
        "[use]\norganization = 3",
        (
            'licet.toml:2: "organization" in [use] must be one of company, non-profit, academic, government, '
            "individual, not a number"
        ),
    ),
    ("use = 3", "licet.toml:1: [use] must be a table, not a number"),
    ('[component]\nid = "a"', "licet.toml:1: [[component]] must be written with double brackets, not a table"),
    ("component = [1]", "licet.toml:1: [[component]] must be a table, not a number"),
    ("[[component]]\nown = true", 'licet.toml:1: [[component]] needs an "id" or a "purl"'),
    ('[[link]]\nhow = "calls"\nto = "a"', 'licet.toml:1: missing key "from" in [[link]]'),
    (
        '[[link]]\nfrom = "a"\nhow = "calling"\nto = "b"',
        'licet.toml:3: "how" in [[link]]: "calling" is not one of the known words; did you mean "calls"?',
    ),
    (
        '[[component]]\nid = "product"',
        'licet.toml:2: the id "product" is taken: it names the product itself; choose another',
    ),
    (
        '[[component]]\nid = "a"\n[[component]]\nid = "a"',
        'licet.toml:4: the id "a" names an earlier [[component]] already',
    ),
    (
        '[[component]]\npurl = "pkg:pypi/a"\n[[component]]\nid = "pkg:pypi/a"',
        'licet.toml:4: the id "pkg:pypi/a" names an earlier [[component]] already',
    ),
    ('[[component]]\npurl = "bert"', 'licet.toml:2: "purl" in [[component]]: "bert" is no package URL'),
    ('[[component]]\nid = "pkg:pypi"', 'licet.toml:2: "id" in [[component]]: "pkg:pypi" is no package URL'),
    (
        '[[component]]\nid = "a"\nfacts = { modfied = true }',
        'licet.toml:3: unknown key "modfied" in facts of [[component]]; did you mean "modified"?',
    ),
    (
        '[[component]]\nid = "a"\n[component.facts]\none_work = true',
        'licet.toml:4: unknown key "one_work" in facts of [[component]]; it belongs in facts of [[link]]',
    ),
    (
        '[[component]]\nid = "a"\nfacts = { modified = "yes" }',
        'licet.toml:3: "modified" in facts of [[component]] must be true or false, not text',
    ),
    (
        '[[link]]\nfrom = "a"\nhow = "links"\nto = "b"\nfacts = { how = "dynamically" }',
        (
            'licet.toml:5: "how" in facts of [[link]]: "dynamically" is not one of static, dynamic, import; '
            'did you mean "dynamic"?'
        ),
    ),
    ("[product]\nname = 2024-01-01", 'licet.toml:2: "name" in [product] cannot be a date; text stands in quotes'),
    ("[use]\nseat = 12:30:00", 'licet.toml:2: "seat" in [use] cannot be a time'),
    (
        "[use]\npersonal_data = 2024-01-01",
        'licet.toml:2: "personal_data" in [use] cannot be a date; text stands in quotes',
    ),
    (
        '[[waiver]]\nfinding = "f"\ncomponent = "c"\nreason = "accepted-risk"\nexpires = "soon"',
        'licet.toml:5: "expires" in [[waiver]] must be a date such as 2027-01-31',
    ),
    (
        '[[waiver]]\nfinding = "f"\ncomponent = "c"\nreason = "accepted-risk"\nexpires = 2027-01-31T00:00:00Z',
        'licet.toml:5: "expires" in [[waiver]] cannot be a date with a time; write the date alone',
    ),
    (
        '[[waiver]]\nfinding = "f"\ncomponent = "c"\nreason = "accepted-risk"\nexpires = "0000-01-01"',
        'licet.toml:5: "expires" in [[waiver]] must be a date such as 2027-01-31',
    ),
    ("[use]\nmonthly_active_users = -1", 'licet.toml:2: "monthly_active_users" in [use] must not be negative'),
    (
        "[use]\nmonthly_active_users = 1.5",
        'licet.toml:2: "monthly_active_users" in [use] must be a whole number, not a fraction',
    ),
    ("[use]\nannual_revenue_usd = 0xffffffffffffffffffff", 'licet.toml:2: "annual_revenue_usd" in [use] is too large'),
    ("[use]\nannual_revenue_usd = nan", 'licet.toml:2: "annual_revenue_usd" in [use] cannot be inf or nan'),
    (
        "[use]\ndaily_active_users = []",
        (
            'licet.toml:2: "daily_active_users" in [use] is an empty list; leave the key out where the number is '
            "unknown, write 0 for none"
        ),
    ),
    (
        "[use]\ndaily_active_users = [\n  { at = 2024-01-01, value = 1 },\n  { value = 1 },\n]",
        'licet.toml:4: missing key "at" in daily_active_users of [use]',
    ),
    (
        "[use]\ndaily_active_users = [\n  { at = 2024-01-01, value = -1 },\n]",
        'licet.toml:3: "value" in daily_active_users of [use] must not be negative',
    ),
    (
        '[use]\nterritories = ["EU", "Germany"]',
        (
            'licet.toml:2: "territories" in [use]: "Germany" is no territory; write an ISO 3166 code such as DE, or '
            "EU, EEA, UK, worldwide"
        ),
    ),
    (
        '[use]\nseat = "de"',
        'licet.toml:2: "seat" in [use]: "de" is no territory; write an ISO 3166 code such as DE, or EU, EEA, UK',
    ),
    ('[product]\nlicense = ""', 'licet.toml:2: "license" in [product] must not be empty; leave the key out'),
    (
        '[product]\nname = "a\\u001b[31mb"',
        (
            'licet.toml:2: "name" in [product]: "a\\u001b[31mb" must be one line, without control characters or spaces '
            "around it"
        ),
    ),
    (
        '[product]\nmodalities = ["Text"]',
        'licet.toml:2: "modalities" in [product]: "Text" is no modality; write it in lower case, such as text or image',
    ),
    (
        '[product]\nlocation = "https://user:pw@acme.example/x"',
        (
            'licet.toml:2: "location" in [product]: "https://user:pw@acme.example/x" is no web address such as '
            "https://acme.example/model; user names and passwords do not belong in it"
        ),
    ),
    ('[product]\nreleased = "soon"', 'licet.toml:2: "released" in [product] must be a date such as 2027-01-31'),
    ('[answers]\n"one-work:a" = "no"', 'licet.toml:2: "one-work:a" in [answers] must be true or false, not text'),
    ('[positions]\nflux = "free"', 'licet.toml:2: unknown key "flux" in [positions]'),
    (
        '[positions]\nnetwork-reach = "one_work"',
        (
            'licet.toml:2: "network-reach" in [positions]: "one_work" is not one of aggregate, one-work; '
            'did you mean "one-work"?'
        ),
    ),
    (
        '[policy]\nfail_on = "allowed"',
        'licet.toml:2: "fail_on" in [policy]: "allowed" is not one of needs-review, blocked, allowed-with-duties',
    ),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_fault_is_one_plain_line_with_its_place(text: str, fault: str, tmp_path: Path) -> None:
    found = faults(tmp_path, text)
    assert found == (fault,)


@pytest.mark.parametrize("key", ["license_file", "agreement"])
@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/passwd", "C:/x", "..\\\\x", "\\\\\\\\host\\\\x", "~/x", "file:x"]
)
def test_a_path_that_leads_out_of_the_folder_is_refused(key: str, path: str, tmp_path: Path) -> None:
    (found,) = faults(tmp_path, f'[[component]]\nid = "a"\n{key} = "{path}"\n')
    assert found.startswith(f'licet.toml:3: "{key}" in [[component]] must be a path within the folder, not "')


def test_a_category_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, '[policy]\ndeny = ["GPL-2.0-only", "category:non-commercial"]')
    assert found.startswith('licet.toml:2: "deny" in [policy]: "category:non-commercial" is not one of ')
    assert found.endswith('did you mean "category:noncommercial"?')


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = '[[component]]\nid = "product"\npurl = "x"\n[use]\nseat = "d"\ncommercial = 1\n[product]\nnam = "x"\n'
    lines = [fault.split(":")[1] for fault in faults(tmp_path, text)]
    assert lines == ["2", "3", "5", "6", "8"]


def test_a_flood_of_faults_is_cut(tmp_path: Path) -> None:
    found = faults(tmp_path, "[answers]\n" + "".join(f"k{number} = 1\n" for number in range(400)))
    assert len(found) == 51
    assert found[-1] == "licet.toml: and 350 more"
    unknown = faults(tmp_path, "[use]\n" + "".join(f"zz{number} = 1\n" for number in range(400)))
    assert len(unknown) == 21
    assert unknown[-1] == "licet.toml:22: and 380 more unknown keys in [use]"


def test_faults_come_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, "x = 1"))
    assert "docs/licet-toml.md" in caught.value.hint


@pytest.mark.parametrize("value", [2027, '"2027-01-31"', "2027-01-31"])
def test_a_date_may_be_quoted(value: object, tmp_path: Path) -> None:
    text = f'[[waiver]]\nfinding = "f"\ncomponent = "c"\nreason = "accepted-risk"\nexpires = {value}\n'
    if value == 2027:
        assert faults(tmp_path, text) == ('licet.toml:5: "expires" in [[waiver]] must be text in quotes, not a number',)
    else:
        assert load(written(tmp_path, text)).waivers[0].expires == date(2027, 1, 31)


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.glob("*/licet.toml")), ids=lambda path: path.parent.name)
def test_every_scenario_loads(scenario: Path) -> None:
    text = scenario.read_text()
    config = load(scenario)
    assert len(config.components) == text.count("[[component]]") > 0
    assert len(config.links) == text.count("[[link]]") > 0


def test_the_scenarios_are_there() -> None:
    if not SCENARIOS.is_dir():
        pytest.skip("the shared examples are not beside the repository")
    assert list(SCENARIOS.glob("*/licet.toml"))


def test_a_table_in_place_of_a_list_of_tables_is_told_within_its_key(tmp_path: Path) -> None:
    found = faults(tmp_path, "[use]\nmonthly_active_users = [3]\n")
    assert found == ('licet.toml:2: "monthly_active_users" in [use] must be a table, not a number',)


# -- hostile input


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "licet.toml:1: is not UTF-8 text"),
        ("[product]\nname = 'é'".encode("latin-1"), "licet.toml:2: is not UTF-8 text"),
        ("x = 1".encode("utf-16"), "licet.toml:1: is not UTF-8 text"),
        (b"x = 1\n\x00", "licet.toml:2: holds a NUL byte, so it is no text file"),
        (b"#" * 1_000_001, "licet.toml: is larger than 1 MB"),
        (b"x = 1\n\nx = ", "licet.toml:3: not valid TOML: Invalid value (the file ends too early)"),
        (b"x = 1\nx = 2\n", "licet.toml:2: not valid TOML: Cannot overwrite a value (column 6)"),
        (b"one-work:a = true", "licet.toml:1: not valid TOML: Expected '=' after a key in a key/value pair (column 9)"),
        (b"a = 1\nx = " + b"[" * 100_000, "licet.toml:2: nested more than 32 deep"),
        (b"x = {a" + b".a" * 400_000 + b"=1}", "licet.toml:1: nested more than 32 deep"),
        (b"a" + b".a" * 400_000 + b"=1", "licet.toml:1: nested more than 32 deep"),
        (
            b"x = " + b"9" * 5000,
            "licet.toml: not valid TOML: a number is too long, or the file is nested too deeply",
        ),
        (
            b"[use]\ndelivery = [" + b"1," * 20_000 + b"]",
            'licet.toml:2: "delivery" in [use] cannot be a list of more than 10000 items',
        ),
        (
            b"[use]\nzebra = " + b"[" * 32 + b"]" * 32,
            'licet.toml:2: unknown key "zebra" in [use]',
        ),
        (
            b"[answers]\n" + b"a" * 1000 + b" = 1",
            'licet.toml:2: "' + "a" * 57 + '..." in [answers] must be true or false, not a number',
        ),
        (
            b'[[component]]\nid = "' + b"a" * 10_000 + b'"',
            'licet.toml:2: "id" in [[component]] is too long',
        ),
    ],
)
def test_hostile_bytes_are_one_plain_fault(data: bytes, fault: str, tmp_path: Path) -> None:
    assert faults(tmp_path, data) == (fault,)


def test_a_byte_order_mark_and_windows_line_ends_are_honored(tmp_path: Path) -> None:
    config = load(written(tmp_path, b'\xef\xbb\xbf[product]\r\nname = "x"\r\n[[component]]\r\nid = "a"\r\n'))
    assert config.product.name == "x"
    assert config.components[0].evidence[0].line == 3


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").mkdir()
    with pytest.raises(ConfigError, match=r"^licet\.toml: is not a regular file$"):
        load(tmp_path / "licet.toml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "licet.toml")
    with pytest.raises(ConfigError, match=r"^licet\.toml: is not a regular file$"):
        load(tmp_path / "licet.toml")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^licet\.toml: there is no such file$") as caught:
        load(tmp_path / "licet.toml")
    assert "licet init" in caught.value.hint


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    written(tmp_path, '[product]\nname = "secret"\n', "outside.toml")
    (inside / "licet.toml").symlink_to(tmp_path / "outside.toml")
    with pytest.raises(ConfigError, match="leads out of its folder"):
        load(inside / "licet.toml")


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    written(tmp_path, '[product]\nname = "x"\n', "real.toml")
    (tmp_path / "licet.toml").symlink_to("real.toml")
    assert load(tmp_path / "licet.toml").product.name == "x"


def test_a_loop_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").symlink_to("licet.toml")
    with pytest.raises(ConfigError):
        load(tmp_path / "licet.toml")


ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@ANY_FILE
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_load_or_are_a_config_error(data: bytes, tmp_path: Path) -> None:
    try:
        load(written(tmp_path, data))
    except ConfigError as error:
        assert error.faults  # noqa: PT017 - the property holds for both outcomes
        assert all(fault.startswith("licet.toml:") and fault.isprintable() for fault in error.faults)  # noqa: PT017 - as above


PLACES = {
    "[product]": ("product",),
    "[use]": ("use",),
    "[[component]]": ("component", 0),
    "[component.facts]": ("component", 0, "facts"),
    "[[link]]": ("link", 0),
    "[link.facts]": ("link", 0, "facts"),
    "[answers]": ("answers",),
    "[positions]": ("positions",),
    "[policy]": ("policy",),
    "[[waiver]]": ("waiver", 0),
}
SOME_VALUES = [
    *("true", "1", "-1", "1.5", "1e3", "nan", "-inf", "0x" + "f" * 50, "2024-01-01", "2024-01-01T00:00:00", "12:00:00"),
    *(
        '""',
        '"x"',
        '" "',
        '"\\u001b"',
        '"pkg:pypi/a@1"',
        '"pkg:"',
        '"hf:a/b"',
        '"a/b"',
        '"category:x"',
        '"model"',
        '"EU"',
    ),
    *("[]", "[1]", '["x"]', '["internal"]', "[[[]]]", "{}", "{ a = 1 }", "[{ at = 2024-01-01, value = 3 }]", "[{}]"),
    *('"embeds"', '"product"', '"2024-02-30"', '"0000-01-01"', '"text"', "{ how = 'static' }", "{ modified = true }"),
]


@st.composite
def almost_valid(draw: st.DrawFn) -> str:
    """Files with the right tables and keys, and values of all kinds in them."""
    lines: list[str] = []
    for header in draw(st.lists(st.sampled_from(sorted(PLACES)), max_size=6)):
        known = [*keys_at(PLACES[header]), "zebra"]
        pairs = draw(st.dictionaries(st.sampled_from(known), st.sampled_from(SOME_VALUES), max_size=5))
        lines += [header, *(f"{key} = {value}" for key, value in pairs.items())]
    return "\n".join(lines)


@ANY_FILE
@given(text=almost_valid())
def test_any_values_under_known_keys_load_or_are_a_config_error(text: str, tmp_path: Path) -> None:
    try:
        config = load(written(tmp_path, text))
    except ConfigError as error:
        assert error.faults  # noqa: PT017 - the property holds for both outcomes
    else:
        assert len(config.components) == text.count("[[component]]")
        assert len(config.links) == text.count("[[link]]")
