# Entente: two commands are enough, `make run` and `make test`. Each installs what is missing first.

SHELL := /bin/bash
BIN := .build/release/entente
VENV := .venv
# Two runs of tests at a time, each with ports and nodes of its own; RUNS=0 for one after the other.
RUNS := 2
SCRIPTS := 'Console/**/*.js'

.PHONY: run test fast interop browser bench soak released deb format lint setup build clean

run: build
	@Scripts/run

test:
	@Scripts/minutes --begin
	@Scripts/minutes "what is missing is installed" Scripts/setup test
	@Scripts/minutes "lint" $(MAKE) --no-print-directory lint
	@Scripts/minutes "build for tests" swift build --build-tests --explicit-target-dependency-import-check error
	@Scripts/minutes "Swift tests" swift test --disable-xctest --skip-build --parallel
	@Scripts/minutes "build as released" $(MAKE) --no-print-directory released
	@Scripts/minutes "real server, clients of others" $(MAKE) --no-print-directory interop
	@Scripts/minutes "console in a browser" $(MAKE) --no-print-directory browser
	@Scripts/minutes --table

# The Swift tests alone: under a minute once built.
fast: setup
	swift test --disable-xctest --parallel

# The real server over real sockets, with clients written by others.
interop: released
	@[ -d ../shared/testdata ] || echo "test: ../shared/testdata is not there; with it ATT&CK, OpenCTI, the OASIS examples and the RFC 8785 vectors run too"
	ENTENTE_BIN=$(BIN) $(VENV)/bin/python -m pytest -q -n $(RUNS) --dist worksteal Tests/Interop
	$(VENV)/bin/python Tests/Interop/validator_agreement.py $(BIN) ../shared/testdata --examples Examples

# The console in Chromium, over real nodes; screenshots go to Tests/Browser/output. A file at a time, for its tests share
# what they open.
browser: build
	ENTENTE_BIN=$(BIN) $(VENV)/bin/python -m pytest -q -n $(RUNS) --dist loadfile Tests/Browser

bench: build
	swift build -c release --product DecisionBench
	swift build -c release --product LedgerBench
	swift build -c release --product OfficeBench
	swift build -c release --product TargetBench
	swift build -c release --product ValueBench
	swift build -c release --product PatternBench
	swift build -c release --product MISPBench
	swift build -c release --product ParserBench
	Benchmarks/run

soak: released
	Scripts/soak

released: build
	swift build -c release --product Canary
	swift build -c release --product OracleTrace

build: setup
	swift build -c release --product entente

# A Debian package in .build/.
deb: setup
	Scripts/deb

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests
	$(VENV)/bin/ruff format -q Tests Benchmarks Scripts/circles Scripts/coverage Scripts/example-case Scripts/example-exercise Scripts/example-talks Scripts/example_sides.py Scripts/mutants Scripts/soak Scripts/tidy
	$(VENV)/bin/oxfmt -c .oxfmtrc.json $(SCRIPTS)

lint: setup
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	Scripts/tidy
	Scripts/circles
	$(VENV)/bin/ruff check Tests Benchmarks
	$(VENV)/bin/ruff format -q --check Tests Benchmarks Scripts/circles Scripts/coverage Scripts/example-case Scripts/example-exercise Scripts/example-talks Scripts/example_sides.py Scripts/mutants Scripts/soak Scripts/tidy
	$(VENV)/bin/oxfmt -c .oxfmtrc.json --check $(SCRIPTS)
	$(VENV)/bin/oxlint --quiet --deny-warnings Console

setup:
	@Scripts/setup $(MAKECMDGOALS)

clean:
	rm -rf .build run
