"""The stage of the door's tests, lent to those of security."""

from tests.slack.conftest import announce, gen, here, stage, workspace

__all__ = ["announce", "gen", "here", "stage", "workspace"]
