# FGC. `make` alone lists what there is. The work itself is in config/setup/ (Python, standard library only).

PYTHON ?= python3
PORT ?= 8000
# Parallel tests: as many workers as cores, but never a crowd of browsers. `make test PYTEST_ARGS="-k plan"` narrows.
WORKERS ?= auto
PYTEST_ARGS ?=

export PORT
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test setup-tests lint types contracts checks pytest bench lock assets clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv, install the locked packages, build the front-end; quick the second time
	@$(PYTHON) -m config.setup run

run: setup ## set up, make a demo conference if there is none, serve it on 127.0.0.1:$PORT (8000)
	@$(BIN)/fgc demo --if-missing
	@exec $(BIN)/fgc serve

test: setup-tests ## everything that must be green: lint, types, import contracts, then all tests
	@$(MAKE) --no-print-directory checks pytest

setup-tests:
	@$(PYTHON) -m config.setup test

lint: setup-tests ## style, format, types and import contracts
	@$(MAKE) --no-print-directory checks

types: setup-tests ## mypy --strict alone
	@$(BIN)/mypy

checks:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory contracts

contracts:
	$(BIN)/lint-imports --no-logo

# stores of tests live in memory where the machine has such a folder: they are thrown away, and fsync costs most
pytest:
	PYTEST_DEBUG_TEMPROOT=$$(test -w /dev/shm && echo /dev/shm || echo $${TMPDIR:-/tmp}) $(BIN)/pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile $(PYTEST_ARGS)

bench: setup-tests ## measure: ratios that decide, absolute figures for information
	@$(BIN)/python -m tests.bench

assets: ## build static/dist again where its sources changed
	@$(PYTHON) -m config.setup assets

lock: ## resolve the newest allowed versions into config/requirements/*.lock
	@$(PYTHON) -m config.setup locks

clean: ## remove caches and built files; .venv and var/ (data, keys) stay
	@$(PYTHON) -m config.setup clean
