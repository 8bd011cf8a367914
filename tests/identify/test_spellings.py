"""Names of licenses as people write them: what each stands for, by hand, and what must stay open."""

import pytest

from licet.identify.name_tables import hub_ids, key_of, spellings
from licet.identify.spellings import is_license, names_nothing, read, says
from licet.licenses.expression import Leaf, leaves, parse

LLAMA2 = "LicenseRef-scancode-llama-2-license-2023"
LLAMA3 = "LicenseRef-licet-llama-3"
LLAMA31 = "LicenseRef-scancode-llama-3.1-license-2024"
LLAMA32 = "LicenseRef-scancode-llama-3.2-license-2024"
LLAMA33 = "LicenseRef-scancode-llama-3.3-license-2024"
LLAMA4 = "LicenseRef-scancode-llama-4-cla-2025"
CPE = "GPL-2.0-only WITH Classpath-exception-2.0"

SPELLED = {
    "Apache-2.0": [
        *("Apache 2.0", "Apache License, Version 2.0", "Apache License 2.0", "Apache Software License 2.0", "ASL 2.0"),
        *("The Apache Software License, Version 2.0", "The Apache License, Version 2.0", "AL2", "AL-2.0", "ALv2"),
        *("Apache2", "Apache2.0", "Apache-2", "Apache v2", "apache 2", "Apache License v2.0", "Apache 2 License"),
        *("apache_2_0", "Apache (2.0)", "Apache Version 2", "APACHE-2.0", "apache-2-0", "Apache License (v2.0)"),
        *(
            "Apache License Version 2.0, January 2004",
            "Apache 2.0 (see LICENSE)",
            "License: Apache 2.0",
            "'Apache-2.0'",
        ),
        *("Licensed under the Apache License, Version 2.0", "Apache\u00a0License\u00a02.0", "Apache® License 2.0"),
    ],
    "Apache-1.1": ["Apache 1.1", "Apache Software License 1.1", "ASL 1.1"],
    "Apache-2.0+": ["Apache-2.0+", "Apache License (>= 2.0)", "Apache 2.0 or later"],
    "Apache-2.0 WITH LLVM-exception": ["Apache-2.0 WITH LLVM-exception", "Apache 2.0 with LLVM exceptions"],
    "MIT": [
        *("MIT", "MIT License", "The MIT License", "The MIT License (MIT)", "MIT License (MIT)", "MIT/X11", "MIT-X11"),
        *(
            "X11/MIT",
            "Expat",
            "MIT (Expat)",
            "MIT (MIT)",
            "MIT licence",
            "MIT Licensed",
            "mit",
            "MIT.",
            '"MIT"',
            "[MIT]",
        ),
        *("MIT + file LICENSE", "MIT - see LICENSE", "MIT (see LICENSE)", "MIT License, see LICENSE file"),
        *("licensed under the MIT license", "Released under the MIT License.", "MIT License."),
        *("This project is licensed under the MIT License", "MIT https://opensource.org/licenses/MIT"),
    ],
    "MIT-0": ["MIT-0", "MIT No Attribution License (MIT-0)", "MIT No Attribution"],
    "X11": ["X11", "X11 License"],
    "BSD-3-Clause": [
        *("BSD 3-Clause", "BSD-3", "BSD 3 Clause", "3-Clause BSD", "3-clause BSD License", "New BSD", "BSD-new"),
        *("New BSD License", "Modified BSD License", "Revised BSD", "BSD (3-clause)", "BSD License (3-Clause)"),
        *('BSD 3-Clause "New" or "Revised" License', "BSD_3_clause + file LICENSE", "BSD three-clause"),
        *("BSD 3-Clause, see LICENSE for more details", "“BSD 3-Clause”", "BSD 3\u2011Clause"),
    ],
    "BSD-2-Clause": [
        *("Simplified BSD", "2-Clause BSD", "BSD 2-Clause", "BSD-2", 'BSD 2-Clause "Simplified" License'),
        *("Simplified BSD License", "BSD_2_clause + file LICENSE", "Two-Clause BSD"),
    ],
    "BSD-4-Clause": ["BSD 4-Clause", "BSD-4-Clause", "BSD with advertising"],
    "BSD-3-Clause-Clear": ["BSD-3-Clause-Clear", "Clear BSD"],
    "0BSD": ["0BSD", "Zero-Clause BSD", "BSD Zero Clause License"],
    "GPL-1.0-or-later": ["GPL+", "GPL-1+"],
    "GPL-2.0-only": [
        *("GPLv2", "GPL-2", "GPL 2", "GPL v2", "GPL-2.0", "GNU GPL v2", "GNU General Public License, version 2"),
        *("GPLv2 only", "GPL version 2", "GPL-2.0-only", "gpl_2"),
    ],
    "GPL-2.0-or-later": [
        *("GPLv2+", "GPL-2+", "GPL (>= 2)", "GPL (>=2)", "GPL version 2 or later", "GPL 2 or later", "GPLv2 or later"),
        *("GNU General Public License v2 or later (GPLv2+)", "GPL v2 or (at your option) any later version"),
    ],
    "GPL-3.0-only": [
        *("GPLv3", "GPL-3", "GPL 3", "GPL 3.0", "GPL v3", "GNU GPL v3", "GNU GPLv3", "GPLv3 license", "GPL version 3"),
        *("GNU General Public License v3.0", "GNU General Public License v3 (GPLv3)"),
        *("GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007", "GNU General Public License version 3"),
    ],
    "GPL-3.0-or-later": [
        *("GPLv3+", "GPL (>= 3)", "GNU GPL v3 or later", "GPL-3.0+", "GPL-3.0-or-later", "GPLv3 and higher"),
        *("GNU General Public License v3 or later (GPLv3+)", "GPL (≥ 3)"),
    ],
    CPE: [
        *(
            "GPL-2.0 with classpath exception",
            "GPL-2.0-with-classpath-exception",
            "GPL-2.0 WITH Classpath-exception-2.0",
        ),
        "GNU General Public License, version 2 (GPL2), with the classpath exception",
    ],
    "LGPL-2.0-only": ["LGPLv2"],
    "LGPL-2.0-or-later": [
        "LGPLv2+",
        "LGPL-2+",
        "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)",
    ],
    "LGPL-2.1-only": ["LGPL 2.1", "LGPL-2.1", "LGPLv2.1", "GNU Lesser General Public License, Version 2.1"],
    "LGPL-2.1-or-later": ["LGPLv2.1+", "LGPL 2.1 or later", "LGPL (>= 2.1)", "LGPL-2.1-or-later"],
    "LGPL-3.0-only": [
        "LGPLv3",
        "LGPL-3",
        "GNU LGPL 3",
        "LGPLv3 license",
        "GNU Lesser General Public License v3 (LGPLv3)",
    ],
    "LGPL-3.0-or-later": ["LGPLv3+", "GNU Lesser General Public License v3 or later (LGPLv3+)"],
    "AGPL-3.0-only": ["AGPLv3", "AGPL-3", "GNU AGPLv3", "GNU Affero General Public License v3"],
    "AGPL-3.0-or-later": ["AGPLv3+", "GNU Affero General Public License v3 or later (AGPLv3+)"],
    "MPL-2.0": ["MPL 2.0", "MPLv2", "Mozilla Public License 2.0", "Mozilla Public License 2.0 (MPL 2.0)"],
    "MPL-1.1": ["MPL 1.1", "MPL-1.1", "Mozilla Public License 1.1"],
    "ISC": ["ISC", "ISC License", "ISC License (ISCL)"],
    "PSF-2.0": ["PSF", "PSFL", "Python Software Foundation License"],
    "Zlib": ["zlib", "zlib/libpng", "zlib/libpng License"],
    "ZPL-2.1": ["ZPL 2.1", "ZPL-2.1"],
    "Artistic-2.0": ["Artistic-2.0", "Artistic License 2.0"],
    "Artistic-1.0-Perl OR GPL-1.0-or-later": ["perl_5", "same as Perl"],
    "EPL-1.0": ["EPL 1.0", "Eclipse Public License v1.0", "Eclipse Public License - v 1.0"],
    "EPL-2.0": [
        "EPL-2.0",
        "Eclipse Public License 2.0",
        "Eclipse Public License - v 2.0",
        "Eclipse Public License v2.0",
    ],
    "CDDL-1.0": ["CDDL 1.0", "CDDL-1.0"],
    "BSL-1.0": ["BSL-1.0", "Boost", "Boost Software License 1.0", "Boost Software License 1.0 (BSL-1.0)"],
    "BUSL-1.1": ["BSL 1.1", "BSL-1.1", "BUSL-1.1", "Business Source License 1.1"],
    "WTFPL": ["WTFPL", "Do What The F*ck You Want To Public License"],
    "CC0-1.0": [
        *("CC0", "CC0 1.0", "CC0 1.0 Universal", "Creative Commons Zero v1.0 Universal"),
        "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
    ],
    "CC-BY-4.0": [
        *("cc-by-4.0", "CC BY 4.0", "Creative Commons Attribution 4.0", "CC-BY-4.0 International"),
        *("Creative Commons Attribution 4.0 International", "Creative Commons Attribution 4.0 International License"),
    ],
    "CC-BY-2.0": ["cc-by-2-0", "CC BY 2.0"],
    "CC-BY-SA-3.0": ["Creative Commons Attribution-ShareAlike 3.0", "CC BY-SA 3.0"],
    "CC-BY-SA-4.0": ["CC BY-SA 4.0", "Creative Commons Attribution Share Alike 4.0"],
    "CC-BY-NC-4.0": ["CC BY-NC 4.0", "Creative Commons Attribution-NonCommercial 4.0 International"],
    "CC-BY-NC-SA-4.0": ["CC BY-NC-SA 4.0", "cc-by-nc-sa-4.0"],
    "CC-BY-NC-ND-4.0": ["CC BY-NC-ND 4.0", "CC-BY-NC-ND 4.0 International"],
    "Unlicense": ["Unlicense", "The Unlicense", "The Unlicense (Unlicense)"],
    "UPL-1.0": ["UPL-1.0", "Universal Permissive License (UPL)"],
    "OFL-1.1": ["OFL-1.1", "SIL OFL 1.1", "SIL Open Font License 1.1"],
    "NCSA": ["NCSA", "University of Illinois/NCSA Open Source License"],
    "HPND": ["HPND", "Historical Permission Notice and Disclaimer (HPND)"],
    "EUPL-1.2": ["EUPL 1.2", "EUPL v1.2", "European Union Public Licence 1.2 (EUPL 1.2)"],
    "PostgreSQL": ["PostgreSQL License"],
    "MS-PL": ["MS-PL", "Microsoft Public License"],
    "ODbL-1.0": ["ODbL", "Open Database License (ODbL) v1.0"],
    "ODC-By-1.0": ["ODC-By", "ODC-BY 1.0"],
    "PDDL-1.0": ["PDDL"],
    "CDLA-Permissive-2.0": [
        "CDLA Permissive 2.0",
        "Community Data License Agreement \u2013 Permissive \u2013 Version 2.0",
    ],
    "LicenseRef-Acme-EULA": ["LicenseRef-Acme-EULA"],
    LLAMA2: ["llama2", "Llama 2 Community License Agreement"],
    LLAMA3: ["META LLAMA 3 COMMUNITY LICENSE", "llama3"],
    LLAMA31: ["llama3.1", "Llama 3.1 Community License"],
    LLAMA4: ["llama4", "Llama 4 Community License Agreement"],
    "LicenseRef-scancode-gemma-tou-2025-03-24": ["Gemma Terms of Use"],
    "LicenseRef-scancode-stable-diffusion-2022-08-22": ["CreativeML OpenRAIL-M"],
    "LicenseRef-scancode-bigscience-rail-1.0": ["BigScience RAIL 1.0"],
    "OpenSSL": ["OpenSSL License"],
    "LicenseRef-proprietary-here": ["licenseref-proprietary-here"],
    # several licenses
    "Apache-2.0 OR MIT": [
        *("(MIT OR Apache-2.0)", "MIT/Apache-2.0", "Apache-2.0/MIT", "Apache-2.0 OR MIT", "Apache 2.0 or MIT"),
        *("Apache License, Version 2.0 or MIT License", "MIT | Apache-2.0", "MIT || Apache 2.0"),
    ],
    "Apache-2.0 OR MIT OR Zlib": ["MIT OR Apache-2.0 OR Zlib", "MIT/Apache-2.0/Zlib"],
    "Apache-2.0 AND MIT": [
        *("MIT and Apache 2.0", "MIT, Apache-2.0", "MIT & Apache-2.0", "MIT; Apache-2.0", '["MIT", "Apache-2.0"]'),
        "MIT License, Apache License, Version 2.0",
    ],
    "Apache-2.0 OR Apache-2.0 WITH LLVM-exception OR MIT": ["Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"],
    "GPL-2.0-only OR GPL-3.0-only": ["GPL-2 | GPL-3", "GPLv2 / GPLv3"],
    "LGPL-2.1-or-later OR MIT": ["LGPL-2.1+ / MIT"],
    "EPL-2.0 OR GPL-2.0-or-later": ["Eclipse Public License v2.0 | GNU GPL v2 or later"],
    "(BSD-2-Clause OR MIT) AND Zlib": ["(BSD 2-Clause or MIT) and Zlib License"],
    "BSD-2-Clause AND (GPL-2.0-or-later OR MIT)": ["BSD-2-Clause AND (MIT OR GPL-2.0-or-later)"],
    "BSD-3-Clause OR GPL-2.0-or-later": ["GPL (>= 2) | BSD_3_clause + file LICENSE"],
}

ADDRESSES = {
    "Apache-2.0": [
        *("https://www.apache.org/licenses/LICENSE-2.0.txt", "http://www.apache.org/licenses/LICENSE-2.0"),
        *("https://www.apache.org/licenses/LICENSE-2.0.html", "https://opensource.org/license/apache-2-0"),
        "https://opensource.org/licenses/Apache-2.0",
    ],
    "Apache-1.1": ["http://www.apache.org/licenses/LICENSE-1.1"],
    "MIT": [
        *("https://opensource.org/licenses/MIT", "http://www.opensource.org/licenses/mit-license.php"),
        *(
            "https://opensource.org/license/mit/",
            "https://spdx.org/licenses/MIT.html",
            "https://licenses.nuget.org/MIT",
        ),
        "https://choosealicense.com/licenses/mit/",
    ],
    "BSD-3-Clause": ["https://opensource.org/licenses/BSD-3-Clause"],
    "BSD-3-Clause-Clear": ["https://choosealicense.com/licenses/bsd-3-clause-clear/"],
    "GPL-3.0-or-later": ["https://spdx.org/licenses/GPL-3.0-or-later.html"],
    "GPL-3.0-only": [
        *("https://choosealicense.com/licenses/gpl-3.0/", "https://www.gnu.org/licenses/gpl-3.0.html"),
        "https://opensource.org/license/gpl-3-0/",
    ],
    "GPL-2.0-only": ["https://www.gnu.org/licenses/old-licenses/gpl-2.0.html"],
    "LGPL-3.0-only": ["https://www.gnu.org/licenses/lgpl-3.0.txt"],
    "LGPL-2.1-only": ["http://www.gnu.org/licenses/old-licenses/lgpl-2.1.html"],
    "AGPL-3.0-only": ["https://www.gnu.org/licenses/agpl-3.0.html", "https://choosealicense.com/licenses/agpl-3.0/"],
    "CC-BY-4.0": [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by/4.0/deed.de",
    ],
    "CC-BY-NC-4.0": ["https://creativecommons.org/licenses/by-nc/4.0/legalcode.txt"],
    "CC-BY-NC-SA-4.0": ["https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode"],
    "CC0-1.0": ["https://creativecommons.org/publicdomain/zero/1.0/"],
    "MPL-2.0": ["https://www.mozilla.org/en-US/MPL/2.0/", "https://www.mozilla.org/MPL/2.0/"],
    "EPL-2.0": ["https://www.eclipse.org/legal/epl-v20.html", "https://www.eclipse.org/legal/epl-2.0/"],
    "EPL-1.0": ["http://www.eclipse.org/legal/epl-v10.html"],
    "Unlicense": ["https://unlicense.org", "https://unlicense.org/"],
    "WTFPL": ["http://www.wtfpl.net/"],
    "BSL-1.0": ["https://www.boost.org/LICENSE_1_0.txt"],
    "ODbL-1.0": ["https://opendatacommons.org/licenses/odbl/1-0/"],
    "ODC-By-1.0": ["https://opendatacommons.org/licenses/by/1-0/"],
    "CDLA-Permissive-2.0": ["https://cdla.dev/permissive-2-0/"],
    LLAMA2: ["https://ai.meta.com/llama/license/"],
    LLAMA3: ["https://llama.meta.com/llama3/license/"],
    LLAMA31: [
        "https://www.llama.com/llama3_1/license",
        "https://huggingface.co/meta-llama/Llama-3.1-8B/blob/main/LICENSE",
    ],
    LLAMA32: ["https://llama.com/llama3_2/license"],
    LLAMA33: ["https://www.llama.com/llama3_3/license/"],
    LLAMA4: ["https://www.llama.com/llama4/license/"],
    "LicenseRef-scancode-gemma-tou-2025-03-24": ["https://ai.google.dev/gemma/terms"],
    "LicenseRef-scancode-bigscience-rail-1.0": ["https://huggingface.co/spaces/bigscience/license"],
    "LicenseRef-scancode-bigcode-open-rail-m-v1": [
        "https://huggingface.co/spaces/bigcode/bigcode-model-license-agreement"
    ],
    "LicenseRef-scancode-stable-diffusion-2022-08-22": [
        "https://huggingface.co/spaces/CompVis/stable-diffusion-license"
    ],
    "LicenseRef-scancode-qwen-2024": ["https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE"],
}

OPEN = [
    # families without a version
    *("Apache", "Apache License", "Apache Software License", "BSD", "BSD License", "BSD licence", "FreeBSD", "GPL"),
    *("GNU GPL", "GNU General Public License", "GNU General Public License (GPL)", "LGPL", "AGPL", "Affero GPL", "MPL"),
    *("GNU Library or Lesser General Public License (LGPL)", "CC", "Creative Commons", "CC-BY", "CC BY-NC", "CC-BY-SA"),
    *("Zope Public License", "ZPL", "Artistic", "Perl", "CDDL", "OFL", "EUPL", "GFDL", "OpenRAIL-M", "Python", "SSPL"),
    *("License :: OSI Approved :: Apache Software License", "License :: OSI Approved :: BSD License"),
    "License :: OSI Approved :: Academic Free License (AFL)",
    # like it, or much of it
    *("MIT-style", "MIT-like", "BSD-like", "BSD-style", "Modified MIT", "Modified MIT License", "Modified Apache 2.0"),
    *("Apache License 2.0 with modifications", "not MIT", "MIT-inspired", "GPLv2 with exceptions"),
    # words are left over
    *(
        "MIT, non-commercial only",
        "MIT (non-commercial)",
        "MIT License, but not for military use",
        "MIT\uff08非商用\uff09",
    ),
    *("Apache 2.0 for academic use only", "MIT License with Commons Clause", "Apache-2.0 (code), CC-BY-4.0 (docs)"),
    *(
        "BSD 3-Clause, non commercial",
        "MIT for internal use",
        "Apache 2.0 and a patent license",
        "MIT except for src/x",
    ),
    *("GPL-3 + file LICENSE", "GPL-3 | file LICENSE", "MIT + Apache-2.0", "MIT and/or Apache-2.0", "MIT?"),
    # no such version
    *("MIT License 2.0", "Apache 3.0", "GPL 4", "CC-BY-5.0", "BSD-5-Clause"),
    # statements that are no license
    *("Public Domain", "Proprietary", "proprietary license", "Commercial", "Other/Proprietary License", "UNLICENSED"),
    *("All rights reserved", "Closed source", "Freeware", "Free for non-commercial use", "Freely Distributable"),
    *("LicenseRef-scancode-proprietary-license", "Dual License", "Acme EULA", "Free for personal use"),
    # titles of several licenses
    *("FLUX.1 [dev] Non-Commercial License", "Tongyi Qianwen LICENSE AGREEMENT"),
    # addresses that say too little
    *("https://www.apache.org/licenses/", "https://opensource.org/licenses", "http://www.gnu.org/licenses/gpl.html"),
    *("https://opensource.org/licenses/bsd-license.php", "https://github.com/foo/bar/blob/main/LICENSE"),
    *("https://huggingface.co/foo/bar/blob/main/LICENSE", "https://stability.ai/license"),
    *("http://creativecommons.org/licenses/by-sa/3.0/us/", "https://choosealicense.com/", "https://spdx.org/licenses/"),
    *("http://www.microsoft.com/opensource/licenses.mspx", "http://fedoraproject.org/wiki/Licensing:MIT"),
    # an exception whose version is left open, a title without the version of the license
    *("GPL-3+ with Autoconf exception", "Norwegian Licence for Open Government Data"),
    # signs that do not fit together
    *("", ",", "/", "()", "(MIT", "MIT)", "MIT OR", "OR MIT", "MIT Apache-2.0 ISC", "MIT with", "with MIT"),
]


def _rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, expected) for expected, names in table.items() for name in names]


def test_the_table_is_large_enough() -> None:
    assert len(_rows(SPELLED)) + len(_rows(ADDRESSES)) + len(OPEN) >= 150


@pytest.mark.parametrize(("name", "expected"), _rows(SPELLED))
def test_a_name_stands_for_a_license(name: str, expected: str) -> None:
    assert str(read(name)) == expected


@pytest.mark.parametrize(("address", "expected"), _rows(ADDRESSES))
def test_an_address_stands_for_a_license(address: str, expected: str) -> None:
    assert str(read(address)) == expected


@pytest.mark.parametrize("name", OPEN)
def test_what_is_not_certain_stays_open(name: str) -> None:
    assert read(name) is None


@pytest.mark.parametrize("limit", ["for research only", "non-commercial", "academic use", "without warranty of title"])
@pytest.mark.parametrize("name", [names[0] for names in SPELLED.values()])
def test_a_limit_behind_a_name_makes_it_another_license(name: str, limit: str) -> None:
    assert read(f"{name}, {limit}") is None
    assert read(f"{name} ({limit})") is None


@pytest.mark.parametrize("name", [f"{'MIT OR ' * 400}MIT", "(" * 300 + "MIT" + ")" * 300, "MIT, " * 90, "A" * 10**6])
def test_long_and_nested_names_are_answered_at_once(name: str) -> None:
    found = read(name)
    assert found is None or str(found) == "MIT"


def test_every_name_of_the_tables_is_a_license() -> None:
    told = spellings()
    for expression in {*told.names.values(), *told.addresses.values(), *hub_ids().licenses.values()}:
        assert all(map(is_license, leaves(parse(expression)))), expression
    for exception in told.exceptions.values():
        assert is_license(Leaf("GPL-2.0-only", known=True, exception=exception)), exception
    assert not told.vague & told.names.keys()
    assert all(address == address.casefold() for address in told.addresses)


def test_how_names_compare() -> None:
    assert key_of("The BSD_3_clause + file LICENCE") == "bsd3clause+filelicense"
    assert key_of("GPL-2.0+") != key_of("GPL-2.0")


def test_statements_that_are_no_license_in_particular() -> None:
    assert names_nothing("proprietary-license")
    assert names_nothing("unknown-license-reference OR other-permissive")
    assert not names_nothing("mit")
    assert not names_nothing("mit OR proprietary-license")
    assert not names_nothing("")


@pytest.mark.parametrize(
    ("words", "license_id", "expected"),
    [
        ("the Apache License, Version 2.0", "Apache-2.0", True),
        ("the Apache License", "Apache-2.0", False),
        ("a BSD-style license", "BSD-3-Clause", False),
        ("the new BSD license", "BSD-3-Clause", True),
        ("MIT-style license", "MIT", False),
        ("Llama 3.1 Community License", LLAMA31, True),
        ("https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0", True),
        ("CC0 1.0", "CC0-1.0", True),
        ("Gemma Terms of Use", "LicenseRef-scancode-gemma-tou-2025-03-24", True),
    ],
)
def test_words_say_the_version_of_a_license_or_not(words: str, license_id: str, *, expected: bool) -> None:
    assert says(words, license_id) is expected


def test_an_exception_must_exist() -> None:
    assert is_license(Leaf("Apache-2.0", known=True, exception="LLVM-exception"))
    assert is_license(Leaf("Apache-2.0", known=True, exception="LicenseRef-ours"))
    assert not is_license(Leaf("Apache-2.0", known=True, exception="modifications"))
