"""A policy outside the project: of two rules the stricter one counts, and waivers may be forbidden."""

from datetime import date
from pathlib import Path

import pytest

from licet.config import governed, load, load_policy
from licet.errors import ConfigError
from licet.model.use import Policy
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze

PROJECT = """
[product]
name = "shop"
license = "MIT"

[use]
commercial = true
delivery = ["internal"]
fields = []

[policy]
deny = ["AGPL-3.0-only"]
fail_on = "blocked"

[[component]]
id = "model"
kind = "model"
license = "CC-BY-NC-4.0"

[[link]]
from = "product"
how = "embeds"
to = "model"

[[waiver]]
finding = "noncommercial-only"
component = "model"
reason = "license-acquired"
approved_by = "legal department"
expires = 2026-11-30
"""


def project(folder: Path) -> Path:
    path = folder / "licet.toml"
    path.write_text(PROJECT, "utf-8")
    return path


def policy(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    return path


def test_of_two_rules_the_stricter_one_counts(tmp_path: Path) -> None:
    config = load(project(tmp_path))
    outside = Policy(deny=("category:noncommercial",), fail_on=Verdict.REVIEW, evidence="text")
    found, told = governed(config, outside)
    assert found.policy.deny == ("AGPL-3.0-only", "category:noncommercial")
    assert found.policy.fail_on is Verdict.REVIEW
    assert found.policy.evidence == "text"
    assert found.waivers == config.waivers
    assert told == ()
    laxer, _ = governed(config, Policy(fail_on=Verdict.BLOCKED))
    assert laxer.policy.fail_on is Verdict.BLOCKED
    assert governed(config, None) == (config, ())


def test_forbidden_waivers_cover_nothing_and_are_told(tmp_path: Path) -> None:
    target = project(tmp_path)
    allowed = analyze(target, now=date(2026, 11, 30))
    assert [each.waived_by for each in allowed.findings if each.rule == "noncommercial-only"] == ["license-acquired"]
    outside = policy(tmp_path, '[policy]\nwaivers = "forbidden"\n')
    found = analyze(target, now=date(2026, 11, 30), policy=outside)
    assert [each.waived_by for each in found.findings if each.rule == "noncommercial-only"] == [""]
    assert found.gate_fails
    [problem] = [each for each in found.bom.problems if "forbids waivers" in each.reason]
    assert "the waiver of noncommercial-only for model does not count" in problem.reason
    assert not problem.hides


@pytest.mark.parametrize(("day", "covered"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_the_last_day_of_a_waiver_counts(tmp_path: Path, day: date, *, covered: bool) -> None:
    found = analyze(project(tmp_path), now=day)
    [finding] = [each for each in found.findings if each.rule == "noncommercial-only"]
    assert bool(finding.waived_by) is covered
    assert (finding.waiver is not None) is covered
    assert any(each.rule == "expired-waiver" for each in found.findings) is not covered


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[product]\nlicense = "MIT"\n[use]\ncommercial = true\n', "holds [policy] and nothing else"),
        (
            '[[waiver]]\nfinding = "naming"\ncomponent = "x"\nreason = "accepted-risk"\n',
            "holds [policy] and nothing else",
        ),
        ('[policy]\nwaivers = "sometimes"\n', "sometimes"),
        ("[policy\n", "policy.toml"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_policy(policy(tmp_path, text))
    assert reason in str(caught.value)
