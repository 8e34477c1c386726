"""Every no of GEN to somebody who only wanted to look: a window or a note with words in it."""

import pytest

from genbot.cards.apology import CODES
from genbot.gen.conversations import ListConversations
from genbot.gen.setup import GetAgent, ListAgents
from tests.cards.reading import words
from tests.gen.codes import BARE, UNSAID, documented, said_no
from tests.slack.conftest import MAYA

every_no = pytest.mark.parametrize(("status", "code"), [*documented(), *BARE])


def explains(said, code, caplog):
    assert all(told in said for told in CODES.get(code, ()))
    assert f"GEN says: “{UNSAID}”." in said
    assert "ref1" not in said
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


@every_no
async def test_a_form_that_gen_was_to_fill_in(here, workspace, gen, caplog, status, code):
    gen.will(ListConversations, said_no(status, code))
    gen.will(GetAgent, said_no(status, code))
    await workspace.command("conversations")
    await here.router.rest()

    explains(words(workspace.form()), code, caplog)


@every_no
async def test_a_command_that_needs_gen_first(here, workspace, gen, caplog, status, code):
    gen.will(ListAgents, said_no(status, code))
    await workspace.command("use Santiago")
    await here.answered()

    explains(" ".join(workspace.said(to=MAYA)), code, caplog)
