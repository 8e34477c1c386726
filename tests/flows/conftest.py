"""What stories about flows have in common: their cards are the real ones, and a file may have admins."""

import pytest

from genbot.cards.announce import announce as cards
from genbot.domain.settings import Settings

ADMIN = "U0ADMIN"


@pytest.fixture
def announce():
    return cards


@pytest.fixture
def settings(request):
    """A file that says `ADMINS = …` has those; the others have none."""
    return Settings(agent="agent-santiago", undo=30.0, admins=getattr(request.module, "ADMINS", ()))
