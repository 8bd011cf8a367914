"""The knowledge of licenses: one record per license, contested points, license expressions."""

from licet.licenses.agreement import Agreement, AgreementText, clauses, read_agreement
from licet.licenses.expression import AllOf, Expression, Leaf, OneOf, leaves, normalize, parse
from licet.licenses.readings import readings
from licet.licenses.record import parse_record
from licet.licenses.store import Head, find, heads, ids, knowledge_version, load, nearest, outbound, permissive

__all__ = [
    "Agreement",
    "AgreementText",
    "AllOf",
    "Expression",
    "Head",
    "Leaf",
    "OneOf",
    "clauses",
    "find",
    "heads",
    "ids",
    "knowledge_version",
    "leaves",
    "load",
    "nearest",
    "normalize",
    "outbound",
    "parse",
    "parse_record",
    "permissive",
    "read_agreement",
    "readings",
]
