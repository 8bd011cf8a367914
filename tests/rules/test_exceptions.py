"""Licenses with a WITH exception: what the exception frees, lets in and lifts, and what it leaves."""

import pytest

from licet.judge import judge
from licet.model.bom import Fact
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import answered, link, part, product, system, use, verdict, verdict_if

PROPRIETARY = "LicenseRef-Proprietary"
CLASSPATH = "GPL-2.0-only WITH Classpath-exception-2.0"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED


def shipped(
    license_id: str, how: str = "links", *, out: str = PROPRIETARY, beside: str = "", kind: str = "library", **of: Fact
) -> System:
    """A product given away as a binary, with a part of somebody else's in it and another one beside that."""
    parts = [
        part("lib", license=license_id, kind=kind),
        *([part("other", license=beside, kind="library")] if beside else []),
    ]
    links = [link("product", how, "lib", **of), *([link("product", "links", "other")] if beside else [])]
    return system(
        parts, links, use=use(commercial=True, delivery=["distributed-binary"], fields=[]), product=product(license=out)
    )


@pytest.mark.parametrize("manner", ["static", "dynamic", "import"])
def test_classpath_lets_independent_modules_be_linked_under_any_terms(manner: str) -> None:
    assert verdict(shipped("GPL-2.0-only", manner=manner), "share-alike") is BLOCKED
    assert verdict(shipped(CLASSPATH, manner=manner), "share-alike") is ALLOWED


@pytest.mark.parametrize("how", ["modifies", "copies"])
def test_classpath_leaves_what_is_derived_from_the_library_under_the_license(how: str) -> None:
    assert verdict(shipped(CLASSPATH, how), "share-alike") is BLOCKED
    assert verdict(shipped(CLASSPATH, how, out="GPL-2.0-only"), "share-alike") is ALLOWED, "it may be dropped"


def test_classpath_keeps_the_duties_on_the_library_itself() -> None:
    duties = {duty.duty: duty for duty in judge(shipped(CLASSPATH)).duties}
    assert {"disclose-source", "give-license-copy", "keep-notices"} <= set(duties)
    assert duties["share-alike"].how_to_meet == "keep lib itself, and changes to it, under its own license"


def test_a_release_with_an_exception_cannot_hold_content_that_lacks_it() -> None:
    assert verdict(shipped("GPL-2.0-only", "copies", out=CLASSPATH), "share-alike") is BLOCKED
    assert verdict(shipped("GPL-2.0-only", "links", out=CLASSPATH), "share-alike") is ALLOWED
    assert verdict(shipped(CLASSPATH, "copies", out=CLASSPATH), "share-alike") is ALLOWED


def test_gcc_3_1_asks_how_the_code_was_compiled() -> None:
    judged = shipped("GPL-3.0-only WITH GCC-exception-3.1", manner="static")
    assert verdict(judged, "share-alike") is REVIEW
    assert verdict_if(judged, "share-alike", "eligible-compilation:lib") == (ALLOWED, BLOCKED)


def test_an_exception_that_nobody_read_for_this_license_keeps_a_block_from_counting() -> None:
    assert verdict(shipped("GPL-2.0-only WITH GCC-exception-3.1", manner="static"), "share-alike") is REVIEW


def test_llvm_lifts_duties_for_what_compiling_embeds_and_meets_gpl_2_when_linked() -> None:
    llvm = "Apache-2.0 WITH LLVM-exception"
    judged = shipped(llvm)
    copies = {(d.status.value) for d in judge(judged).duties if d.duty == "give-license-copy"}
    assert copies == {"pending"}
    done = judge(answered(judged, "embedded-by-compiling:lib", yes=True)).duties
    assert not {d.duty for d in done} & {"give-license-copy", "state-changes", "display"}
    assert "keep-notices" in {d.duty for d in done}
    assert verdict(shipped("Apache-2.0", out="GPL-2.0-only"), "no-further-restrictions") is BLOCKED
    assert verdict(shipped(llvm, out="GPL-2.0-only"), "no-further-restrictions") is ALLOWED
    assert verdict(shipped(llvm, "modifies", out="GPL-2.0-only"), "no-further-restrictions") is BLOCKED, "source"


def test_programs_that_use_the_kernel_by_system_calls_are_no_derived_work() -> None:
    assert verdict(shipped("GPL-2.0-only", "runs"), "share-alike") is REVIEW, "one work is asked"
    assert verdict(shipped("GPL-2.0-only WITH Linux-syscall-note", "runs"), "share-alike") is ALLOWED
    linked = shipped("GPL-2.0-only WITH Linux-syscall-note", "links")
    assert verdict_if(linked, "share-alike", "normal-system-calls:lib") == (ALLOWED, BLOCKED)


def test_lgpl_linking_exception_needs_no_relinking() -> None:
    assert verdict(shipped("LGPL-3.0-only", manner="static"), "share-alike") is REVIEW
    assert verdict(shipped("LGPL-3.0-only WITH LGPL-3.0-linking-exception", manner="static"), "share-alike") is ALLOWED


def test_openssl_is_let_into_a_gpl_work_by_its_exception() -> None:
    plain = shipped("GPL-2.0-only", out="GPL-2.0-only", beside="OpenSSL")
    assert verdict(plain, "no-further-restrictions") is BLOCKED
    named = "GPL-2.0-only WITH LicenseRef-scancode-openssl-exception-gpl-2.0-plus"
    assert verdict(shipped(named, out=named, beside="OpenSSL"), "no-further-restrictions") is ALLOWED
    newer = shipped(named, out=named, beside="Apache-2.0")
    assert verdict_if(newer, "no-further-restrictions", "openssl-library:other") == (ALLOWED, BLOCKED)


def test_output_of_autoconf_is_free_and_autoconf_is_not() -> None:
    judged = shipped("GPL-3.0-only WITH Autoconf-exception-3.0", "copies")
    assert verdict_if(judged, "share-alike", "autoconf-output:lib") == (ALLOWED, BLOCKED)
    free = judge(answered(judged, "autoconf-output:lib", yes=True)).duties
    assert not {d.duty for d in free} & {"disclose-source", "share-alike", "keep-notices"}


def test_a_font_in_a_document_leaves_the_document_free() -> None:
    judged = shipped("GPL-2.0-only WITH Font-exception-2.0", "embeds", one_work=True)
    assert verdict_if(judged, "share-alike", "embedded-in-document:lib") == (ALLOWED, BLOCKED)


def test_the_gpl_commitment_changes_the_end_of_the_license_alone() -> None:
    judged = shipped("GPL-2.0-only WITH GPL-CC-1.0")
    assert verdict(judged, "share-alike") is BLOCKED
    [ends] = [duty for duty in judge(judged).duties if duty.duty == "termination"]
    assert ends.clause
    assert ends.clause.license == "GPL-CC-1.0"
