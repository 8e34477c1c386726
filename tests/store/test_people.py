"""Who belongs to the workspace is kept over a restart."""

from genbot.domain.people import Group, Member


async def test_people_and_groups_are_there_after_a_restart(make_store):
    maya = Member("U0MARKETER", "Europe/Berlin", seen=1.0)
    leads = Group("S0LEADS", "brand-leads", (maya.id, "U0BRANDOWN"), seen=1.0)
    first = make_store()
    await first.unit(lambda tx: (tx.members.save(maya), tx.groups.save(leads)))
    first.close()

    again = make_store()

    assert await again.read(lambda tx: tx.members.get(maya.id)) == maya
    assert await again.read(lambda tx: tx.groups.get(leads.id)) == leads
