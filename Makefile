# One entry for everything: `make run` shows the program, `make test` checks it; both set up first.
# Nothing here needs more than make, python3 (3.11 or newer) and, on Debian/Ubuntu, apt.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup system run test test-all soak lint bench package lock clean

# The first Python that is new enough; say PYTHON=... to choose another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; \
	done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Order of running: what is quick and basic first.
TESTS := $(wildcard tests/unit tests/printing tests/sync tests/ui tests/e2e tests/faults)
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(TESTS)

help:
	@echo "make setup     system packages, .venv, locked dependencies (quick when all is there)"
	@echo "make run       setup, then a practice ward: receipts and a summary in build/demo/"
	@echo "make test      setup, lint, then the quick tests (within 15 minutes on 2 cores)"
	@echo "make test-all  the same with the long tests"
	@echo "make soak      setup, then stations and server against everything for QMC_SOAK=10 minutes"
	@echo "make lint      setup, ruff, mypy, import-linter"
	@echo "make bench     setup, then the measurements of benchmarks/"
	@echo "make package   setup, then a one-folder build in dist/"
	@echo "make lock      resolve the dependencies anew into requirements*.lock"
	@echo "make clean     remove what was built (.venv stays)"

# --- setting up --------------------------------------------------------------------------------

setup: system .venv/.project

system:
	@tools/system-packages.sh base

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "setup: no Python 3.11 or newer found" >&2; exit 1; fi
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
		echo "setup: could not make .venv (on Debian/Ubuntu: install python3-venv)" >&2; exit 1; }

# Everything from the lock, each file against its hash, nothing compiled from source.
.venv/.locked: requirements-dev.lock | .venv/bin/python
	$(PIP) install -qq --require-hashes --no-deps --only-binary :all: -r requirements-dev.lock
	@touch $@

.venv/.project: .venv/.locked pyproject.toml
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@

# --- doing -------------------------------------------------------------------------------------

run: setup
	$(BIN)/counter-app demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	$(PYTEST)

test-all: lint
	$(PYTEST) -m ""

# Seeds by chance; QMC_SEED=... runs a seed that failed again, QMC_SHRINK=1 makes it short.
soak: export QMC_SOAK ?= 10
soak: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/sync/test_convergence.py -m long -s

bench: setup
	$(BIN)/python -m benchmarks

package: setup
	@tools/system-packages.sh package
	$(BIN)/pyinstaller pyinstaller.spec --noconfirm --distpath dist --workpath build/pyinstaller

# Resolved for every platform and Python at once, so that one lock serves Windows and Linux.
# The file names versions and hashes, never where they came from.
LOCK_TOOL := build/lock-tool
COMPILE := $(LOCK_TOOL)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --upgrade --quiet --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

lock:
	"$(PYTHON)" -m venv $(LOCK_TOOL)
	$(LOCK_TOOL)/bin/python -m pip install --quiet "uv>=0.9,<1"
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf ./*.egg-info
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
