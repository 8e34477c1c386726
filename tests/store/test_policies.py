"""Who decides moved out of the channels' settings: an upgrade keeps what was said there."""

import json
import sqlite3
from contextlib import closing

from genbot.domain.approvals import Gate, Policy, Rule
from genbot.flows import channels, policies
from genbot.store.schema import migrations

BEFORE = {
    "C1": {
        "agent_id": "a",
        "idea_approvers": ["U1"],
        "video_approvers": ["U1", "U2"],
        "idea_rule": {"needed": 1, "own": True},
        "video_rule": {"needed": 2, "own": False},
        "by": "U1",
    },
    "C2": {"agent_id": "a", "idea_approvers": [], "video_approvers": []},  # of an older version
    "C3": {"agent_id": "a", "video_rule": {"needed": 2, "own": True}, "people": ["U3"]},
}


async def test_an_upgrade_keeps_who_decides(make_store, tmp_path):
    with closing(sqlite3.connect(tmp_path / "genbot.db")) as db:
        migrations.climb(db, below="m014_policies")
        for id, body in BEFORE.items():
            kept = json.dumps({"id": id, **body})
            db.execute("INSERT INTO channels (id, body) VALUES (?, ?)", (id, kept))
        db.commit()

    opened = make_store()

    kept = {one.id: one for one in await opened.read(lambda tx: tx.policies.find())}
    two = Rule(("U1", "U2"), needed=2, own=False)
    assert kept["C1"] == Policy("C1", {Gate.IDEAS: Rule(("U1",)), Gate.VIDEOS: two}, "U1")
    assert kept["C3"] == Policy("C3", {Gate.VIDEOS: Rule(needed=2)}, "")
    assert "C2" not in kept
    assert (await opened.read(channels.find, "C3")).people == ("U3",)
    assert await opened.read(policies.rule, "C2", Gate.VIDEOS) == Rule()
