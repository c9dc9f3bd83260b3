# Everything a person types. `make help` lists it. Nothing is installed outside .venv but the
# system libraries that tools/system_packages.sh names (and it asks nothing when it is not root).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# A Python to build .venv from; empty takes the newest that works.
PYTHON ?=
VENV := .venv
PY := $(VENV)/bin/python
# What is installed: all of the app to run it, and the tools beside it to work on it.
APP := $(VENV)/.installed-teacher
DEV := $(VENV)/.installed-dev
# The set that `make install` installs: student, teacher, server (teacher and PostgreSQL) or dev.
SET ?= teacher

# The demo class that `make run` plays.
OUT ?= build/demo
STUDENTS ?= 24
SEED ?= 7

# Test processes; PYTEST_ARGS narrows a run: make test PYTEST_ARGS="tests/unit -k span".
WORKERS ?= auto
PYTEST_ARGS ?=
# Options of the fault run: MUTANTS="--all", "--sample 100", "--only scoring", "--seed 8".
MUTANTS ?=
# The kinds of attack; empty takes all.
ATTACK ?=
OFFSCREEN := QT_QPA_PLATFORM=offscreen
PYTEST := $(OFFSCREEN) $(PY) -m pytest -n $(WORKERS)

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: libraries-run $(APP) ## Open the app on the demo class in build/demo, played if it is not there
	@$(VENV)/bin/annotator demo --out "$(OUT)" --students $(STUDENTS) --seed $(SEED)

.PHONY: demo-again
demo-again: libraries-run $(APP) ## Make the demo class anew, whatever was done in it, then open the app
	@$(VENV)/bin/annotator demo --out "$(OUT)" --students $(STUDENTS) --seed $(SEED) --fresh

.PHONY: install
install: libraries-run $(VENV)/.installed-$(SET) ## Set all of the app up in .venv, run nothing (SET=student for less)

.PHONY: test
test: libraries-test $(DEV) ## Run all tests, without a screen
	@$(PYTEST) $(PYTEST_ARGS)

.PHONY: check
check: libraries-test $(DEV) ## Format, lint, types, layers, shape, and all tests with coverage
	@$(MAKE) format-check lint types layers shape coverage

.PHONY: bench
bench: libraries-test $(DEV) ## Measure speed, as ratios against baselines of the same run
	@$(OFFSCREEN) $(PY) -m tests.bench

.PHONY: mutants
mutants: libraries-test $(DEV) ## Put small faults into the rules and count those that the tests see; MUTANTS narrows
	@$(OFFSCREEN) nice -n 15 $(PY) -m tests.mutants $(MUTANTS)

.PHONY: attack
attack: libraries-test $(DEV) ## Attack every way in and print a table; ATTACK names some kinds
	@$(OFFSCREEN) $(PY) -m tests.attack $(ATTACK)

.PHONY: eval
eval: $(DEV) ## Measure the language part on labelled sentences, and the credit rules on strategies
	@$(PY) -m tests.eval

.PHONY: pictures
pictures: $(DEV) ## Draw the pictures of the documents again
	@ANNOTATOR_PICTURES=1 $(OFFSCREEN) $(PY) -m pytest -q -k picture tests

.PHONY: format
format: $(DEV) ## Put the code in the project's format
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

.PHONY: messages
messages: $(DEV) ## Collect the sentences to translate, and bring every catalogue up to date
	@$(PY) tools/messages.py

.PHONY: lock
lock: $(DEV) ## Write locks/ again after a change of dependencies (needs uv)
	@$(PY) tools/lock.py

.PHONY: wheelhouse
wheelhouse: $(APP) ## Put every wheel of SET into build/wheelhouse, to install with no index
	@$(PY) tools/wheelhouse.py build/wheelhouse --set $(SET) $(WHEELHOUSE)

.PHONY: clean
clean: ## Remove .venv and everything that was made
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov coverage.xml
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find annotator tests tools -type d -name __pycache__ -prune -exec rm -rf {} +

# -- the parts of `make check`, each of which can be run alone ---------------------------------

.PHONY: format-check
format-check: $(DEV)
	@echo "== format" && $(PY) -m ruff format --check .

.PHONY: lint
lint: $(DEV)
	@echo "== lint" && $(PY) -m ruff check .

.PHONY: types
types: $(DEV)
	@echo "== types" && $(PY) -m mypy --strict annotator

.PHONY: layers
layers: $(DEV)
	@echo "== layers" && $(VENV)/bin/lint-imports

.PHONY: shape
shape: $(DEV)
	@echo "== shape" && $(PY) tools/metrics.py annotator --tests tests --check

.PHONY: coverage
coverage: $(DEV)
	@echo "== tests" && $(PYTEST) --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

# -- setting up --------------------------------------------------------------------------------

.PHONY: libraries-run
libraries-run:
	@tools/system_packages.sh $(if $(DISPLAY)$(WAYLAND_DISPLAY),display,offscreen)

.PHONY: libraries-test
libraries-test:
	@tools/system_packages.sh offscreen

$(VENV)/.installed-%: $(wildcard locks/*) pyproject.toml tools/set_up.sh tools/prune.py
	@PYTHON="$(PYTHON)" tools/set_up.sh $(VENV) $*
	@touch $@ $(if $(filter server dev,$*),$(APP))
