"""The intended use and everything else that `licet.toml` states (design section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from licet.model.bom import Component, Link, Release
from licet.model.vocabulary import Delivery, Kind, Organization, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is being made; an empty `license` means that none was chosen yet."""

    name: str
    license: str = ""
    kind: Kind = Kind.APPLICATION
    version: str = ""
    modalities: tuple[str, ...] | None = None
    release: Release = field(default_factory=Release)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A size of the user: persons or US dollars; `at` is None where the number answers for every date."""

    value: int
    at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The intended use; None is unknown and never assumed, an empty tuple is a known none.

    `sizes` maps monthly_active_users, daily_active_users, annual_revenue_usd and monthly_revenue_usd.
    """

    commercial: bool | None = None
    delivery: tuple[Delivery, ...] | None = None
    organization: Organization | None = None
    fields: tuple[str, ...] | None = None
    territories: tuple[str, ...] | None = None
    seat: str | None = None
    sizes: Mapping[str, tuple[Measurement, ...]] = field(default_factory=dict)
    trains_models_on_outputs: bool | None = None
    publishes_outputs: bool | None = None
    makes_trained_model_available: bool | None = None
    publishes_research: bool | None = None
    personal_data: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The organization's own rules on top of the licenses; `costs` are factors on what a kind of remedy costs."""

    deny: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    fail_on: Verdict = Verdict.REVIEW
    evidence: Literal["claims", "text"] = "claims"
    costs: Mapping[str, int] = field(default_factory=dict)
    waivers: Literal["allowed", "forbidden"] = "allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A narrow, reasoned, expiring exception from one rule for one component."""

    finding: str
    component: str
    reason: Literal["license-acquired", "not-applicable", "false-positive", "accepted-risk", "fixed-elsewhere"]
    statement: str = ""
    approved_by: str = ""
    expires: date | None = None
    clause: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All of one `licet.toml`; without a file every fact is unknown.

    `answers` maps question ids to yes or no, `positions` reading ids to the chosen position.
    """

    product: Product
    use: Use = field(default_factory=Use)
    components: tuple[Component, ...] = ()
    links: tuple[Link, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    positions: Mapping[str, str] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    waivers: tuple[Waiver, ...] = ()
    path: str = ""
