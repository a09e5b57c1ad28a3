# What a developer runs. `make test` needs Go, and installs the rest on Debian.
GO ?= go

.PHONY: help demo build test test-two bench lint fuzz checks

help:
	@echo 'make demo   an example region that lives, at http://localhost:8400'
	@echo 'make build  bin/sluis, and bin/sluis-hub, which can neither open nor sign'
	@echo 'make test   everything that must hold'
	@echo 'make test-two  all of it that can run on two hubs, and a hundred rounds of failures (slow)'
	@echo 'make bench  speed, each figure beside the floor it is measured against'
	@echo 'make lint   what static analysis says'
	@echo 'make fuzz   each parser against made-up input (FUZZTIME=10s)'
	@echo 'make checks  switches off each check of the clients in turn and lists which lie or test turns red (slow)'

demo: build
	bin/sluis demo

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/sluis ./cmd/sluis
	CGO_ENABLED=0 $(GO) build -trimpath -tags noagent -o bin/sluis-hub ./cmd/sluis

test:
	@.ci/test

test-two:
	SLUIS_TEST_HUBS=2 SLUIS_TEST_ROUNDS=100 CGO_ENABLED=0 $(GO) test -count=1 -timeout 60m -p 1 ./partners/... ./cmd/sluis

bench:
	CGO_ENABLED=0 $(GO) run ./cmd/bench
	@.ci/web bench

lint:
	@.ci/lint

fuzz:
	@.ci/fuzz

checks:
	CGO_ENABLED=0 $(GO) run ./.ci/checks -write docs/checks.md
	cd web && node checks.mjs --write ../docs/checks-web.md
