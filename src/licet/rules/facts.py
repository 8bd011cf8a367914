"""Facts as rules ask for them: known, or unknown and then judged under every answer.

A rule is plain two-valued code. Where it asks for a fact that nobody stated, `Facts` raises `Unknown`, and the
explorer runs the rule again under each answer (`assume`). So no rule can forget the third value.
"""

from dataclasses import dataclass, field
from typing import Final

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.terms import Freedom, Inclusion, License, Lifted, Territory, Threshold
from licet.model.vocabulary import DERIVING, Delivery, Kind, Organization
from licet.rules.places import overlap

YES_NO: Final = ("yes", "no")

SHIPPING: Final = frozenset(
    {
        *(Delivery.ON_PREMISES, Delivery.ON_DEVICE, Delivery.DISTRIBUTED_BINARY, Delivery.DISTRIBUTED_SOURCE),
        *(Delivery.DISTRIBUTED_WEIGHTS, Delivery.DATASET_RELEASE),
    }
)
_SHIPPING_CODE: Final = SHIPPING - {Delivery.DATASET_RELEASE}
HOSTING: Final = frozenset({Delivery.HOSTED_API, Delivery.HOSTED_APP})
DATA_KINDS: Final = frozenset({Kind.DATASET, Kind.OUTPUT})

METRIC_KEYS: Final = {
    "MAU": "monthly_active_users",
    "DAU": "daily_active_users",
    "annual-revenue": "annual_revenue_usd",
    "monthly-revenue": "monthly_revenue_usd",
}
METRIC_WORDS: Final = {
    "MAU": "monthly active users",
    "DAU": "daily active users",
    "annual-revenue": "US dollars of yearly revenue",
    "monthly-revenue": "US dollars of monthly revenue",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """An open question: `answers` are yes and no, or the positions on a contested point."""

    id: str
    asks: str
    about: str
    answers: tuple[str, ...] = YES_NO
    reading: str = ""


class Unknown(Exception):  # noqa: N818 - no error: the explorer's signal that a fact is open
    """Raised by `Facts` where a fact is open."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask.id)
        self.ask = ask


@dataclass(slots=True, eq=False)
class Told:
    """A function of facts at its end: what it returned, and the traces it left on the way.

    These are the open facts that it asked for, the facts it rested on, and what it read, where that is noted.
    """

    value: object
    asked: dict[str, Ask]
    used: dict[str, str]
    read: frozenset[tuple[str, ...]] | None


@dataclass(slots=True, eq=False)
class Asking:
    """A function of facts at an open fact, and what follows under each answer that was tried.

    `left` are the traces up to there, where it was left there by who does not guess.
    """

    ask: Ask
    to: "dict[str, Told | Asking]" = field(default_factory=dict)
    left: Told | None = None


@dataclass(slots=True, eq=False)
class Tree:
    """All that is known of a function with some arguments, which are held so that their identities stay theirs."""

    about: tuple[object, ...]
    top: Told | Asking | None = None


@dataclass(slots=True, eq=False)
class Kept:
    """What was worked out for a system on the way to its decisions (see `remembered`).

    `seen` is where it is noted what is read of the system, where anybody wants to know.
    """

    trees: dict[tuple[object, ...], Tree] = field(default_factory=dict)
    seen: set[tuple[str, ...]] | None = None


@dataclass(slots=True, eq=False)
class Facts:
    """The facts of one system under some assumptions; `used` collects what a rule rested on, in order.

    `asked` collects the open facts that an assumption answered, in order. With `guesses` an open fact that nobody asked
    for yet is assumed to have its first answer; else it is unknown. `kept` is shared by all facts of one system, None
    where nothing is to be kept.
    """

    system: System
    assumed: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Ask] = field(default_factory=dict)
    guesses: bool = False
    kept: Kept | None = field(default_factory=Kept)

    def assume(self, ask: Ask, answer: str) -> "Facts":
        """The same facts with one open question answered."""
        return Facts(self.system, {**self.assumed, ask.id: answer}, kept=self.kept)

    def guessing(self, assumed: dict[str, str]) -> "Facts":
        """The facts of the same system under some assumptions, to which guesses are added as it is asked for more."""
        return Facts(self.system, assumed.copy(), {}, {}, True, self.kept)  # noqa: FBT003 - by place: this is run often

    def guess(self, assumed: dict[str, str]) -> None:
        """Begin anew under some assumptions; whoever holds the traces so far keeps them."""
        self.assumed, self.used, self.asked = assumed, {}, {}

    def afresh(self) -> "Facts":
        """The same facts without traces; what is guessed of the one is assumed of the other."""
        return Facts(self.system, self.assumed, {}, {}, self.guesses, self.kept)

    def follow(self, used: dict[str, str], asked: dict[str, Ask]) -> None:
        """Take over traces that were left elsewhere."""
        self.used.update(used)
        for name, ask in asked.items():
            self.asked.setdefault(name, ask)

    def _open(self, ask: Ask) -> str:
        """The answer to a question: stated in [answers] or [positions], assumed, or Unknown."""
        assumed = self.assumed.get(ask.id)
        if assumed is None:
            stated = self._answered(ask)
            if stated:
                return stated
            if not self.guesses:
                raise Unknown(ask)
            assumed = self.assumed[ask.id] = ask.answers[0]
        self.asked.setdefault(ask.id, ask)
        return assumed

    def _answered(self, ask: Ask) -> str:
        """The answer that licet.toml gives to a question; empty for none."""
        config = self.system.config
        if ask.reading and ask.reading in config.positions:
            answer, place = config.positions[ask.reading], "[positions]"
        elif ask.answers == YES_NO and ask.id in config.answers:
            answer, place = "yes" if config.answers[ask.id] else "no", "[answers]"
        else:
            return ""
        self.used[ask.id] = f"{answer} ({place} of {config.path})"
        return answer

    def _stated(self, name: str, *, value: bool) -> bool:
        self.used[name] = f"{'yes' if value else 'no'} (stated)"
        return value

    def yes(self, ask: Ask) -> bool:
        """The answer to a yes-or-no question that no key of licet.toml answers."""
        return self._open(ask) == "yes"

    def choice(self, ask: Ask) -> str:
        """The answer to a question with answers of its own; only an assumption answers it."""
        return self._open(ask)

    def position(self, reading: str, component: str = "") -> str:
        """The position on a contested point; open unless [positions] chooses one."""
        point = self.system.readings[reading]
        names = tuple(position.name for position in point.positions)
        return self._open(Ask(f"reading:{reading}", point.point, component or PRODUCT, names, reading))

    def chosen(self, reading: str) -> str:
        """The position that [positions] chooses, else empty: for a point that is never asked as a question."""
        config = self.system.config
        chosen = config.positions.get(reading, "")
        if chosen:
            self.used[f"reading:{reading}"] = f"{chosen} ([positions] of {config.path})"
        return chosen

    # -- the use --------------------------------------------------------------------------------------------------

    def _use(self, key: str, asks: str) -> bool:
        value: bool | None = getattr(self.system.config.use, key)
        if value is not None:
            return self._stated(key.replace("_", "-"), value=value)
        return self.yes(Ask(key.replace("_", "-"), asks, PRODUCT))

    def commercial(self) -> bool:
        """Whether the use is commercial."""
        return self._use("commercial", "Is the use commercial (sold, paid for, or for a company's advantage)?")

    def is_company(self) -> bool:
        """Whether the user is a company."""
        organization = self.system.config.use.organization
        if organization is None:
            return self.yes(Ask("organization:company", "Is the user a company?", PRODUCT))
        self.used["organization"] = f"{organization} (stated)"
        return organization is Organization.COMPANY

    def personal_data(self) -> bool:
        """Whether the product processes personal data."""
        return self._use("personal_data", "Does the product process personal data?")

    def publishes_research(self) -> bool:
        """Whether research made with the part is published."""
        return self._use("publishes_research", "Do you publish research made with it?")

    def publishes_outputs(self) -> bool:
        """Whether outputs are published (vocabulary section 4: `outputs-only`, or stated)."""
        if Delivery.OUTPUTS_ONLY in (self.system.config.use.delivery or ()):
            return self._stated("delivery: outputs-only", value=True)
        return self._use("publishes_outputs", "Do you publish the outputs, or hand them to others?")

    def _delivers(self, name: str, channels: frozenset[Delivery], asks: str) -> bool:
        delivery = self.system.config.use.delivery
        if delivery is None:
            return self.yes(Ask(f"delivery:{name}", asks, PRODUCT))
        self.used["delivery"] = ", ".join(delivery) or "none"
        return not channels.isdisjoint(delivery)

    def ships(self, kind: Kind | None = None) -> bool:
        """Whether copies leave the house; `kind` limits a data release to data parts."""
        channels = SHIPPING if kind in DATA_KINDS or kind is None else _SHIPPING_CODE
        asks = "Do you give copies to others (installed, on devices, as source, weights or data)?"
        return self._delivers("distributed", channels, asks)

    def hosts(self) -> bool:
        """Whether users reach the product over a network."""
        return self._delivers("hosted", HOSTING, "Do others use the product over a network (a hosted API or app)?")

    def makes_model_available(self) -> bool:
        """Whether a trained model is delivered or otherwise made available."""
        use = self.system.config.use
        if use.makes_trained_model_available is not None:
            return self._stated("makes-trained-model-available", value=use.makes_trained_model_available)
        if use.delivery is not None and not {*use.delivery} - {Delivery.INTERNAL, Delivery.OUTPUTS_ONLY}:
            return self._stated("delivery: not outside", value=False)
        asks = "Is a model trained with it given to others, or put at their disposal over a network?"
        return self.ships() or self.hosts() or self.yes(Ask("makes-trained-model-available", asks, PRODUCT))

    def serves(self, tag: str) -> bool:
        """Whether the product serves a field; `fields` must be stated."""
        fields = self.system.config.use.fields or ()
        self.used["fields"] = ", ".join(fields) or "none"
        return tag in fields

    # -- size and place -------------------------------------------------------------------------------------------

    def above(self, threshold: Threshold, license_: License) -> bool:
        """Whether the user is larger than a threshold, at the date the license measures."""
        key = METRIC_KEYS[threshold.metric]
        found = self.system.config.use.sizes.get(key, ())
        release = threshold.measured == "release-date"
        for measurement in found:
            known = measurement.at is None or (release and str(measurement.at) == threshold.measured_at)
            if known:
                self.used[key] = f"{measurement.value:,} (stated)"
                return measurement.value >= threshold.value + (not threshold.inclusive)
        when = " on the release date of the licensed version" if release else ""
        size = f"{threshold.value:,} {METRIC_WORDS[threshold.metric]}"
        more = "at least" if threshold.inclusive else "more than"
        asks = f"Do you, over all your products, have {more} {size}{when}?"
        suffix = f"@{license_.id}" if release else ""
        return self.yes(Ask(f"above:{threshold.metric}:{threshold.value}{suffix}", asks, PRODUCT))

    def inside_territory(self, territory: Territory) -> bool:
        """Whether the seat, or a place where the product is offered, lies in an excluded region."""
        names = ", ".join(territory.excluded)
        slug = "+".join(territory.excluded)
        use = self.system.config.use
        hit = False
        if "licensee-seat" in territory.tested_on:
            if use.seat is None:
                hit = self.yes(Ask(f"seat:{slug}", f"Is your seat (principal place of business) in {names}?", PRODUCT))
            else:
                self.used["seat"] = f"{use.seat} (stated)"
                hit = overlap((use.seat,), territory.excluded)
        if hit or not {*territory.tested_on} - {"licensee-seat"}:
            return hit
        if "place-of-use" in territory.tested_on and use.seat and overlap((use.seat,), territory.excluded):
            asks = f"Your seat is in {names}: do you yourselves run or use the part there?"
            if self.yes(Ask(f"used-in:{slug}", asks, PRODUCT)):
                return True
        if use.territories is None:
            return self.yes(Ask(f"territory:{slug}", f"Is the product, or its output, used in {names}?", PRODUCT))
        self.used["territories"] = ", ".join(use.territories) or "none"
        return overlap(use.territories, territory.excluded)

    # -- parts and links ------------------------------------------------------------------------------------------

    def of_part(self, component: str, name: str, asks: str) -> bool:
        """A fact of a component, as stated in its `facts`, else asked as `name:component`."""
        terms = self.system.terms.get(component)
        stated = terms.component.facts.get(name.replace("-", "_")) if terms else None
        if isinstance(stated, bool):
            return self._stated(f"{name} of {self.system.label(component)}", value=stated)
        return self.yes(Ask(f"{name}:{component}", asks, component))

    def granted(self, component: str, grant: Freedom | Inclusion | Lifted) -> bool:
        """Whether the permission of an exception is to be had for a part: what it waits for is a fact of the part."""
        if not grant.when:
            return True
        hint = f": {grant.note}" if grant.note else ""
        label = self.system.label(component)
        asks = f'Does the permission of {grant.clause.license} ("{grant.clause.quote}") hold for {label}{hint}?'
        return self.of_part(component, grant.when, asks)

    def modified(self, exposure: Exposure) -> bool:
        """Whether what reaches the product is a changed version: stated, or made by a link that derives."""
        label = self.system.label(exposure.component)
        terms = self.system.terms.get(exposure.component)
        stated = terms.component.facts.get("modified") if terms else None
        if stated is not True and any(link.how in DERIVING for link in exposure.way):
            return self._stated(f"{label} is derived from ({exposure.way[-1].how})", value=True)
        return self.of_part(exposure.component, "modified", f"Was {label} modified?")

    def one_work(self, link: Link) -> bool:
        """Whether both ends of a link form one work: stated on the link, else asked of the architecture."""
        stated = link.facts.get("one_work")
        label = self.system.label(link.target)
        if isinstance(stated, bool):
            return self._stated(f"one work with {label}", value=stated)
        asks = (
            f"Do {label} and {self.system.label(link.source)} form one work (one program, shared memory or internal"
            " data structures), rather than separate programs side by side?"
        )
        return self.yes(Ask(f"one-work:{link.target}", asks, link.target))


@dataclass(slots=True)
class Later:
    """Open facts passed over, so that of many things to decide those that are known come first: `with later: ...`."""

    facts: Facts
    first: Unknown | None = None
    _guesses: bool = False

    def __enter__(self) -> None:
        """Go on with one of the things to decide, and guess nothing."""
        self._guesses, self.facts.guesses = self.facts.guesses, False

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> bool:
        """Leave it where it asks for an open fact, and note the first of these."""
        self.facts.guesses = self._guesses
        if not isinstance(raised, Unknown):
            return False
        self.first = self.first or raised.with_traceback(None)  # which holds the frames that hold this
        return True

    def ask(self) -> None:
        """Ask for the first open fact that was passed over, if any (raises Unknown)."""
        if self.first:
            raise self.first
