# One front door: `make generate`, `make test`, `make check`, `make mutants`, `make bench`. Everything happens in .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := generate
.DELETE_ON_ERROR:
.PHONY: generate test check bench mutants lock clean

PYTHON ?=
OUT ?= generated
PYTEST_ARGS ?=
BENCH_CORPUS ?= $(SPECGEN_CORPUS)

VENV := .venv
RUN := $(VENV)/bin/python -m
# The stamp of the locked packages is written last: an environment without it was interrupted and is made anew.
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

# An environment whose Python is gone (moved, upgraded away) is made anew as well.
ifneq ($(shell test ! -e $(LOCKED) || $(VENV)/bin/python -c pass 2>/dev/null || echo broken),)
$(LOCKED): broken
.PHONY: broken
broken:
endif

generate: $(READY)
	$(RUN) specgen generate seeds --out $(OUT)

test: $(READY)
	$(RUN) pytest -m "not corpus and not real_target" $(PYTEST_ARGS)

check: $(READY)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports
	$(RUN) specgen generate seeds --out $(OUT) --check
	$(if $(SPECGEN_CORPUS),$(RUN) benches.precision $(SPECGEN_CORPUS) --check,@echo "SPECGEN_CORPUS is not set: verdicts are not held against real pages")

bench: $(READY)
	$(RUN) benches.speed $(BENCH_CORPUS)

mutants: $(READY)
	$(RUN) tests.mutation $(BENCH_CORPUS)

$(READY): pyproject.toml $(LOCKED)
	$(RUN) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

$(LOCKED): requirements.lock .ci/find-python
	@rm -rf $(VENV)
	@python=$$(PYTHON='$(PYTHON)' sh .ci/find-python) && "$$python" -m venv $(VENV)
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(LOCKED)

lock: $(READY)
	$(RUN) pip install --quiet uv
	$(RUN) uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  --extra dev -o requirements.lock pyproject.toml
	$(RUN) uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  -o requirements-pyright.lock requirements-pyright.in
	$(RUN) uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  -o requirements-dask.lock -c requirements.lock requirements-dask.in
	$(RUN) uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  -o requirements-fuzz.lock requirements-fuzz.in

clean:
	rm -rf $(VENV) dist
