"""The stages together: targets, the product as its own files describe it, choices of license, the date."""

from datetime import date
from pathlib import Path

import pytest

from licet.errors import ConfigError, NothingToJudgeError, TargetError
from licet.model.analysis import Analysis
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze, scan, today, unjudged

NOW = date(2026, 11, 21)
USE = '[use]\ncommercial = true\ndelivery = ["distributed-binary"]\norganization = "company"\nfields = []\n'


def part(name: str, license_: str, how: str = "links", kind: str = "library") -> str:
    return (
        f'[[component]]\nid = "{name}"\nkind = "{kind}"\nlicense = "{license_}"\n'
        f'[[link]]\nfrom = "product"\nhow = "{how}"\nto = "{name}"\n'
    )


def planned(folder: Path, text: str) -> Analysis:
    (folder / "licet.toml").write_text(text, "utf-8")
    return analyze(folder, now=NOW)


def product(license_: str = "LicenseRef-Acme") -> str:
    return f'[product]\nname = "tool"\nlicense = "{license_}"\n'


def test_a_choice_takes_the_branch_that_is_judged_best_and_names_it(tmp_path: Path) -> None:
    found = planned(tmp_path, product() + USE + part("lib", "GPL-3.0-only OR MIT"))
    (terms,) = found.terms
    assert terms.chosen == "MIT"
    assert found.verdict is Verdict.WITH_DUTIES


def test_the_best_branch_depends_on_the_use(tmp_path: Path) -> None:
    text = product("GPL-3.0-only") + USE + part("lib", "CC-BY-NC-4.0 OR GPL-3.0-only")
    found = planned(tmp_path, text)
    assert found.terms[0].chosen == "GPL-3.0-only"
    assert found.verdict is Verdict.WITH_DUTIES


def test_and_binds_both(tmp_path: Path) -> None:
    found = planned(tmp_path, product() + USE + part("lib", "MIT AND CC-BY-NC-4.0"))
    assert [finding.rule for finding in found.findings if finding.verdict is Verdict.BLOCKED] == ["noncommercial-only"]


def test_an_exception_that_was_not_read_keeps_a_block_from_counting(tmp_path: Path) -> None:
    plain = planned(tmp_path, product() + USE + part("lib", "GPL-3.0-only"))
    assert plain.verdict is Verdict.BLOCKED
    excepted = planned(tmp_path, product() + USE + part("lib", "GPL-3.0-only WITH Nobody-exception"))
    assert excepted.verdict is Verdict.REVIEW


def test_the_product_takes_its_license_and_kind_from_its_own_card(tmp_path: Path) -> None:
    card = "---\nlicense: apache-2.0\nbase_model: google/gemma-2-9b\nbase_model_relation: finetune\n---\n# tuned\n"
    (tmp_path / "README.md").write_text(card, "utf-8")
    found = analyze(tmp_path, now=NOW)
    assert (found.config.product.license, found.config.product.kind) == ("Apache-2.0", "model")
    assert {link.how for link in found.bom.links} == {"fine-tunes"}


def drift(folder: Path, files: dict[str, str]) -> list[str]:
    """What is said of the product's own license."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    found = analyze(folder, now=NOW)
    mine = [one for one in found.findings if one.rule == "license-drift" and one.components == ("product",)]
    assert all(one.verdict is Verdict.REVIEW for one in mine)
    return [sentence for one in mine for sentence in one.because[1:2]]


GPL, MIT = "# SPDX-License-Identifier: GPL-3.0-only\n", "# SPDX-License-Identifier: MIT\n"


def test_what_the_files_of_the_product_say_against_what_is_stated(tmp_path: Path) -> None:
    said = drift(tmp_path, {"licet.toml": product("MIT") + part("lib", "MIT"), "a.py": GPL, "b.py": GPL})
    assert len(said) == 1
    assert "licet.toml says MIT, but the project's own files say GPL-3.0-only" in said[0]


@pytest.mark.parametrize("stated", ["Apache-2.0", "LicenseRef-Acme", "LicenseRef-Proprietary"])
def test_a_readme_that_names_another_license_than_the_stated_one_is_told_with_its_place(
    tmp_path: Path, stated: str
) -> None:
    readme = "# Jam\n\n## License\n\nThis project is licensed under the MIT License.\n"
    said = drift(tmp_path, {"licet.toml": product(stated) + part("lib", "MIT"), "README.md": readme})
    assert len(said) == 1
    assert f"licet.toml says {stated}, but the project's own files say MIT (README.md:3)" in said[0]


def test_a_readme_that_names_the_stated_license_or_none_is_no_finding(tmp_path: Path) -> None:
    readme = "# Jam\n\n## License\n\nThis project is licensed under the MIT License.\n"
    assert drift(tmp_path, {"licet.toml": product("MIT") + part("lib", "MIT"), "README.md": readme}) == []
    own = "# Jam\n\n## License\n\nAll rights reserved.\n"
    assert drift(tmp_path, {"licet.toml": product("LicenseRef-Acme") + part("lib", "MIT"), "README.md": own}) == []


def test_a_file_of_others_in_a_product_under_own_terms(tmp_path: Path) -> None:
    files = {"a.py": "x = 1\n", "b.py": GPL, "LICENSE": "Whoever finds this jar of jam may eat it all."}
    said = drift(tmp_path, {"licet.toml": product() + part("lib", "MIT"), **files})
    assert len(said) == 1
    assert "b.py:1 says GPL-3.0-only: 1 of 2 source files" in said[0]
    assert "jar" not in said[0]
    assert "LICENSE" not in said[0]


def test_files_of_the_product_that_agree_are_no_finding(tmp_path: Path) -> None:
    assert drift(tmp_path, {"licet.toml": product("MIT") + part("lib", "MIT"), "a.py": MIT, "b.py": MIT}) == []
    (tmp_path / "b.py").unlink()
    own = {"licet.toml": product() + part("lib", "MIT"), "a.py": "x = 1\n", "LICENSE": "All jam is ours."}
    assert drift(tmp_path, own) == []


def test_a_stated_part_merges_with_the_scanned_one_by_purl(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        'from transformers import AutoModel\nAutoModel.from_pretrained("acme/base")\n', "utf-8"
    )
    text = '[[component]]\nid = "base"\npurl = "pkg:huggingface/acme/base"\nlicense = "MIT"\n'
    found = planned(tmp_path, product() + USE + text)
    (component,) = (part for part in found.bom.components if part.id == "base")
    assert {evidence.path for evidence in component.evidence} == {"licet.toml", "app.py"}
    drawn = [(link.source, link.how, link.target) for link in found.bom.links]
    assert drawn == [("product", "embeds", "base"), ("product", "links", "pkg:pypi/transformers")]


def test_the_policy_names_licenses_by_any_alias(tmp_path: Path) -> None:
    text = product() + USE + part("lib", "MIT") + '[policy]\ndeny = ["MIT License"]\n'
    found = planned(tmp_path, text)
    assert [finding.rule for finding in found.findings if finding.verdict is Verdict.BLOCKED] == ["policy"]


def test_outbound_licenses_follow_from_the_parts(tmp_path: Path) -> None:
    found = planned(tmp_path, '[product]\nname = "tool"\n' + USE + part("lib", "GPL-3.0-only"))
    possible = {outbound.license: outbound.possible for outbound in found.outbound}
    assert possible["GPL-3.0-only"] == "yes"
    assert possible["Apache-2.0"] == "no"
    assert possible["LicenseRef-Proprietary"] == "no"


def test_an_agreement_is_read_with_its_text(tmp_path: Path) -> None:
    agreement = (
        'id = "LicenseRef-Deal"\nname = "Deal"\nkind = "model"\ncomplete = true\nreviewed = "2026-01"\n'
        'reviewed_by = "counsel"\ndocuments = [{ name = "license", file = "deal.txt" }]\n'
        '[permits.use-commercially]\nvalue = "yes"\nsection = "1"\nlocator = "use the Model in its products"\n'
        '[permits.host]\nvalue = "yes"\nsection = "1"\nlocator = "use the Model in its products"\n'
    )
    (tmp_path / "deal.toml").write_text(agreement, "utf-8")
    (tmp_path / "deal.txt").write_text("1. The Customer may use the Model in its products.\n", "utf-8")
    text = part("m", "LicenseRef-Deal", "embeds", "model").replace(
        "[[link]]", 'agreement = "deal.toml"\nfacts = { modified = false }\n[[link]]'
    )
    use = USE.replace("distributed-binary", "hosted-api")
    assert planned(tmp_path, product() + use + text).verdict is Verdict.ALLOWED
    (tmp_path / "deal.toml").write_text(agreement.replace('reviewed_by = "counsel"\n', ""), "utf-8")
    assert planned(tmp_path, product() + use + text).verdict is Verdict.REVIEW, "a draft that nobody confirmed"
    (tmp_path / "deal.toml").write_text(agreement, "utf-8")
    (tmp_path / "deal.txt").write_text("1. Something else.\n", "utf-8")
    with pytest.raises(ConfigError, match="locator"):
        planned(tmp_path, product() + use + text)


def test_targets_that_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        analyze(tmp_path / "absent", now=NOW)
    with pytest.raises(NothingToJudgeError):
        analyze(tmp_path, now=NOW)


def test_a_scan_gives_no_better_verdict_than_review(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("numpy==2.1.0\n", "utf-8")
    assert unjudged(scan(tmp_path)).verdict is Verdict.REVIEW


def test_the_date_comes_from_the_environment_where_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert today() >= NOW


def test_a_record_that_is_due_for_another_reading_needs_review(tmp_path: Path) -> None:
    text = product() + USE + "monthly_active_users = 5\n" + part("m", "llama-3.1", "embeds", "model")
    (tmp_path / "licet.toml").write_text(text, "utf-8")
    early = analyze(tmp_path, now=NOW)
    late = analyze(tmp_path, now=date(2028, 1, 1))
    assert (early.verdict, late.verdict) == (Verdict.WITH_DUTIES, Verdict.REVIEW)
