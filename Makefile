# "make run" and "make test" need python3 3.11 or 3.12 with venv, and a network the first time.
PORT ?= 8000
DATA ?= ../shared/data/articles.jsonl.gz
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run setup stop test test-data soak bench-import bench-search bench-claims check fix tools

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set up what is missing and serve on 127.0.0.1:$PORT (8000)
	@bin/bootstrap
	@$(MANAGE) prepare --port $(PORT)
	@exec $(BIN)/gunicorn newsroom.wsgi --bind 127.0.0.1:$(PORT) --config newsroom/gunicorn.py

setup: ## set up what is missing, and do not serve
	@bin/bootstrap
	@$(MANAGE) prepare

stop: ## stop the embedded database
	@$(MANAGE) stop_database

tools:
	@bin/bootstrap --group dev

test: tools ## run the tests, on all cores
	@$(MANAGE) prepare --for-tests
	@ISNAD_CHROMIUM="$$($(BIN)/python -m tests.browser_launch)" && export ISNAD_CHROMIUM && \
	 $(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

test-data: tools ## run the tests over the real articles beside the clone
	@$(MANAGE) prepare --for-tests
	@$(BIN)/pytest -m corpus_data $(ARGS)

soak: tools ## run the long trials
	@$(MANAGE) prepare --for-tests
	@ISNAD_CHROMIUM="$$($(BIN)/python -m tests.browser_launch)" && export ISNAD_CHROMIUM && \
	 $(BIN)/pytest -m soak $(ARGS)

bench-import: SIZE ?= 10000
bench-import: setup ## time an import of real articles (SIZE=10000, DATA=…/articles.jsonl.gz)
	@PYTHONPATH=. $(BIN)/python benchmarks/import_articles.py $(DATA) --articles $(SIZE)

bench-search: SIZE ?= 100000
bench-search: setup ## make a corpus of real sentences and time its search (SIZE=100000, DATA=…)
	@PYTHONPATH=. $(BIN)/python benchmarks/search.py $(DATA) --articles $(SIZE) $(ARGS)

bench-claims: SIZE ?= 100000
bench-claims: setup ## make a corpus of claim mentions and time the claim board over it (SIZE=100000)
	@PYTHONPATH=. $(BIN)/python benchmarks/claims.py --mentions $(SIZE) $(ARGS)

check: tools ## lint, types, layers, migrations, deployment, lock
	@bin/check

fix: tools ## format the code and the templates
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true
	@find templates -name '*.html' -exec $(BIN)/djhtml --tabwidth 2 {} +
