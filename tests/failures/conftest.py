"""The stage of the door's tests, lent to those of failures seen elsewhere."""

from tests.races.conftest import review, watcher
from tests.slack.conftest import announce, gen, here, stage, workspace

__all__ = ["announce", "gen", "here", "review", "stage", "watcher", "workspace"]
