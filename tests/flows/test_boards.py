"""Many requests read together are what each of them is by itself."""

from genbot.domain.ideas import Idea
from genbot.flows import ideas
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
