"""Receipts over a real socket: two files in the thread, and a word to whoever asked."""

import json
from dataclasses import replace

import pytest

from tests.golden.make import arrived, sent
from tests.slack.conftest import IDEAS, MAYA, RANDOM
from tests.slack.test_history import press


@pytest.fixture
async def post(here):
    out = await here.store.unit(sent, "tacos")
    await here.deliver()
    return out


def files(workspace):
    every = [file for one in workspace.slack.board.every() for file in one.files or ()]
    return {file["name"]: file for file in every}


async def test_typed_two_files_are_put_into_the_thread(here, workspace, post):
    await workspace.command("receipt the tacos story")
    await here.deliver()

    assert "The receipt of “The tacos story” is in its thread." in workspace.said(to=MAYA)[0]
    found = files(workspace)
    assert sorted(name.rpartition(".")[2] for name in found) == ["json", "md"]
    name = next(one for one in found if one.endswith(".json"))
    content = workspace.slack.contents[found[name]["id"]]
    assert json.loads(content)["posts"][0]["id"] == post.id


@pytest.mark.parametrize(
    "trap", ["tacos\0", "\0tacos\0story", 'tacos" OR "', "tacos*) AND (", "ta\ud800cos"]
)
async def test_no_word_breaks_the_search(here, workspace, post, trap, caplog):
    for verb in ("receipt", "history"):
        await workspace.command(f"{verb} {trap}")
    await here.deliver()

    assert len(workspace.said(to=MAYA)) == 2
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_without_words_it_says_what_can_be_said(here, workspace):
    await workspace.command("receipt")
    await here.deliver()

    (said,) = workspace.said(to=MAYA)
    assert "A receipt of what?" in said
    assert "channel" not in said  # there is none of a channel


async def test_the_window_of_a_history_gives_it_too(here, workspace, post):
    await workspace.command("history tacos")
    await here.deliver()
    choice = workspace.message("things are called that")
    await workspace.press(choice, "see_history")
    await here.router.rest()

    await press(here, workspace, "give_receipt")

    assert len(files(workspace)) == 2


async def test_among_several_one_is_chosen(here, workspace, post):
    await here.store.unit(sent, "tacos again")
    await workspace.command("receipt tacos")
    await here.deliver()
    choice = workspace.message("things are called that")
    await workspace.press(choice, "give_receipt")
    await here.deliver()

    assert "The receipt of “The tacos again story” is in its thread." in workspace.said(to=MAYA)


async def test_what_never_left_is_not_to_be_chosen(here, workspace, post):
    await here.store.unit(arrived, "tacos again")
    await workspace.command("receipt tacos")
    await here.deliver()

    assert len(files(workspace)) == 2


async def test_a_request_means_what_became_of_its_ideas(here, workspace, post):
    """The video of “The $5 Verdict” is about tacos for whoever asked for tacos."""

    def called(tx):
        [idea] = tx.ideas.find()
        tx.ideas.save(replace(idea, title="The $5 Verdict"))

    await here.store.unit(called)
    await workspace.command("receipt tacos")
    await here.deliver()

    assert len(files(workspace)) == 2


async def test_where_nothing_was_approved_for_posting_that_is_said(here, workspace):
    await here.store.unit(arrived, "tacos")
    await workspace.command("receipt tacos")
    await here.deliver()

    assert "before a video of it was approved" in workspace.said(to=MAYA)[0]


async def test_elsewhere_nobody_learns_of_it(here, workspace, post):
    await workspace.command(f"receipt {post.id}", user="U0PRODUCER", channel=RANDOM)
    await here.deliver()

    assert files(workspace) == {}
    assert "called that" in workspace.private("U0PRODUCER")[0]
    assert [one for one in workspace.said(IDEAS) if "Receipt" in one] == []
