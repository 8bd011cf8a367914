// The validators that are JavaScript: one line of JSON per validator.
// usage: node checks.mjs DOCUMENTS OFFICIAL   (run where the packages of package.json are installed)
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const Ajv = need("ajv");
const Ajv2020 = need("ajv/dist/2020");
const Ajv4 = need("ajv-draft-04");
const formats = need("ajv-formats");
const parse = need("spdx-expression-parse");
const [, , documents, official] = process.argv;
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const named = (ending) => readdirSync(documents).filter((name) => name.endsWith(ending)).sort();

function report(validator, names, check) {
  const start = Date.now();
  const errors = names.flatMap((name) => check(read(join(documents, name))).map((error) => `${name}: ${error}`));
  console.log(JSON.stringify({ validator, documents: names.length, errors, seconds: (Date.now() - start) / 1000 }));
}

const told = (validate) => (document) =>
  validate(document) ? [] : validate.errors.slice(0, 5).map((each) => `${each.instancePath} ${each.message}`);

function cyclonedx(version) {
  const folder = join(official, "cyclonedx-spec", "schema");
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats(ajv);
  for (const format of ["iri-reference", "idn-email"]) ajv.addFormat(format, true);
  for (const name of ["spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json"])
    ajv.addSchema(read(join(folder, name)), `http://cyclonedx.org/schema/${name}`);
  return ajv.compile(read(join(folder, `bom-${version}.schema.json`)));
}

report("ajv CycloneDX 1.6", named(".cdx-1.6.json"), told(cyclonedx("1.6")));
report("ajv CycloneDX 1.7", named(".cdx.json"), told(cyclonedx("1.7")));

const spdx = new Ajv2020({ strict: false });
formats(spdx);
const spdxSchema = spdx.compile(read(join(official, "spdx-3.0.1-schemas", "spdx-json-schema.json")));
report("ajv SPDX 3.0.1", named(".spdx3.json"), told(spdxSchema));

const sarif = new Ajv4({ strict: false });
formats(sarif);
report("ajv SARIF 2.1.0", named(".sarif"), told(sarif.compile(read(join(official, "sarif-schema-2.1.0.json")))));

const nothing = new Set(["NONE", "NOASSERTION"]);
// An id that the official list has and the list inside the parser does not yet is no error.
const newest = read(join(official, "cyclonedx-spec", "schema", "spdx.schema.json")).enum;
const old = new Set(need("spdx-license-ids").concat(need("spdx-license-ids/deprecated")));
const exceptions = new Set(need("spdx-exceptions"));
const fresh = newest.filter((id) => !old.has(id) && !exceptions.has(id));
function expression(text) {
  if (nothing.has(text)) return [];
  const known = fresh.reduce((all, id) => all.split(" ").map((word) => (word === id ? "MIT" : word)).join(" "), text);
  try {
    parse(known);
    return [];
  } catch (error) {
    return [`${text}: ${error.message}`];
  }
}
function* within(value) {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  else if (value && typeof value === "object")
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === "string" && /^(licenseDeclared|licenseConcluded|expression|simplelicensing_licenseExpression)$/.test(key))
        yield each;
      yield* within(each);
    }
}
const boms = [".spdx3.json", ".spdx.json", ".cdx.json", ".cdx-1.6.json"].flatMap(named);
report("spdx-expression-parse", boms, (document) => [...new Set(within(document))].flatMap(expression));
