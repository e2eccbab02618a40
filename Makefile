# `make demo` shows the library on a sample shop; `make test` runs the tests. Both set up .venv by themselves.
# The stamps carry a checksum of what is to be installed: once set up, nothing is fetched again.

PYTHON ?= python3
PIP    := .venv/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
SUM    := $(shell cat pyproject.toml constraints.txt | cksum | cut -d ' ' -f 1)
USE    := .venv/.installed-use-$(SUM)
DEV    := .venv/.installed-dev-$(SUM)
PYTEST := .venv/bin/python -m pytest
MUTMUT := mutmut==3.8.1
FLOORS := loyalty/errors/*,loyalty/money.py,loyalty/when.py,loyalty/coupon_codes/*,loyalty/facts/*,loyalty/kernels/*,loyalty/rules/*,loyalty/plan/*,loyalty/engine/*

LOWEST := tests/store --ignore tests/store/migrations tests/live/test_placing.py tests/live/test_running.py tests/live/test_running_drivers.py \
          tests/live/test_awaiting_drivers.py tests/live/test_django_session.py tests/simulate/test_simulation.py tests/reports

.PHONY: demo test check lint coverage bench deep lowest mutants pins clean
.DEFAULT_GOAL := test

demo: $(USE)                    ## simulate a sample programme on a sample shop and show the report
	.venv/bin/loyalty demo $(DEMO)

test: $(DEV)                    ## the whole suite, warnings as errors
	$(PYTEST) -q -n auto --dist loadfile --benchmark-disable --cov=loyalty --cov-branch --cov-report= $(TESTS)

check: lint test coverage       ## what CI runs

lint: $(DEV)                    ## style, types, floors
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

coverage: $(DEV)                ## gate: from `engine` down every branch is run by the last `make test`
	.venv/bin/coverage report --fail-under=100 --include="$(FLOORS)"

bench: $(DEV)                   ## speed: what must be reached, what was got; LINES=1000000 is quicker, FIGURES="warm quote" fewer
	.venv/bin/python -m tests.bench $(FIGURES) --lines $(or $(LINES),10000000)

deep: $(DEV)                    ## the property tests with many more, unrepeatable cases
	HYPOTHESIS_PROFILE=deep LOYALTY_FAULTS=all $(PYTEST) -q -s tests/faults
	HYPOTHESIS_PROFILE=deep LOYALTY_LIVE_REPLAY_ORDERS=100000 $(PYTEST) -q -n auto --dist loadfile --benchmark-disable $(TESTS)

lowest: build/lowest/.installed-$(SUM)  ## databases, replay and reports with the lowest version of all that pyproject.toml says is enough
	build/lowest/bin/python -m pytest -q -n auto --benchmark-disable $(LOWEST)

mutants: $(DEV)                 ## money's kernels spoilt one change at a time: which changes no test sees
	$(PIP) "$(MUTMUT)"
	rm -rf build/mutants && mkdir -p build/mutants && git archive HEAD | tar -x -C build/mutants
	cp tests/mutants.cfg build/mutants/setup.cfg
	cd build/mutants && ../../.venv/bin/mutmut run --max-children 1 | tail -n 1 && ../../.venv/bin/mutmut results

pins:                           ## work out constraints.txt anew (needs uv)
	uv pip compile pyproject.toml --universal --upgrade --extra simulate --extra report --extra admin \
	  --extra migrations --extra async --extra dev --no-emit-index-url --no-emit-find-links --no-header \
	  --no-annotate --quiet -o constraints.txt

build/lowest/.installed-$(SUM):
	rm -rf build/lowest && $(PYTHON) -m venv build/lowest
	$(PYTHON) -m tests.house.lowest > build/lowest/constraints.txt
	build/lowest/bin/python -m pip --disable-pip-version-check install --quiet \
	  --constraint build/lowest/constraints.txt -e ".[simulate,report,admin,migrations,async,dev]"
	@touch $@

clean:                          ## what the tools left behind; .venv stays
	rm -rf .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks .import_linter_cache build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(USE): | .venv/bin/python
	$(PIP) -e ".[simulate,report,admin]"
	@touch $@

$(DEV): | .venv/bin/python
	$(PIP) -e ".[simulate,report,admin,migrations,async,dev]"
	@touch $@ $(USE)
