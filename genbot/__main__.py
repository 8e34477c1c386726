"""Lets `python -m genbot` do what `genbot` does."""

from genbot.cli import main

if __name__ == "__main__":
    main(prog_name="genbot")
