# Everything a newcomer, a tester and the build server need. `make help` lists the doors.
# Works as root and as a user with sudo; every target does its own set-up and may be run twice.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

# Where deploy/setup/swift.sh puts a toolchain when there is none; one that is in PATH already comes first.
export PATH := $(PATH):/opt/swift-6.3.1/usr/bin:$(HOME)/.local/share/swift-6.3.1/usr/bin
# Lines of the log appear when they happen, also through a pipe.
export PYTHONUNBUFFERED := 1

# A room may import only the rooms that Package.swift gives it: this flag is the wall, and there is no setting for it in Package.swift.
STRICT := --explicit-target-dependency-import-check error
DEBUG := $(CURDIR)/.build/debug
RELEASE := $(CURDIR)/.build/release
PART := deploy/setup/part.sh

PACKAGE ?=
DEMO_FLAGS ?=
RUN_FLAGS ?=
BENCH_FLAGS ?=
FILTER ?=
FUZZ_SECONDS ?= 60

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo PACKAGE=x.zip    the demo with your own drawing package"
	@echo "  make test FILTER=Archive   only the tests whose name contains the word"

.PHONY: setup
setup: ## install what is missing: Debian packages, fonts, Swift, Python packages (quick when nothing is)
	@$(PART) setup deploy/setup/all.sh

.PHONY: build
build: setup ## the release binary, .build/release/lianshen
	@$(PART) build-release deploy/setup/build.sh $(STRICT) -c release --product lianshen

.PHONY: build-tests
build-tests: setup
	@$(PART) build deploy/setup/build.sh $(STRICT) --build-tests

.PHONY: demo
demo: build ## set up, build, and run a whole joint review; PACKAGE=x.zip takes your own package
	@$(RELEASE)/lianshen demo $(DEMO_FLAGS) $(if $(PACKAGE),"$(PACKAGE)")

.PHONY: run
run: build ## the server in the foreground, with a private database (RUN_FLAGS="--port 8080")
	@exec $(RELEASE)/lianshen serve $(RUN_FLAGS)

.PHONY: test
test: build-tests ## set up, build, and run every test
	@LIANSHEN_BINARY=$(DEBUG)/lianshen $(PART) test deploy/setup/tests.sh $(if $(FILTER),--filter "$(FILTER)")

.PHONY: test-long
test-long: build-tests ## the same tests with larger counts, then all of them under the thread sanitizer
	@LIANSHEN_TEST_SCALE=20 LIANSHEN_BINARY=$(DEBUG)/lianshen $(PART) test-long deploy/setup/tests.sh $(if $(FILTER),--filter "$(FILTER)")
	@$(PART) build-tsan deploy/setup/build.sh $(STRICT) --build-tests --sanitize thread --scratch-path .build-tsan
	@LIANSHEN_BINARY=$(CURDIR)/.build-tsan/debug/lianshen $(PART) test-tsan \
		deploy/setup/tests.sh --sanitize thread --scratch-path .build-tsan $(if $(FILTER),--filter "$(FILTER)")

.PHONY: fuzz
fuzz: setup ## libFuzzer on the readers of ZIP, manifest, headers, PDF bytes and logs, FUZZ_SECONDS=60 seconds each; fails when one is brought down
	@$(PART) fuzz Tests/Fuzz/run $(FUZZ_SECONDS)

.PHONY: check
check: setup ## format, house rules, scripts, and a build with warnings as errors
	@$(PART) format swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks
	@$(PART) house deploy/setup/house.sh
	@$(PART) scripts deploy/setup/scripts.sh
	@$(PART) build deploy/setup/build.sh $(STRICT) --build-tests

.PHONY: format
format: ## write the house format into the sources
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

.PHONY: bench
bench: build ## figures beside PostgreSQL's own limit (BENCH_FLAGS="--quick" for a try)
	@$(PART) setup-bench deploy/setup/bench.sh
	@$(PART) build-bench deploy/setup/build.sh $(STRICT) -c release --product bench
	@LIANSHEN_RELEASE=$(RELEASE) Benchmarks/run $(BENCH_FLAGS)

.PHONY: clean
clean: ## remove what was built (not what was installed)
	rm -rf .build .build-tsan .venv-test .venv-bench
