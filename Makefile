# Everything on a fresh machine that has only Python 3.11 and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
EXAMPLE ?= examples/hr-classifier
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo test browser check format validate rulehelp heads readings index catalog docs hub lock bench \
	benchidentify benchreason compatibility clean

help: ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

demo: $(VENV)/.ready ## set up, then judge an example project (EXAMPLE=examples/...)
	$(BIN)/python tools/example_texts.py
	$(BIN)/licet check $(EXAMPLE) || test $$? -eq 1

test: $(VENV)/.ready ## set up, then run all tests with branch coverage
	$(BIN)/python tools/example_texts.py
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -q -n auto --dist worksteal
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report

browser: ## install the browser and the checker that the tests of pages use (Debian, npm); without them these tests are skipped
	command -v chromedriver >/dev/null || { apt-get update -q && apt-get install -y -q chromium chromium-driver; }
	npm install --silent --no-audit --no-fund --prefix build/axe axe-core@4.11.1

check: $(VENV)/.ready ## formatter, linter, types, import contract, index and catalog manifests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/build_index.py --verify
	$(BIN)/python tools/build_catalog.py --verify
	$(BIN)/python tools/build_heads.py --verify
	$(BIN)/python tools/build_readings.py --verify
	$(BIN)/python tools/build_rule_help.py --verify

format: $(VENV)/.ready ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

validate: $(VENV)/.ready ## hold every format against the validators of other people (slow); COUNT=200 SHAPES=10
	$(BIN)/python tools/validate/run.py --count $(or $(COUNT),200) --shapes $(or $(SHAPES),10)

rulehelp: $(VENV)/.ready ## write what code hosts show of each rule, from docs/rules
	$(BIN)/python tools/build_rule_help.py

heads: $(VENV)/.ready ## write the digest of the records' heads
	$(BIN)/python tools/build_heads.py

readings: $(VENV)/.ready ## write the page on contested points
	$(BIN)/python tools/build_readings.py

index: heads ## build the fingerprint index from the published texts
	$(BIN)/python tools/build_index.py

catalog: $(VENV)/.ready ## build the catalog from its shards in tools/catalog
	$(BIN)/python tools/build_catalog.py

docs: $(VENV)/.ready ## write the pages of the licenses from their records
	$(BIN)/python tools/license_pages.py

hub: $(VENV)/.ready ## write docs/hub.md from the Hub records in ../shared
	$(BIN)/python tools/hub_page.py

lock: ## pin every dependency with its hashes
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install -q pip-tools
	$(VENV)-lock/bin/pip-compile -q --no-strip-extras --generate-hashes --allow-unsafe --all-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header \
		--output-file requirements.lock pyproject.toml
	rm -rf $(VENV)-lock

bench: $(VENV)/.ready ## measure start-up and an example against bare Python
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/catalog.py
	$(BIN)/python -m benchmarks.reason.judge

benchidentify: $(VENV)/.ready ## measure identification; SCANCODE_PYTHON=... compares with ScanCode
	$(BIN)/python -m benchmarks.identify.accuracy tuning
	$(BIN)/python -m benchmarks.identify.modified
	$(BIN)/python -m benchmarks.identify.lists
	$(BIN)/python -m benchmarks.identify.hostile
	test -z "$(SCANCODE_PYTHON)" || $(BIN)/python -m benchmarks.identify.compare heldout

benchreason: $(VENV)/.ready ## measure the kernel for registries against a floor
	$(BIN)/python -m benchmarks.reason.kernel

compatibility: $(VENV)/.ready ## hold derived license compatibility against OSADL's matrix; write docs/compatibility.md
	$(BIN)/python -m benchmarks.osadl.table --write

clean: ## remove what was set up
	rm -rf $(VENV) build dist .coverage .coverage.*

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@
