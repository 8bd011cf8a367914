"""What a system file says that cannot be: values that are each well formed and contradict one another."""

from collections.abc import Iterator, Mapping
from typing import Final

from licet.config.positions import KeyPath
from licet.config.schema import as_table
from licet.config.wording import Fault, shown, spot, subject
from licet.model.regions import COUNTRIES, REGIONS
from licet.model.vocabulary import Delivery, How

Table = Mapping[str, object]
_WITHIN: Final = (
    ("daily_active_users", "monthly_active_users", "who is active on a day is active in its month"),
    ("monthly_revenue_usd", "annual_revenue_usd", "the revenue of a month is part of its year's"),
)
"""Sizes of which the first is never more than the second, and why."""


def contradictions(values: Table, components: list[Table], links: list[Table], prefix: str) -> Iterator[Fault]:
    """Yield every contradiction within the use, a component or a link."""
    use = as_table(values.get("use"))
    yield from _sizes(use, prefix)
    yield from _places(use, prefix)
    yield from _delivery(values, use, links, prefix)
    for index, entry in enumerate(components):
        yield from _component(("component", index), entry, prefix)
    for index, entry in enumerate(links):
        yield from _link(("link", index), entry, prefix)


def _sizes(use: Table, prefix: str) -> Iterator[Fault]:
    for part, whole, why in _WITHIN:
        parts, wholes = _measured(use.get(part)), _measured(use.get(whole))
        for date in sorted(parts.keys() & wholes.keys()):
            if parts[date] > wholes[date]:
                when = f" on {date}" if date else ""
                more = f"{parts[date]:,}{when} is more than {shown(whole)} ({wholes[date]:,}): {why}"
                yield Fault(("use", part), f"{subject(('use', part), prefix)}: {more}")


def _measured(value: object) -> dict[str, int]:
    """A size by date; a plain number answers for every date and goes by the empty one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"": value}
    listed = [as_table(entry) for entry in value] if isinstance(value, list) else []
    return {str(entry.get("at")): count for entry in listed if isinstance(count := entry.get("value"), int)}


def _places(use: Table, prefix: str) -> Iterator[Fault]:
    listed = use.get("territories")
    named: list[tuple[KeyPath, object]] = [(("use", "seat"), use.get("seat"))]
    if isinstance(listed, list):
        named += [(("use", "territories", at), place) for at, place in enumerate(listed)]
    for path, place in named:
        known = COUNTRIES | REGIONS
        coded = isinstance(place, str) and len(place) == 2 and place.isascii() and place.isupper()  # noqa: PLR2004 - alpha-2
        if coded and place not in known:
            yield Fault(path, f"{subject(path, prefix)}: {shown(str(place))} is no country's code (ISO 3166-1 alpha-2)")


def _delivery(values: Table, use: Table, links: list[Table], prefix: str) -> Iterator[Fault]:
    delivery = use.get("delivery")
    ways = {str(way) for way in delivery} if isinstance(delivery, list) else None
    if ways is None:
        return
    if Delivery.OUTPUTS_ONLY in ways and use.get("publishes_outputs") is False:
        where = subject(("use", "publishes_outputs"), prefix)
        yield Fault(
            ("use", "publishes_outputs"), f'{where}: false, and delivery "outputs-only" hands outputs to others'
        )
    if ways != {Delivery.INTERNAL}:
        return
    kind = as_table(values.get("product")).get("kind")
    if kind in {"model", "adapter"} and use.get("makes_trained_model_available") is True:
        where = subject(("use", "makes_trained_model_available"), prefix)
        yield Fault(
            ("use", "makes_trained_model_available"),
            f'{where}: true, and the product is a model whose only delivery is "internal"',
        )
    for index, entry in enumerate(links):
        if as_table(entry.get("facts")).get("downloaded_at_first_run") is True:
            path: KeyPath = ("link", index, "facts")
            told = 'downloaded_at_first_run: users fetch the part, and the only delivery is "internal"'
            yield Fault(path, f"{spot(path, prefix)}: {told}")


def _component(path: KeyPath, entry: Table, prefix: str) -> Iterator[Fault]:
    facts = as_table(entry.get("facts"))
    if facts.get("special_categories") is True and facts.get("personal_data") is False:
        said = "special_categories = true are personal data, and personal_data = false is stated"
        yield Fault((*path, "facts"), f"{spot((*path, 'facts'), prefix)}: {said}")


def _link(path: KeyPath, entry: Table, prefix: str) -> Iterator[Fault]:
    source, target, how = entry.get("from"), entry.get("to"), entry.get("how")
    if isinstance(source, str) and source == target:
        yield Fault((*path, "to"), f"{subject((*path, 'to'), prefix)}: {shown(source)} is linked to itself")
    if how == How.BUNDLES and as_table(entry.get("facts")).get("one_work") is True:
        said = "one_work = true, and what is bundled is only shipped beside; say links or embeds"
        yield Fault((*path, "facts"), f"{spot((*path, 'facts'), prefix)}: {said}")
