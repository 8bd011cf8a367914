"""Plain words for what licenses say: acts, duties, events, limits and fields, for readers without a lawyer.

Every word of the vocabulary that a page of a license shows has its phrase here, or in `words.LINKS`, in
`judge.wording` (what a duty asks) or in `rules.facts.METRIC_WORDS`. `{part}` stands for the licensed thing.
"""

from collections.abc import Mapping
from typing import Final

from licet.model.terms import DutyTerm
from licet.model.vocabulary import Act, Category, Duty, Reach, Trigger
from licet.report.words import spoken

PARTS: Final[Mapping[str, str]] = {
    "model": "the model",
    "data": "the data",
    "software": "the software",
    "service": "the service",
}
"""The licensed thing, by the kind of license."""

SUBJECTS: Final[Mapping[str, str]] = {
    "model": "AI models",
    "data": "data",
    "software": "software",
    "service": "online services",
}
"""What licenses of a kind are for."""

CATEGORIES: Final[Mapping[Category, str]] = {
    Category.PUBLIC_DOMAIN: "the authors give up their rights as far as the law lets them",
    Category.PERMISSIVE: "you may do almost anything, and little is asked in return, mostly that notices are kept",
    Category.WEAK_COPYLEFT: (
        "changes to the work itself stay under the same license, while what you build around it may have its own"
    ),
    Category.STRONG_COPYLEFT: "what you make from the work and hand out stays under the same license as a whole",
    Category.NETWORK_COPYLEFT: (
        "what you make from the work stays under the same license, also where people only use it over a network"
    ),
    Category.USE_RESTRICTED: "the rights are wide, but some uses are forbidden",
    Category.NONCOMMERCIAL: "the work is for uses that do not aim at earning money",
    Category.SOURCE_AVAILABLE: "you may see the work and use it within limits, but the license is not an open one",
    Category.PROPRIETARY: "the owner keeps all rights except those that are named",
    Category.UNKNOWN: "what kind of license it is has not been settled",
}
"""What licenses of a category do in general."""

ACTS: Final[Mapping[Act, str]] = {
    Act.USE_COMMERCIALLY: "use {part} to earn money, or in a business",
    Act.MODIFY: "change {part}",
    Act.REDISTRIBUTE: "hand out copies of {part}, changed or not",
    Act.HOST: "let others use {part} over a network, as on a website",
    Act.USE_OUTPUTS: "use what {part} produces (its outputs)",
    Act.TRAIN_ON_OUTPUTS: "train another model on what {part} produces",
    Act.SUBLICENSE: "give others your rights to {part} in a license of your own (sublicense)",
}
"""What one may want to do, after "you may"."""

ACT_NAMES: Final[Mapping[Act, str]] = {
    Act.USE_COMMERCIALLY: "commercial use",
    Act.MODIFY: "changes",
    Act.REDISTRIBUTE: "handing out copies",
    Act.HOST: "use by others over a network",
    Act.USE_OUTPUTS: "use of outputs",
    Act.TRAIN_ON_OUTPUTS: "training on outputs",
    Act.SUBLICENSE: "licenses of your own to others",
}

DUTY_NAMES: Final[Mapping[Duty, str]] = {
    Duty.KEEP_NOTICES: "keeping notices",
    Duty.GIVE_LICENSE_COPY: "giving a copy of the license",
    Duty.STATE_CHANGES: "marking changes",
    Duty.DISCLOSE_SOURCE: "offering the source",
    Duty.SHARE_ALIKE: "using the same license for what you make",
    Duty.FLOW_DOWN: "passing the rules on to your users",
    Duty.NAMING: "names of models",
    Duty.DISPLAY: "showing certain words",
    Duty.DISCLOSE_AI_OUTPUT: "saying that outputs are machine-made",
    Duty.PATENT_GRANT: "a license to patents",
    Duty.RETALIATION: "losing rights after a lawsuit",
    Duty.INDEMNIFY: "paying for claims against the licensor",
    Duty.REGISTER: "registration",
    Duty.REQUEST_LICENSE: "asking for a further license",
    Duty.FOLLOW_POLICY: "a separate use policy",
    Duty.ACCEPT_REMOTE_RESTRICTION: "limits set by the licensor from afar",
    Duty.USE_LATEST_VERSION: "updates to the latest version",
    Duty.ACCEPT_CHANGED_TERMS: "later changes of the terms",
    Duty.CONTENT_FILTER: "a content filter",
    Duty.SHARE_BENEFITS: "sharing benefits",
    Duty.COMMUNITY_CONSENT: "the consent of a community",
    Duty.TERMINATION: "the end of your rights",
    Duty.GOVERNING_LAW: "law and courts",
}
"""What a duty is about."""

EVENTS: Final[Mapping[Trigger, str]] = {
    Trigger.DISTRIBUTION: "hand out copies",
    Trigger.NETWORK_ACCESS: "let others use it over a network",
    Trigger.MODIFICATION: "change it",
    Trigger.ANY_USE: "use it in any way",
    Trigger.PUBLISHING_OUTPUTS: "publish what it produces",
    Trigger.TRAINED_MODEL: "hand on or offer a model that was trained with it",
    Trigger.COMMERCIAL_USE: "use it to earn money",
    Trigger.PUBLISHING_RESEARCH: "publish research done with it",
    Trigger.LITIGATION: "start a lawsuit",
    Trigger.BREACH: "break the license",
}
"""What makes a duty due, after "when you"."""

REACHES: Final[Mapping[Reach, str]] = {
    Reach.VERBATIM: "this reaches unchanged copies",
    Reach.FILE: "this reaches the files of the work, and new files with parts of them",
    Reach.LIBRARY: "this reaches the library and changes to it, not the programs that use it",
    Reach.DERIVATIVE: "this reaches what is made from the work by changing or adapting it",
    Reach.ENTIRE_WORK: "this reaches the whole of what you hand out, if the work is a part of it",
    Reach.SERVICE_STACK: "this reaches the whole service, with the programs that run and manage it",
    Reach.DERIVATIVE_DATABASE: "this reaches databases made from this one, not what is produced with them",
    Reach.DATA_ONLY: "this reaches the data and changed data, not what is learned from them",
}
"""How far a demand for the same license reaches."""

WAITS: Final[Mapping[str, str]] = {
    "offers-warranty": "only if you promise a warranty or support",
    "has-notice-file": "only if the work comes with a NOTICE file",
    "interactive-interface": "only if it has an interface that people interact with",
    "above-threshold": "only above the size named under Limits",
    "public-statement": "only if you speak about it in public",
}
"""The fact that a conditional duty waits for; any other is said as it is spelled."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "disclose-source.what": {
        "library": "the source of the library is meant",
        "file": "the source of the files of the work is meant",
        "work": "the source of the whole work is meant",
        "service-stack": "the source of the whole service is meant, with the programs that run and manage it",
        "derivative-database": "the changed database, or a way to make it, is meant",
    },
    "disclose-source.recipients": {
        "copy-holders": "it is owed to whoever gets a copy",
        "remote-users": "it is owed to those who use it over a network",
    },
    "share-alike.scope": {str(reach): words for reach, words in REACHES.items()},
    "share-alike.also": {
        "as-permissive": "any license that permits as much will do",
        "any-free": "what is linked with it may be under any free license",
        "listed-elsewhere": "a list outside the text names further licenses that will do",
    },
    "share-alike.form": {
        "source": "it is the source that stays under the license: compiled copies may have other terms"
    },
    "display.medium": {
        "advertising": "it is owed in advertising for what you make",
        "documentation": "it is owed in the documentation",
        "website": "it is owed on a website",
    },
    "flow-down.what": {
        "use-restrictions": "the limits on use are meant",
        "whole-license": "the whole license is meant",
    },
    "flow-down.form": {
        "enforceable-clause": "it must be a clause that can be enforced",
        "notice": "a notice is enough",
    },
    "naming.applies_to": {"trained-models": "this is for models trained with it"},
    "follow-policy.version": {
        "latest": "the newest version counts, so look again from time to time",
        "fixed": "the version that is named counts",
    },
    "retaliation.claims": {
        "any-ip": "lawsuits over any intellectual property count",
        "patent": "lawsuits over patents count",
        "copyright-or-patent": "lawsuits over copyright or patents count",
    },
    "retaliation.terminates": {
        "all-licenses": "you lose all rights",
        "patent-licenses": "you lose the rights to patents",
    },
    "termination.at_will": {"true": "the licensor may end it at any time"},
    "any.not_for": {"hosted": "not owed where others only use it over a network"},
    "any.when": WAITS,
}
"""What a parameter of a duty says, where its words are a closed list or are common ones."""

_TEXTS: Final[Mapping[str, str]] = {
    "keep-notices.fixed_text": 'with these words: "{}"',
    "state-changes.file": "where: {}",
    "state-changes.date": "with {}",
    "retaliation.claims": "what counts: {}",
    "retaliation.terminates": "you lose {}",
    "register.where": "where: {}",
    "request-license.above": "above: {}",
    "termination.at_will": "it may be ended: {}",
    "termination.cure_days": "days to put a breach right: {}",
    "any.when": "only where this is so: {}",
}
"""How a parameter of a duty in words of its own is told."""

IN_DEMAND: Final = frozenset(
    {
        *(
            "keep-notices.file",
            "give-license-copy.form",
            "naming.prefix",
            "naming.forbids",
            "display.string",
            "display.place",
        ),
        "follow-policy.url",
    }
)
"""Parameters that the sentence on how to meet the duty holds."""


def details(term: DutyTerm) -> list[str]:
    """What the parameters of a duty add to the sentence on how to meet it."""
    found = (_detail(f"{term.duty}.{key}", f"any.{key}", value) for key, value in term.parameters.items())
    return [words for words in found if words]


def _detail(own: str, shared: str, value: str) -> str:
    if own in IN_DEMAND:
        return ""
    for key in (own, shared):
        if value in _WORDS.get(key, ()):
            return _WORDS[key][value]
        if key in _TEXTS:
            return _TEXTS[key].format(spoken(value) if key == shared else value)
    return f"{spoken(own.partition('.')[2])}: {value}"


CONDITIONS: Final[Mapping[str, str]] = {
    "threshold": "how large you are",
    "territory": "the place",
    "purpose": "what you use it for",
    "actor": "who you are",
    "change-date": "the date",
    "exempt": "whether you are freed",
    "trade-controls": "export and sanctions laws",
    "parameters-outside-text": "terms outside the text",
}
"""What an act hangs on, by the kind of condition."""

EFFECTS: Final[Mapping[str, str]] = {
    "need-license": "you need a further license from the licensor",
    "terminates": "your license ends",
    "display": "you must show a notice, as said under what you owe",
}
"""What happens above a size."""

MEASURED: Final[Mapping[str, str]] = {
    "release-date": "counted once, for the day on which the work was released",
    "current": "counted as it is now, so count again as you grow",
}

TESTED: Final[Mapping[str, str]] = {
    "licensee-seat": "where you are based",
    "place-of-use": "where it is used",
    "end-user": "where your users are",
    "output-location": "where its outputs are used",
}
"""Which place counts."""

REGIONS: Final[Mapping[str, str]] = {
    "EU": "the European Union",
    "EEA": "the European Economic Area",
    "UK": "the United Kingdom",
    "GB": "the United Kingdom",
    "KR": "South Korea",
    "CH": "Switzerland",
}
"""Regions by name; any other goes by its country code."""

PURPOSES: Final[Mapping[str, str]] = {
    "noncommercial": "only for uses that do not aim at earning money",
    "research": "only for research",
    "nonproduction": "only for trying out, testing and development, not in live operation",
}

FREED: Final[Mapping[str, str]] = {
    "recipient-of-integrated-product": "whoever receives it from you as part of a larger product",
    "charity, education, government": "charities, schools and universities, and public bodies",
}
"""Who is freed of a limit."""

QUALIFIERS: Final[Mapping[str, str]] = {
    "unlicensed": "without the license or training that the profession asks for",
    "without-consent": "without the consent of those concerned",
    "fully-automated": "without a person who decides",
    "legal-effect": "with legal effects for people",
    "intent-to-harm": "with the aim to harm",
    "public-context": "in public",
    "substitute-for-professional": "in place of a professional",
    "discriminatory": "in a way that discriminates",
}
"""What alone a restriction bites on, after "only"."""

INFERRED: Final[Mapping[str, str]] = {"likely-yes": "probably yes", "likely-no": "probably no", "open": "open"}
"""What a reader guessed where a text does not say; never an answer."""

FIELDS: Final[Mapping[str, str]] = {
    "illegal-acts": "breaking the law, or helping others to",
    "harm": "harming people",
    "violence-terrorism": "violence or terrorism",
    "self-harm": "suicide or hurting oneself",
    "human-trafficking": "trade in people, or sexual violence",
    "minors": "exploiting or harming children",
    "minors-audience": "products for people under 18",
    "drugs": "illegal or controlled drugs",
    "weapons": "weapons",
    "military": "the military or warfare",
    "nuclear-chem-bio": "nuclear, chemical or biological weapons or uses",
    "national-security": "national security or intelligence services",
    "critical-infrastructure": "running power, water, transport or other vital systems",
    "malware": "harmful software or attacks on computers",
    "spam": "unwanted mass messages",
    "fraud": "fraud or deceit",
    "fake-engagement": "fake reviews, followers or clicks",
    "gambling": "gambling",
    "harassment": "bullying or threatening people",
    "hate": "hate against groups of people",
    "defamation": "false statements that hurt someone's name",
    "discrimination": "treating people worse for who they are",
    "vulnerability-exploitation": "taking advantage of people in a weak position",
    "pii-misuse": "wrongful use of personal data",
    "biometric": "recognizing people by face, voice or body",
    "surveillance": "watching or tracking people",
    "social-scoring": "rating people by their behavior",
    "credit-scoring": "deciding who gets credit",
    "hr-decisions": "decisions on hiring, work or pay",
    "automated-decisions": "decisions about people's rights that a program makes",
    "law-enforcement-justice": "police work, courts or predicting crime",
    "migration-asylum": "decisions on migration or asylum",
    "unlicensed-profession": "work that only licensed professionals may do",
    "medical-advice": "medical advice",
    "medical-results-interpretation": "reading medical test results",
    "legal-advice": "legal advice",
    "disinformation": "spreading false information",
    "impersonation": "posing as someone else",
    "undisclosed-machine-generated": "passing off machine-made content as made by people",
    "undisclosed-dangers": "hiding known dangers of your system from its users",
    "regulated-content": "content that authorities forbid or control",
    "adult-content": "sexual content",
    "ip-infringement": "breaking the copyright, patents or trademarks of others",
    "noncommercial-only": "anything that aims at earning money",
    "research-only": "anything but research",
    "nonproduction-only": "live operation: only trying out, testing and development are allowed",
    "competing-model-training": "training models that compete with the licensor's",
    "llm-improvement": "making other language models better",
    "competing-product": "products that compete with the licensor's",
    "managed-service": "offering it to others as a service",
    "sell-software": "selling it by itself",
    "no-sharing-of-derivatives": "handing out changed versions",
    "no-endorsement": "suggesting that its makers stand behind you or your product",
    "community-restricted": "uses outside the community that it is meant for",
    "circumvent-safety": "getting around its safety measures",
    "circumvent-license-key": "getting around its license keys",
    "reverse-engineering": "taking it apart to learn how it works inside",
    "drm": "locking copies technically, so that others cannot use their rights",
    "content-filter-required": "running it without a content filter",
}
"""What a work must not be used for, or done with; the order is the vocabulary's."""
