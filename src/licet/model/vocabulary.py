"""The closed word lists of the license vocabulary.

Source: the project's vocabulary of license terms (sections 1 to 10), which builds on ODRL's permission,
prohibition and duty. The order of members is the order used in reports.
"""

from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """The four answers, from best to worst."""

    ALLOWED = "allowed"
    WITH_DUTIES = "allowed-with-duties"
    REVIEW = "needs-review"
    BLOCKED = "blocked"

    rank: int
    """0 (allowed) to 3 (blocked)."""

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)  # of those before it


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst of the verdicts; `allowed` when there is none."""
    return max(verdicts, key=lambda verdict: verdict.rank, default=Verdict.ALLOWED)


class Value(StrEnum):
    """What a license says of an act or a duty; `silent` and `not-reviewed` are different answers."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    SILENT = "silent"
    NOT_REVIEWED = "not-reviewed"


class Act(StrEnum):
    """What one may want to do with a part."""

    USE_COMMERCIALLY = "use-commercially"
    MODIFY = "modify"
    REDISTRIBUTE = "redistribute"
    HOST = "host"
    USE_OUTPUTS = "use-outputs"
    TRAIN_ON_OUTPUTS = "train-on-outputs"
    SUBLICENSE = "sublicense"


class Duty(StrEnum):
    """What a license can demand."""

    KEEP_NOTICES = "keep-notices"
    GIVE_LICENSE_COPY = "give-license-copy"
    STATE_CHANGES = "state-changes"
    DISCLOSE_SOURCE = "disclose-source"
    SHARE_ALIKE = "share-alike"
    FLOW_DOWN = "flow-down"
    NAMING = "naming"
    DISPLAY = "display"
    DISCLOSE_AI_OUTPUT = "disclose-ai-output"
    PATENT_GRANT = "patent-grant"
    RETALIATION = "retaliation"
    INDEMNIFY = "indemnify"
    REGISTER = "register"
    REQUEST_LICENSE = "request-license"
    FOLLOW_POLICY = "follow-policy"
    ACCEPT_REMOTE_RESTRICTION = "accept-remote-restriction"
    USE_LATEST_VERSION = "use-latest-version"
    ACCEPT_CHANGED_TERMS = "accept-changed-terms"
    CONTENT_FILTER = "content-filter"
    SHARE_BENEFITS = "share-benefits"
    COMMUNITY_CONSENT = "community-consent"
    TERMINATION = "termination"
    GOVERNING_LAW = "governing-law"


class Trigger(StrEnum):
    """The event that makes a duty due."""

    DISTRIBUTION = "on-distribution"
    NETWORK_ACCESS = "on-network-access"
    MODIFICATION = "on-modification"
    ANY_USE = "on-any-use"
    PUBLISHING_OUTPUTS = "on-publishing-outputs"
    TRAINED_MODEL = "on-making-a-trained-model-available"
    COMMERCIAL_USE = "on-commercial-use"
    PUBLISHING_RESEARCH = "on-publishing-research"
    LITIGATION = "on-litigation"
    BREACH = "on-breach"


class Kind(StrEnum):
    """What a component is."""

    MODEL = "model"
    ADAPTER = "adapter"
    TOKENIZER = "tokenizer"
    DATASET = "dataset"
    LIBRARY = "library"
    APPLICATION = "application"
    SERVICE = "service"
    IMAGE = "image"
    PROMPT = "prompt"
    OUTPUT = "output"

    @property
    def one(self) -> str:
        """The word with its article: `a model`, `an adapter`."""
        return f"an {self}" if self[0] in "aeiou" else f"a {self}"


class How(StrEnum):
    """How a downstream part uses an upstream one; links read downstream to upstream."""

    COPIES = "copies"
    MODIFIES = "modifies"
    FINE_TUNES = "fine-tunes"
    PRUNES = "prunes"
    ADAPTS = "adapts"
    QUANTIZES = "quantizes"
    CONVERTS = "converts"
    MERGES = "merges"
    DISTILLS_WEIGHTS = "distills-weights"
    DISTILLS_OUTPUTS = "distills-outputs"
    TRAINS_ON = "trains-on"
    EVALUATES_ON = "evaluates-on"
    EXTRACTS_FROM = "extracts-from"
    RETRIEVES_FROM = "retrieves-from"
    EMBEDS = "embeds"
    LINKS = "links"
    RUNS = "runs"
    CALLS = "calls"
    BUNDLES = "bundles"
    TOKENIZES_WITH = "tokenizes-with"
    REWARDED_BY = "rewarded-by"
    BUILDS_WITH = "builds-with"
    GENERATED_BY = "generated-by"


class Delivery(StrEnum):
    """How the product reaches its users."""

    INTERNAL = "internal"
    HOSTED_API = "hosted-api"
    HOSTED_APP = "hosted-app"
    ON_PREMISES = "on-premises"
    ON_DEVICE = "on-device"
    DISTRIBUTED_BINARY = "distributed-binary"
    DISTRIBUTED_SOURCE = "distributed-source"
    DISTRIBUTED_WEIGHTS = "distributed-weights"
    DATASET_RELEASE = "dataset-release"
    OUTPUTS_ONLY = "outputs-only"


class Organization(StrEnum):
    """Who the user is."""

    COMPANY = "company"
    NON_PROFIT = "non-profit"
    ACADEMIC = "academic"
    GOVERNMENT = "government"
    INDIVIDUAL = "individual"


REMEDY_KINDS: Final = (
    *("replace-component", "isolate-as-service", "acquire-license", "open-source-product", "change-outbound-license"),
    *("change-use", "rename", "add-notice", "pass-through-terms", "obtain-text", "answer-question", "retrain"),
    "drop-component",
)
"""What can be done about a finding; the keys of `[policy.costs]`."""


class Grade(StrEnum):
    """How good the evidence for a license is, from best to worst."""

    TEXT = "text"
    METADATA = "metadata"
    INHERITED = "inherited"
    CATALOG = "catalog"
    CATEGORY = "category"
    STATED = "stated"
    NONE = "none"


class Scope(StrEnum):
    """What role a component plays for the product."""

    SHIPPED = "shipped"
    RUNTIME = "runtime"
    DEVELOPMENT = "development"
    MENTIONED = "mentioned"


class Basis(StrEnum):
    """Why a link is believed."""

    STATED = "stated"
    OBSERVED = "observed"
    INFERRED = "inferred"


class Strength(StrEnum):
    """How strictly a field of use is restricted."""

    PROHIBITED = "prohibited"
    CONDITIONAL = "conditional"


class Reach(StrEnum):
    """The scope of a share-alike clause."""

    VERBATIM = "verbatim"
    FILE = "file"
    LIBRARY = "library"
    DERIVATIVE = "derivative"
    ENTIRE_WORK = "entire-work-conveyed"
    SERVICE_STACK = "combined-service-stack"
    DERIVATIVE_DATABASE = "derivative-database"
    DATA_ONLY = "data-only"


class Category(StrEnum):
    """The kinds of license that an organization's own policy may name."""

    PUBLIC_DOMAIN = "public-domain"
    PERMISSIVE = "permissive"
    WEAK_COPYLEFT = "weak-copyleft"
    STRONG_COPYLEFT = "strong-copyleft"
    NETWORK_COPYLEFT = "network-copyleft"
    USE_RESTRICTED = "use-restricted"
    NONCOMMERCIAL = "noncommercial"
    SOURCE_AVAILABLE = "source-available"
    PROPRIETARY = "proprietary"
    UNKNOWN = "unknown"


class DutyStatus(StrEnum):
    """Where a duty stands."""

    DUE = "due"
    PENDING = "pending"
    MET = "met"
    STANDING = "standing"


FIELD_TAGS: Final = (
    *("illegal-acts", "harm", "violence-terrorism", "self-harm", "human-trafficking", "minors", "minors-audience"),
    *("drugs", "weapons", "military", "nuclear-chem-bio", "national-security", "critical-infrastructure"),
    *("malware", "spam", "fraud", "fake-engagement", "gambling"),
    *("harassment", "hate", "defamation", "discrimination", "vulnerability-exploitation", "pii-misuse"),
    *("biometric", "surveillance", "social-scoring", "credit-scoring", "hr-decisions", "automated-decisions"),
    *("law-enforcement-justice", "migration-asylum"),
    *("unlicensed-profession", "medical-advice", "medical-results-interpretation", "legal-advice"),
    *("disinformation", "impersonation", "undisclosed-machine-generated", "undisclosed-dangers"),
    *("regulated-content", "adult-content", "ip-infringement"),
)
"""Fields a product can serve (vocabulary section 7: safety, people, professions, information)."""

BUSINESS_TAGS: Final = (
    *("noncommercial-only", "research-only", "nonproduction-only", "competing-model-training", "llm-improvement"),
    *("competing-product", "managed-service", "sell-software", "no-sharing-of-derivatives", "no-endorsement"),
    "community-restricted",
)
TECHNICAL_TAGS: Final = (
    *("circumvent-safety", "circumvent-license-key", "reverse-engineering", "drm", "content-filter-required"),
)
TAGS: Final = (*FIELD_TAGS, *BUSINESS_TAGS, *TECHNICAL_TAGS)

BROADER_TAGS: Final = {
    "hr-decisions": ("automated-decisions",),
    "credit-scoring": ("automated-decisions",),
    "social-scoring": ("automated-decisions",),
    "medical-results-interpretation": ("medical-advice", "unlicensed-profession"),
    "medical-advice": ("unlicensed-profession",),
    "legal-advice": ("unlicensed-profession",),
    "law-enforcement-justice": ("automated-decisions",),
    "migration-asylum": ("law-enforcement-justice", "automated-decisions"),
    "weapons": ("military",),
    "nuclear-chem-bio": ("weapons",),
    "biometric": ("surveillance",),
}
"""A served field also meets the broader tag, as needs-review (vocabulary section 7)."""

CONTAINING: Final = frozenset(
    {
        *(How.COPIES, How.MODIFIES, How.FINE_TUNES, How.PRUNES, How.ADAPTS, How.QUANTIZES, How.CONVERTS),
        *(How.MERGES, How.DISTILLS_WEIGHTS, How.EXTRACTS_FROM, How.RETRIEVES_FROM, How.EMBEDS, How.LINKS),
        *(How.BUNDLES, How.TOKENIZES_WITH),
    }
)
"""Links whose downstream end holds the upstream's material."""

DERIVING: Final = frozenset(
    {
        *(How.MODIFIES, How.FINE_TUNES, How.PRUNES, How.ADAPTS, How.QUANTIZES, How.CONVERTS, How.MERGES),
        *(How.DISTILLS_WEIGHTS, How.EXTRACTS_FROM),
    }
)
"""Links that make something new out of the upstream's material (vocabulary section 8)."""

LEARNING: Final = frozenset({How.TRAINS_ON, How.DISTILLS_OUTPUTS, How.REWARDED_BY})
"""Links by which a model learns from the upstream without holding it."""

TOOLING: Final = frozenset({How.BUILDS_WITH, How.EVALUATES_ON})
"""Uses while building or testing; nothing of the upstream is delivered."""

APART: Final = frozenset({How.RUNS, How.CALLS})
"""Uses of a separate program."""
