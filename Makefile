# The whole set-up of a newcomer: `make run` (the main job, then the desk) and `make test`.
.DEFAULT_GOAL := run
.PHONY: run ui test test-full test-cluster lint evaluate evaluate-ranking bench-coda bench-intake bench-rules bench-country bench-desk bench-evidence bench-reports bench-retention fuzz-coda fuzz-coda-guided differential-coda \
  requirements sbom audit docs pictures constraints clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export GX_ANALYTICS_ENABLED := False
# Every program that a test or the main job starts finds our modules compiled, also where the environment would have it otherwise.
export PYTHONDONTWRITEBYTECODE :=

run: .venv/.ready
	@$(BIN)/quater demo

ui: .venv/.ready
	@$(BIN)/quater ui

# Files are taken in their order, not the fullest first: those that start Airflow have few tests, wait long, and come first. While
# mypy reads the code on one processor, the other compiles the tests: three workers would each do that again, all at once.
test: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/pytest --collect-only -q >/dev/null 2>&1 & set -x; $(BIN)/mypy && $(BIN)/lint-imports; found=$$?; wait; exit $$found
	POLARS_MAX_THREADS=1 $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --durations 10

# The trials of which `make test` does a part, in full: every fail-point, every permutation, files of their real size. All of them
# take hours; `make test-full TRIALS=tests/reliability` does those of one room.
TRIALS ?= tests
test-full: .venv/.ready
	QUATER_TEST_FULL=1 $(BIN)/pytest -n 2 --dist loadfile --durations 20 -m trial $(TRIALS)

# PostgreSQL, a broker, Airflow in its parts and two Celery workers on this machine, as deploy/compose.yaml has them: a bank day of so
# many accounts, with a worker killed in the middle, and the alerts of one process. Minutes; the broker is a package of the system.
ACCOUNTS ?= 2000
test-cluster: .venv/.ready
	@command -v valkey-server >/dev/null || command -v redis-server >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server >/dev/null; } || \
	  { echo "A broker is not installed. On Debian or Ubuntu: sudo apt-get install redis-server"; exit 2; }
	QUATER_TEST_FULL=1 QUATER_TEST_ACCOUNTS=$(ACCOUNTS) $(BIN)/pytest -v -s -m trial tests/cluster

lint: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: .venv/.ready
	@$(BIN)/python -m benchmarks.evaluate

# The learned ranking beside rules alone and an isolation forest alone, on worlds that were not used while building.
evaluate-ranking: .venv/.ready
	@$(BIN)/python -m benchmarks.ranking --disjoint

# CODA into Arrow and Parquet beside two other parsers, each in an environment of its own: 10 MB, 100 MB and 1 GB.
bench-coda: .venv/.ready
	@$(BIN)/python -m benchmarks.coda_bench

# A bank day of the whole country, and forty thousand small files, beside the bare parse of the same bytes.
bench-intake: .venv/.ready
	@$(BIN)/python -m benchmarks.intake_bench

# Every rule over ten years of a country, beside the bare scan of the same columns: ten million movements, and once ten times more.
ROWS ?= 10
LARGER ?= 100
bench-rules: .venv/.ready
	@$(BIN)/python -m benchmarks.rules_bench --rows $(ROWS) --larger $(LARGER)

# A country step by step: intake of a day, full and daily detection, features and scores, an account page, a month destroyed. It says
# first what disk and memory ROWS million movements need; the country is the one of bench-rules.
bench-country: .venv/.ready
	@$(BIN)/python -m benchmarks.country_bench --rows $(ROWS)

# A month destroyed and verified out of ten years of five million movements, and a day of the whole country.
bench-retention: .venv/.ready
	@$(BIN)/python -m benchmarks.retention_bench

# The desk's pages with 100,000 alerts and an account of 100,000 movements behind them.
bench-desk: .venv/.ready
	@$(BIN)/python -m benchmarks.desk_bench

# 200 reports of ten alerts each with chart and annex: mark one minute on two processors.
bench-reports: .venv/.ready
	@$(BIN)/python -m benchmarks.reports_bench

# Half a million rows of the access log, checked on SQLite and on PostgreSQL.
bench-evidence: .venv/.ready
	@$(BIN)/python -m benchmarks.evidence_bench

# A million damaged deliveries, from fixed seeds: four numbers that must be zero.
fuzz-coda: .venv/.ready
	@$(BIN)/python -m benchmarks.coda_fuzz

# Damage that looks for new paths through the parser, for so many minutes.
MINUTES ?= 5
fuzz-coda-guided: .venv/.ready
	@$(BIN)/python -m benchmarks.coda_guided --minutes $(MINUTES)

# Ten thousand generated deliveries, read by an independent parser in an environment of its own.
differential-coda: .venv/.ready
	@$(BIN)/python -m benchmarks.coda_differential

# Every requirement of the law and of the house, the tests that carry its name, and how they ended.
requirements: .venv/.ready
	@$(BIN)/python -m tests.requirements

# What is installed, as CycloneDX in build/sbom.json; and whether a vulnerability of a pinned version is known (exit 3 then).
sbom audit: .venv/.ready
	@$(BIN)/python -m tests.supply_chain $@

docs: .venv/.ready
	$(BIN)/python -m console.documentation docs
	$(BIN)/python -m tests.requirements --write

pictures: .venv/.ready
	QUATER_PICTURES=1 $(BIN)/pytest -q -m browser tests

# A virtual environment with exactly the versions and hashes of constraints.txt; uv itself comes from there too.
.venv/.ready: constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "Quater needs Python 3.11; found: $$($(PYTHON) --version 2>&1). Install it, or name it: make PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get install -y python3-venv; } || \
	  { echo "Python's venv module is not complete. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@awk '/^uv==/ {keep = 1} keep {print} keep && !/\\$$/ {exit}' constraints.txt > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes constraints.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# Newest versions that agree, with hashes and without any index address.
constraints: .venv/.ready
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --no-emit-index-url --no-header --generate-hashes --all-extras \
	  pyproject.toml -o constraints.txt

clean:
	rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
