# convscope: `make run` opens the program, `make test` is everything that CI runs.

SHELL := /bin/sh
PREFIX ?= /usr/local
SWIFT ?= swift

# The engine is built for the CPU at hand: another kind of CPU gets a build folder of its own.
BUILD := .build/$(shell scripts/cpu-kind)
SWIFT_BUILD := $(SWIFT) build --scratch-path $(BUILD)
RELEASE := $(SWIFT_BUILD) -c release --static-swift-stdlib
SOURCES := Package.swift Sources Tests Benchmarks
BINARY = $(BUILD)/release/convscope

.PHONY: help run setup build test golden bench format lint sanitize install clean

help:
	@echo "make run       install what is missing, build, open convscope (ARGS='step conv' for more)"
	@echo "make test      everything that CI runs"
	@echo "make golden    write the golden frames anew and show what changed"
	@echo "make setup     install what is missing from apt"
	@echo "make build     build the program: $(BINARY)"
	@echo "make bench     measure; beside PyTorch where it is installed"
	@echo "make format    format the code; make lint says what it would change"
	@echo "make sanitize  the tests under Address and Thread Sanitizer"
	@echo "make install   PREFIX=$(PREFIX)"

.DEFAULT_GOAL := help

setup:
	@scripts/setup

build: setup
	@$(RELEASE) --product convscope

run: build
	@$(BINARY) $(ARGS)

lint: setup
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	scripts/readme-frames --check

format:
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

test: lint build
	CONVSCOPE_BINARY="$(CURDIR)/$(BINARY)" $(SWIFT) test --scratch-path $(BUILD)

golden: build
	@scripts/golden $(BINARY) $(SWIFT) test --scratch-path $(BUILD)

# Both sanitizers need builds of their own; the real binary's end-to-end runs stay with `make test`.
sanitize: setup
	LSAN_OPTIONS="suppressions=$(CURDIR)/Tests/leaks.supp:print_suppressions=0" \
	$(SWIFT) test --scratch-path $(BUILD)-address --sanitize=address --skip EndToEndTests
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/races.supp" \
	$(SWIFT) test --scratch-path $(BUILD)-thread --sanitize=thread --skip EndToEndTests

bench: setup
	@$(RELEASE) --product Benchmarks
	@$(RELEASE) --product convscope
	@CONVSCOPE_BINARY="$(CURDIR)/$(BINARY)" $(BUILD)/release/Benchmarks $(ARGS)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/convscope/lessons"
	install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/convscope"
	cp -R lessons/en lessons/vi "$(DESTDIR)$(PREFIX)/share/convscope/lessons/"

clean:
	rm -rf .build
