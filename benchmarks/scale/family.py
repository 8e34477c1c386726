"""One request and all that comes of it, by the bot's own stories: the mould of a million of them."""

from itertools import count

from genbot.domain.productions import TaskState
from genbot.domain.watches import Kind, Phase
from genbot.flows import arrivals, gate, ideas, publications, runs, steps
from genbot.gen import ideas as gen
from genbot.gen.sheets import Generation, Sheet
from genbot.store import Transaction

NTH, WHERE, AT = "QZNTHQZ", "C0QZWHEREQZ", 1_111_111_111  # what is another in each copy
AGENT, PERSON = "agent-bench", "U0PERSON"
JOB = f"gen-{NTH}"
SHEET = Sheet.model_validate({
    "id": f"sheet-{NTH}",
    "spreadsheet_columns": [
        {"id": 1, "title": "Script", "type": "text", "role": "ingredient", "position": 0},
        {"id": 2, "title": "VIDEO", "type": "video", "role": "video", "position": 1},
        {"id": 3, "title": "FINAL VIDEO", "type": "video", "role": "final_video", "position": 2},
    ],
    "spreadsheet_rows": [{"id": f"row-{NTH}", "spreadsheet_cells": [
        {"id": f"script-{NTH}", "column_id": 1},
        {"id": f"video-{NTH}", "column_id": 2, "video_layers": [
            {"id": f"clip-{NTH}", "name": "Background", "type": "video", "position": 0},
            {"id": f"voice-{NTH}", "name": "Voice", "type": "audio", "position": 1},
        ]},
        {"id": f"final-{NTH}", "column_id": 3},
    ]}],
})  # fmt: skip


class Names:
    """Ids as long as real ones; in each of them stands where its number goes."""

    def __init__(self) -> None:
        self._nth = count(10)

    def __call__(self) -> str:
        return f"{next(self._nth)}{NTH}"


def running(tx: Transaction) -> str:
    """GEN works on ideas; returns the run."""
    asked = ideas.ask_for(tx, f"late-night tacos {NTH}", 5, channel=WHERE, by=PERSON)
    (run,) = tx.runs.find(request_id=asked.id)
    runs.started(tx, run.id, JOB, f"conversation-{NTH}", "")
    _waits(tx, Kind.IDEA_RUN, run.id)
    return run.id


def making(tx: Transaction) -> str:
    """GEN makes the first part of a video; returns the production."""
    id = _approved(tx, 1)
    tasks = [one for one in steps.every(tx.productions.get(id)) if one.state is TaskState.WORKING]
    steps.begun(tx, tasks[0].id, JOB)
    _waits(tx, Kind.GENERATION, tasks[0].id)
    return id


def waiting(tx: Transaction) -> None:
    """An idea that nobody has decided about."""
    _arrived(tx, 1)


def over(tx: Transaction) -> None:
    """Five ideas came, four were rejected, the video of one is out."""
    production = tx.productions.get(_approved(tx, 5))
    while tasks := [one for one in steps.every(production) if one.state is TaskState.WORKING]:
        _made(tx, tasks[0].id)
        production = tx.productions.get(production.id)
    publications.publish(tx, production.id, production.version, by=PERSON)
    (out,) = tx.publications.find(production_id=production.id)
    gate.send(tx, out.id)
    publications.sent(tx, out.id, f"job-{NTH}")
    publications.live(tx, out.id, f"73{NTH}")


def _arrived(tx: Transaction, number: int) -> str:
    run = running(tx)
    tx.watches.drop(Kind.IDEA_RUN, run)
    found = [_idea(nth) for nth in range(number)]
    arrivals.arrived(tx, run, found, found, "Here they are.")
    return tx.runs.get(run).request_id


def _idea(nth: int) -> gen.Idea:
    words = {
        "id": f"idea-{nth}-{NTH}", "title": f"The ${nth} taco at 2am, part {NTH}",
        "hook": "Nobody believes what this one costs.", "full_script": "A long night. " * 40,
        "description": "Tacos at night #streetfood", "video_type": "Montage", "video_type_id": 3,
        "estimated_duration": 11, "aspect_ratio": "9:16",
    }  # fmt: skip
    return gen.Idea.model_validate(words)


def _approved(tx: Transaction, number: int) -> str:
    first, *others = tx.ideas.find(request_id=_arrived(tx, number))
    for idea in others:
        ideas.decide(tx, idea.id, idea.version, "reject", by=PERSON, reason="topic")
    id = ideas.decide(tx, first.id, first.version, "approve", by=PERSON).production_id
    steps.cloned(tx, id, SHEET, ("tiktok-montage", "Montage"), "its tags", "v1")
    steps.filled(tx, id)
    return id


def _made(tx: Transaction, task: str) -> None:
    steps.begun(tx, task, f"{JOB}-{tx.new_id()}")
    url = f"https://cdn.gen.pro/outputs/{NTH}.mp4"
    resource = {"id": f"res-{NTH}", "url": url, "object_type": "video"}
    told = {"id": JOB, "status": "completed", "execution_cost": 10, "output_resources": [resource]}
    steps.made(tx, task, Generation.model_validate(told))


def _waits(tx: Transaction, kind: Kind, subject: str) -> None:
    """GEN has it, and is looked at now and then."""
    watch = tx.watches.of(kind, subject)
    if watch:
        tx.watches.change(watch, phase=Phase.WAITING, job=JOB, asked=tx.now, agent=AGENT)
