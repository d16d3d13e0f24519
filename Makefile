# make site     build all languages into public/
# make serve    the same, and serve it on this machine
# make test     every test, with all that it needs
# make help     the rest

.DEFAULT_GOAL := help
.PHONY: help site serve test lint corpus endurance golden bench quality fuzz wheel lock clean packages environment-site environment-test environment-bench environment-fuzz

# The first Python that is new enough; make PYTHON=/path/to/python3.12 names another.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; exit; fi; done; echo python3)
endif
BIN := .venv/bin
SITE ?= .
CORPORA ?= ../shared/corpora
SHARED ?= ../shared
SIZE ?= S
TIME ?= 120

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 10

site: environment-site ## build all languages into public/
	@$(BIN)/i18n build -C "$(SITE)"; status=$$?; \
	if [ $$status -le 1 ]; then echo "Read it at http://127.0.0.1:8000/ after: make serve"; fi; exit $$status

serve: site ## the same, and serve it as published, on this machine only
	@$(BIN)/i18n serve --published -C "$(SITE)"

test: packages environment-test node_modules/.package-lock.json ## ruff, mypy and every test but those of corpus and endurance
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@mkdir -p .cache
	@$(BIN)/python -m pytest -p no:benchmark --cov --cov-report=term

lint: environment-test ## ruff and mypy alone
	@$(BIN)/ruff check .
	@$(BIN)/mypy

corpus: environment-test ## the tests that read real material: make corpus CORPORA=../shared/corpora
	@$(BIN)/python -m pytest -p no:benchmark tests -m corpus --corpora="$(CORPORA)"

endurance: environment-test ## hundreds of runs killed, refused and disturbed; takes ten minutes and needs strace
	@$(BIN)/python -m pytest -p no:benchmark tests/endurance -m endurance --endurance

golden: environment-test ## write the expected output of the golden sites anew; review the diff
	@$(BIN)/python -m pytest -p no:benchmark tests/sites --golden

bench: environment-bench ## figures: make bench SHARED=../shared SIZE=S
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/site.py --bench "$(SHARED)/bench" --corpora "$(SHARED)/corpora" --size $(SIZE)
	@$(BIN)/python benchmarks/extraction.py --bench "$(SHARED)/bench" --corpora "$(SHARED)/corpora" || true
	@$(BIN)/python benchmarks/extraction.py --curve
	@$(BIN)/python benchmarks/checking.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/gate.py --corpora "$(SHARED)/corpora"
	@$(BIN)/python -m pytest benchmarks --benchmark-columns=min,median,max,rounds

quality: environment-bench ## what checks, suggestions and alignment find: make quality CORPORA=../shared/corpora
	@$(BIN)/python benchmarks/recall.py --corpora "$(CORPORA)"
	@$(BIN)/python benchmarks/suggestions.py --corpora "$(CORPORA)"
	@$(BIN)/python benchmarks/alignment.py --corpora "$(CORPORA)"

fuzz: environment-fuzz ## feed each reader with nonsense: make fuzz TIME=120 (seconds each)
	@for target in markdown html front-matter data string catalog tokens; do \
	  mkdir -p .cache/fuzz/$$target; \
	  $(BIN)/python -m tests.fuzz.run $$target .cache/fuzz/$$target -max_total_time=$(TIME) -max_len=400 -timeout=20 \
	    -artifact_prefix=.cache/fuzz/$$target- || exit 1; \
	done

wheel: environment-site ## dist/*.whl, built by the locked backend
	@$(BIN)/python -m pip wheel -qq --no-deps --no-index --no-build-isolation --wheel-dir dist .

lock: ## write requirements/*.txt anew (needs uv)
	@$(PYTHON) tools/lock.py

clean: ## remove all that was made here, .venv included
	rm -rf .venv .cache .benchmarks .hypothesis node_modules public .public.releases drafts .drafts.releases dist environment

environment-site environment-test environment-bench environment-fuzz:
	@$(PYTHON) tools/environment.py $(@:environment-%=%)

packages:
	@$(PYTHON) tools/packages.py

# npm writes this file itself after a successful install.
node_modules/.package-lock.json: package.json package-lock.json | packages
	@npm ci --loglevel=error --no-update-notifier --no-audit --no-fund >/dev/null
	@touch $@
