# Needs only Python 3.11 or newer, and make. Every target makes .venv from the lock file if it is missing or old.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Compiled ahead, where Python may not write (or is told not to) every start would compile two thousand modules anew.
COMPILE = @$(BIN)/python -m compileall -q -j 0 bot storage main.py

run: $(READY)  ## serve: browser chat, and Telegram when TELEGRAM_BOT_TOKEN is set
	$(COMPILE)
	@$(BIN)/python main.py run

chat: $(READY)  ## the same conversation in this terminal
	@$(BIN)/python main.py chat

test: $(READY)  ## everything CI runs, but lint
	$(COMPILE)
	@$(BIN)/python main.py content check
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

lint: $(READY)  ## style, types, floors
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY)  ## measure, and write bench/RESULTS.md
	@$(BIN)/python -m bench

lock: $(READY)  ## after a change of dependencies in pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --group dev --group voice --python-version 3.11 pyproject.toml -o requirements.lock
	@touch pyproject.toml && $(MAKE) $(READY)

# What was stopped halfway has a Python and no pip, and is made anew.
$(READY): requirements.lock
	@test -x $(BIN)/uv || test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; assert sys.version_info >= (3, 11), "Doorway needs Python 3.11 or newer"'
	@test -x $(BIN)/uv || $(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --compile-bytecode requirements.lock
	@touch $(READY)

.PHONY: run chat test lint bench lock
