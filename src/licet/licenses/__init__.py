"""The knowledge of licenses: one record per license and exception, contested points, license expressions."""

from licet.licenses.abilities import abilities, parse_abilities
from licet.licenses.agreement import Agreement, AgreementText, clauses, read_agreement
from licet.licenses.exception import (
    exception_clauses,
    exception_ids,
    exception_read,
    find_exception,
    load_exception,
    load_with,
    parse_exception,
)
from licet.licenses.expression import AllOf, Expression, Leaf, OneOf, leaves, normalize, parse
from licet.licenses.profiles import by_category, profile, profiles
from licet.licenses.readings import readings
from licet.licenses.record import parse_record
from licet.licenses.store import (
    Head,
    called_like,
    find,
    heads,
    ids,
    knowledge_version,
    load,
    nearest,
    outbound,
    permissive,
)

__all__ = [
    "Agreement",
    "AgreementText",
    "AllOf",
    "Expression",
    "Head",
    "Leaf",
    "OneOf",
    "abilities",
    "by_category",
    "called_like",
    "clauses",
    "exception_clauses",
    "exception_ids",
    "exception_read",
    "find",
    "find_exception",
    "heads",
    "ids",
    "knowledge_version",
    "leaves",
    "load",
    "load_exception",
    "load_with",
    "nearest",
    "normalize",
    "outbound",
    "parse",
    "parse_abilities",
    "parse_exception",
    "parse_record",
    "permissive",
    "profile",
    "profiles",
    "read_agreement",
    "readings",
]
