"""The validators that are Python: run in an environment of their own, one line of JSON per validator.

usage: python tools/validate/checks.py DOCUMENTS OFFICIAL [SHAPES]   (SHAPES: generated documents held to SHACL)
"""

# mypy: ignore-errors
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Check = Callable[[Path], Iterator[str]]


def spdx3_schema(official: Path) -> Check:
    """The official JSON schema of SPDX 3.0.1."""
    import jsonschema_rs

    schema = json.loads((official / "spdx-3.0.1-schemas" / "spdx-json-schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)

    def check(path: Path) -> Iterator[str]:
        for error in validator.iter_errors(json.loads(path.read_text("utf-8"))):
            yield f"{list(error.instance_path)}: {error.message[:200]}"

    return check


def spdx3_bindings(_: Path) -> Check:
    """The bindings of the SPDX project: required properties, and references that lead nowhere."""
    from spdx_python_model.bindings import v3_0_1 as spdx

    def check(path: Path) -> Iterator[str]:
        objects = spdx.SHACLObjectSet()
        try:
            with path.open("rb") as stream:
                spdx.JSONLDDeserializer().read(stream, objects)
        except ValueError as error:
            yield str(error)[:200]
        yield from sorted(map(str, objects.missing_ids))

    return check


def spdx3_shapes(official: Path) -> Check:
    """The official SHACL shapes of SPDX 3.0.1, with the context put in place of its address."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(official / "spdx-3.0.1-schemas" / "spdx-model.ttl")
    context = json.loads((official / "spdx-3.0.1-schemas" / "spdx-context.jsonld").read_text("utf-8"))["@context"]

    def check(path: Path) -> Iterator[str]:
        document = json.loads(path.read_text("utf-8"))
        document["@context"] = context
        graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=shapes, inference="none")
        if not conforms:
            yield text[:800]

    return check


def spdx2_tools(official: Path) -> Check:
    """spdx-tools, SPDX 2.3; ids that the official list has and the list inside the tool does not yet are no errors."""
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    stale = newer(official)

    def check(path: Path) -> Iterator[str]:
        try:
            document = parse_file(str(path))
        except SPDXParsingError as error:
            yield str(error.get_messages())[:300]
            return
        for message in validate_full_spdx_document(document):
            if not stale(message.validation_message):
                yield message.validation_message[:300]

    return check


def newer(official: Path) -> Callable[[str], bool]:
    """Tell messages about ids that the official list has and the list inside spdx-tools does not yet."""
    ids = json.loads((official / "cyclonedx-spec" / "schema" / "spdx.schema.json").read_text("utf-8"))["enum"]
    starts = tuple(f"Unrecognized license reference: {each}. " for each in ids)
    return lambda message: message.startswith(starts)


def cyclonedx_strict(_: Path) -> Check:
    """The strict validator of cyclonedx-python-lib, with the schemas that it bundles."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    known = {"1.6": JsonStrictValidator(SchemaVersion.V1_6), "1.7": JsonStrictValidator(SchemaVersion.V1_7)}

    def check(path: Path) -> Iterator[str]:
        text = path.read_text("utf-8")
        error = known[json.loads(text)["specVersion"]].validate_str(text)
        if error:
            yield str(error)[:300]

    return check


def ntia(spec: str) -> Callable[[Path], Check]:
    """ntia-conformance-checker: it reads the document, and finds lacking what the document does not tell and no more.

    Versions and suppliers that nobody knows are not invented, so those two may be lacking: exactly for the parts
    that have none.
    """

    def made(official: Path) -> Check:
        from ntia_conformance_checker import SbomChecker

        stale = newer(official)

        def check(path: Path) -> Iterator[str]:
            found = SbomChecker(str(path), compliance="ntia", sbom_spec=spec)
            yield from map(str, found.parsing_errors)
            messages = [getattr(each, "validation_message", str(each)) for each in found.validation_messages or ()]
            yield from (each[:300] for each in messages if not stale(each))
            if path.name.startswith("example-complete") and not found.compliant:
                yield "is not conformant, although all is stated"
            told = dict(found.table_elements)
            unknown = lacking(path, spec)
            for name, held in told.items():
                wanted = unknown.get(name, True)
                if held != wanted:
                    yield f"{name} {held}"

        return check

    return made


def lacking(path: Path, spec: str) -> dict[str, bool]:
    """Whether every part of a document has a version, and a supplier."""
    document = json.loads(path.read_text("utf-8"))
    if spec == "spdx3":
        kinds = {"software_Package", "ai_AIPackage", "dataset_DatasetPackage"}
        parts = [each for each in document["@graph"] if each["type"] in kinds]
        keys = ("software_packageVersion", "suppliedBy")
    else:
        parts = [
            {name: value for name, value in each.items() if value != "NOASSERTION"} for each in document["packages"]
        ]
        keys = ("versionInfo", "supplier")
    version, supplier = (all(each.get(key) for each in parts) for key in keys)
    return {"All component versions provided?": version, "All component suppliers provided?": supplier}


CHECKS = (
    ("SPDX 3.0.1 JSON schema", spdx3_schema, "*.spdx3.json"),
    ("spdx-python-model", spdx3_bindings, "*.spdx3.json"),
    ("spdx-tools 2.3", spdx2_tools, "*.spdx.json"),
    ("cyclonedx-python-lib strict", cyclonedx_strict, "*.cdx*.json"),
    ("ntia-conformance-checker spdx3", ntia("spdx3"), "*.spdx3.json"),
    ("ntia-conformance-checker spdx2", ntia("spdx2"), "*.spdx.json"),
)


def run(name: str, make: Callable[[Path], Check], paths: list[Path], official: Path) -> None:
    """Run one validator over its documents and print the row."""
    start = time.monotonic()
    check = make(official)
    errors = [f"{path.name}: {error}" for path in paths for error in check(path)]
    seconds = round(time.monotonic() - start, 1)
    print(json.dumps({"validator": name, "documents": len(paths), "errors": errors, "seconds": seconds}), flush=True)


def main(documents: Path, official: Path, shapes: int) -> None:
    """Run every validator; SHACL, which is slow, over the examples and so many generated documents."""
    for name, make, pattern in CHECKS:
        run(name, make, sorted(documents.glob(pattern)), official)
    few = sorted(documents.glob("example-*.spdx3.json")) + sorted(documents.glob("generated-*.spdx3.json"))[:shapes]
    run("SPDX 3.0.1 SHACL", spdx3_shapes, few, official)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
