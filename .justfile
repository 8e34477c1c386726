# One command per question, the same for people and for CI.

default: test lint types

# Does it work?
test *which:
    .venv/bin/pytest {{ which }}

# Is it tidy, and do the rooms keep their distance?
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/lint-imports

# Do the types hold?
types:
    .venv/bin/mypy

# Draw the pages of docs/ that come from the code.
docs:
    .venv/bin/genbot docs

# Try it by hand.
sandbox *options:
    .venv/bin/genbot sandbox {{ options }}

# Everything, as CI does it.
ci:
    .ci/run
