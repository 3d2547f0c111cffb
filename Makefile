# Everything a person does with a checkout. `make run` and `make test` need only
# Python 3.11, make and, for the tests, Debian's packages (installed when root).
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
STAMPS := .venv/stamps

.PHONY: run test check format messages bench shots lock clean

run: $(STAMPS)/front $(STAMPS)/messages
	@exec $(MANAGE) serve

test: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/messages
	@bash tests/prepare.sh
	$(BIN)/python -m tests.run

check: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/messages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	OCRSITE_HTTPS=True $(MANAGE) check --deploy --fail-level WARNING

format: $(STAMPS)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(STAMPS)/dev
	$(MANAGE) messages --update
	$(MANAGE) messages --compile

bench: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/messages
	@bash tests/prepare.sh
	$(BIN)/python -m tests.benchmarks $(if $(PAGES),--pages $(PAGES)) $(if $(KBO),--kbo $(KBO))

shots: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/messages
	@bash tests/prepare.sh
	$(BIN)/python -m tests.browser.shots

lock:
	uv pip compile -q --python-version 3.11 --generate-hashes --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --python-version 3.11 --generate-hashes --no-annotate --no-header requirements-dev.in -o requirements-dev.txt
	$(BIN)/npm install --package-lock-only

clean:
	rm -rf .venv node_modules static/vendor shots

# --- set-up, each step only when its lock file changed
$(STAMPS)/venv: requirements.txt
	@echo "Setting up: Python packages (about a minute the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt 2> >(grep -v '^WARNING: Location' >&2)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/venv requirements-dev.txt
	@echo "Setting up: packages for tests and checks"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

$(STAMPS)/npm: $(STAMPS)/venv package-lock.json
	@echo "Setting up: front-end files and Korean weights"
	@PATH="$(CURDIR)/$(BIN):$$PATH" NODE_USE_SYSTEM_CA=1 npm ci --loglevel=error --no-audit --no-fund >/dev/null
	@touch $@

$(STAMPS)/front: $(STAMPS)/npm static/icons.txt ocr/management/commands/vendor.py
	@$(MANAGE) vendor
	@touch $@

$(STAMPS)/messages: $(STAMPS)/venv $(wildcard ocr/locale/*/LC_MESSAGES/*.po)
	@$(MANAGE) messages --compile
	@touch $@
