# Everything that CI runs, a person can run with one word. `make help` explains each.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8000
WORKERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help run test lint bench nightly migrate lock founding clean

help: ## Show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP) ## First start: environment, install, import, publish, serve on PORT (8000)
	$(BIN)/casebook up --port $(PORT)

test: $(STAMP) ## The whole suite, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest -m "not nightly" -n $(WORKERS) --durations 15

lint: $(STAMP) ## Linters, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## Benchmarks; prints machine, date and figures (ARGS=--million: a million people too)
	$(BIN)/python -m bench $(ARGS)

nightly: $(STAMP) ## The long runs; they need Chromium and LibreOffice (.ci/nightly installs both)
	CASEBOOK_NIGHTLY=1 $(BIN)/python -m pytest -n $(WORKERS)

migrate: $(STAMP) ## Bring the vault of ./var to the newest schema
	$(BIN)/casebook migrate

founding: $(STAMP) ## Tie the founding decisions to the hash of data/ after editing it
	$(BIN)/python -m app.importing.founding --write

lock: ## Renew the locks (hashes, no addresses); needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --all-extras pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements/public.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra vault --extra postgresql pyproject.toml -o requirements/vault.txt

clean: ## Remove the environment and build leavings (never ./var)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
