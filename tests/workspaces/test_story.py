"""Two workspaces, from an admin's click on Install to the day they remove it, over real HTTP."""

import copy

from genbot.flows import installation
from genbot.operate.records import reading
from genbot.sandbox.slack.people import BOT_USER
from genbot.sandbox.slack.town import ADMIN
from genbot.store.token_file import TokenFile
from tests.slack.conftest import IDEAS, MAYA, until
from tests.workspaces.conftest import SALSA, TACO


def idea_cards(workspace):
    return [one for one in workspace.slack.board.every() if "approve_idea" in str(one.blocks)]


async def asked_of_gen(estate, team):
    return (await estate.gen_calls(team))["calls"]


def moves(tx):
    """Whether it was there from then on, and who saw to that."""
    return [(one.fact["here"], one.by) for one in tx.journal.of(TACO)]


async def test_from_install_to_uninstall_and_back(estate):
    taco, salsa = estate[TACO], estate[SALSA]
    estate.agree(TACO, SALSA)
    await estate.start()
    for team, name in ((TACO, "Taco Team"), (SALSA, "Salsa Team")):
        status, page = await estate.install(team)
        assert (status, f"genbot is in {name}" in page) == (200, True)
    quiet = await asked_of_gen(estate, SALSA)

    # One asks for ideas: only its own GEN is asked, only its own channel hears of it.
    await taco.command("ideas 2 tacos")
    await until(lambda: len(idea_cards(taco)) == 2)
    assert salsa.said() == []
    assert {name for name, _ in (await asked_of_gen(estate, SALSA)).items()} == set(quiet)

    # The same person, channel and button in the other workspace: nothing is known of it there.
    card = idea_cards(taco)[0]
    twin = salsa.slack.board.add(copy.copy(card)) or salsa.message(card.text)
    await salsa.press(twin, "approve_idea")
    await until(lambda: "I cannot find that" in str(salsa.private(MAYA)))
    with reading(estate.folder / f"{TACO}.db") as tx:
        assert {one.status for one in tx.ideas.find()} == {"generated"}
        assert tx.productions.find() == []
    with reading(estate.folder / f"{SALSA}.db") as tx:
        assert tx.ideas.find() == []

    # At home it decides.
    await taco.press(card, "approve_idea")
    await until(lambda: taken(estate, TACO))

    # An admin removes it there: that bot stops, the other does not notice.
    file = TokenFile(estate.folder / f"{TACO}.db")
    await taco.control("uninstall")
    await until(lambda: not file.path.exists())
    before = await asked_of_gen(estate, TACO)
    answer = await taco.command("status")
    assert "not set up for this workspace" in str(answer)
    await salsa.command("help")
    await until(lambda: salsa.said(to=MAYA))
    assert await asked_of_gen(estate, TACO) == before
    assert (await estate.ready())[1] == {SALSA: []}
    with reading(estate.folder / f"{TACO}.db") as tx:
        assert installation.gone(tx)
        assert moves(tx) == [(True, ADMIN), (False, "")]

    # Installed again it goes on where it was.
    assert (await estate.install(TACO))[0] == 200
    taco.slack.people.channels[IDEAS].members.add(BOT_USER)
    await taco.command("status")
    await until(lambda: taco.said(to=MAYA))
    with reading(estate.folder / f"{TACO}.db") as tx:
        assert moves(tx)[2:] == [(True, ""), (True, ADMIN)], "found again, and by whom"
        assert len(tx.productions.find()) == 1
        assert not installation.gone(tx)


def taken(estate, team):
    with reading(estate.folder / f"{team}.db") as tx:
        return len(tx.productions.find()) == 1


async def test_a_restart_finds_both_again_and_rotated_tokens_go_on(estate):
    estate.town.registry.rotates = True
    estate.agree(TACO, SALSA)
    await estate.start()
    for team in (TACO, SALSA):
        await estate.install(team)
    await estate.stop()
    kept = TokenFile(estate.folder / f"{TACO}.db").read()
    assert kept.refresh
    estate.town.registry.expire(TACO)

    await estate.start()
    await until(lambda: works(estate, TACO, SALSA))
    await estate[TACO].command("help")
    await until(lambda: estate[TACO].said(to=MAYA))

    assert TokenFile(estate.folder / f"{TACO}.db").read().token != kept.token
    assert "Taco Team" in TokenFile(estate.folder / f"{TACO}.db").read().name


async def works(estate, *teams):
    status, ails = await estate.ready()
    return status == 200 and all(ails.get(team) == [] for team in teams)


async def test_removed_while_nobody_was_there_to_hear_of_it(estate):
    estate.agree(TACO)
    await estate.start()
    await estate.install(TACO)
    await estate.stop()
    estate.town.registry.uninstall(TACO)

    await estate.start()
    file = TokenFile(estate.folder / f"{TACO}.db")
    await until(lambda: not file.path.exists())

    with reading(estate.folder / f"{TACO}.db") as tx:
        assert installation.gone(tx) == "account_inactive"


async def test_installed_once_more_while_it_works(estate):
    """New scopes, or a token that somebody took back: nothing is said or done twice."""
    estate.agree(TACO)
    await estate.start()
    await estate.install(TACO)
    taco, file = estate[TACO], TokenFile(estate.folder / f"{TACO}.db")
    await taco.command("ideas 1 tacos")
    await until(lambda: idea_cards(taco))
    before = file.read().token

    assert (await estate.install(TACO))[0] == 200
    await taco.press(idea_cards(taco)[0], "approve_idea")
    await until(lambda: taken(estate, TACO))

    assert file.read().token != before
    assert len(idea_cards(taco)) <= 1
    assert sum("about tacos" in text for text in taco.said()) == 1
