"""Many requests read together are what each of them is by itself, and of many only a few are read."""

from dataclasses import replace

from genbot.cards.overview import MOST, status_card
from genbot.domain.ideas import Idea, Run, RunState
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import channels, ideas, overview
from genbot.flows.lifecycle import PART, board, boards

HERE, MAYA = "C0VIDEOIDEAS", "U0MARKETER"


async def test_many_boards_are_each_as_it_is_alone(store):
    def asked(tx):
        ids = [ideas.request(tx, f"2 tacos {n}", channel=HERE, by=MAYA).id for n in range(3)]
        for number, request in ((2, ids[0]), (1, ids[0]), (1, ids[2])):
            name = f"{request}-{number}"
            tx.ideas.save(
                Idea(name, f"gen-{name}", request, HERE, "agent", number, "Tacos at night")
            )
        return ids[::-1]

    ids = await store.unit(asked)

    found = await store.read(lambda tx: list(boards(tx, ids)))
    assert found == [await store.read(board, id) for id in ids]
    assert [len(one.ideas) for one in found] == [1, 0, 2]


async def test_there_may_be_more_than_one_statement_can_name(store):
    def asked(tx):
        return [
            ideas.request(tx, f"2 tacos {n}", channel=HERE, by=MAYA).id for n in range(PART + 1)
        ]

    ids = await store.unit(asked)

    found = await store.read(lambda tx: list(boards(tx, ids)))
    assert [one.request.id for one in found] == ids


async def test_what_is_being_made_is_counted_in_full_and_only_begun_to_be_listed(store):
    def asked(tx):
        for n in range(3 * MOST):
            id = ideas.request(tx, f"2 tacos {n}", channel=HERE, by=MAYA).id
            again = Run(f"again{n}", id, "2 punchier", MAYA, RunState.RUNNING, channel=HERE)
            tx.runs.save(again)  # of one request there may be several
            state = Stage.GENERATING if n % 3 else Stage.PUBLISHED
            tx.productions.save(_video(f"p{n}", state))

    await store.unit(asked)

    found = await store.read(overview.status, HERE)
    assert [one.request.topic for one in found.asked] == [f"tacos {n}" for n in range(MOST)]
    assert [one.id for one in found.working] == [f"p{n}" for n in range(12) if n % 3]
    assert "Being made: 40" in status_card(found).text
    assert (await store.read(overview.status, "C0ELSEWHERE")).also_made == 0


async def test_what_went_out_last_is_told_wherever_it_was(store):
    def out(tx):
        tx.ideas.save(Idea("i1", "gen-i1", "r1", HERE, "agent", 1, "Tacos at night"))
        for n in range(20):
            channel = HERE if n % 2 else "C0OTHER"
            live = PublicationState.LIVE if n % 4 else PublicationState.REHEARSED
            channels.met(tx, channel, MAYA)
            tx.publications.save(_post(f"o{n}", channel, live, tx.now - n * 60))

    await store.unit(out)

    both = await store.read(overview.home, MAYA)
    assert [one.id for one in both.out] == ["o0", "o1", "o2", "o3", "o4"]
    here = await store.read(overview.status, HERE)
    assert [one.id for one in here.out] == ["o1", "o3", "o5", "o7", "o9"]


def _video(id, stage):
    return Production(id, "i1", "r1", HERE, "agent", MAYA, "Tacos at night", 0.0, stage)


def _post(id, channel, state, ended):
    post = Publication(id, "p1", "i1", channel, "agent", 1, MAYA, 0.0, 0.0, "Tacos", "https://x")
    return replace(post, state=state, ended=ended)
