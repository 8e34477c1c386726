"""What GEN answers in a whole journey, told once for every room's tests."""

from genbot.gen.conversations import Conversation, UpdateConversation
from genbot.gen.convert import CloneTemplate, GetSheet, ListTemplates, Template
from genbot.gen.edit import GenerateCell, GenerateLayer, GetGeneration, UpdateCell
from genbot.gen.export import Publish, Render
from genbot.gen.ideas import GetRun, Idea, ListIdeas, Run, RunMessage, SetIdeaStatus, StartRun
from genbot.gen.jobs import Accepted, GetUserJob, RunStarted, UserJob, UserJobCreated
from genbot.gen.setup import Agent, AgentCore, GetAgentCore, ListAgents
from genbot.gen.sheets import Cell, Generation, Sheet
from tests.gen.fake import FakeGen

CORE = {
    "default_user_voice": {"voice_id": "v1"},
    "linked_accounts": [{"id": 42, "url": "https://tiktok.com/@s", "platform": "tiktok"}],
}
MP4 = "https://cdn.gen.pro/outputs/render_1.mp4"


def idea(id: str, title: str = "The $2 taco at 2am", **more: object) -> Idea:
    words = {
        "hook": f"Nobody believes {title}.",
        "full_script": f"0-3 s: {title}. 3-11 s: the salsa.",
        "description": f"{title} #streetfood",
        "video_type": "Montage",
        "video_type_id": 3,
        "estimated_duration": 11,
        "aspect_ratio": "9:16",
    }
    return Idea.model_validate({"id": id, "title": title, **words, **more})


def completed(*ideas: Idea, said: str = "Here they are.") -> Run:
    told = {"type": "ideas", "ideas": [one.model_dump(mode="json") for one in ideas]}
    message = RunMessage(role="assistant", content=said, data=told)
    return Run(run_id="r1", conversation_id="c1", status="completed", messages=[message])


RUNNING = Run(run_id="r1", conversation_id="c1", status="running")

SHEET = Sheet.model_validate({
    "id": 7,
    "spreadsheet_columns": [
        {"id": 1, "title": "Hook", "type": "text", "role": "ingredient", "position": 0},
        {"id": 2, "title": "Script", "type": "text", "role": "ingredient", "position": 1},
        {"id": 3, "title": "VIDEO", "type": "video", "role": "video", "position": 2},
        {"id": 4, "title": "FINAL VIDEO", "type": "video", "role": "final_video", "position": 3},
    ],
    "spreadsheet_rows": [{
        "id": 70,
        "spreadsheet_cells": [
            {"id": 71, "column_id": 1},
            {"id": 72, "column_id": 2},
            {"id": 73, "column_id": 3, "video_layers": [
                {"id": 81, "name": "Background", "type": "video", "position": 0,
                 "additional_attributes": {"creation_card": {
                     "generation_type": "video_from_text", "data": {"model": "veo_3_fast"}}}},
                {"id": 82, "name": "Voice", "type": "audio", "position": 1},
                {"id": 83, "name": "Captions", "type": "captions", "position": 2},
            ]},
            {"id": 74, "column_id": 4},
        ],
    }],
})  # fmt: skip


def made(generation: str) -> Generation:
    url = MP4 if generation == "g4" else f"https://cdn.gen.pro/outputs/{generation}.mp4"
    return Generation.model_validate({
        "id": generation, "status": "completed", "execution_cost": 10,
        "output_resources": [{"id": f"res-{generation}", "url": url, "object_type": "video"}],
    })  # fmt: skip


def all_goes_well(gen: FakeGen, *ideas: Idea) -> None:
    """A GEN on a good day: generations are named g1, g2, … in the order they are asked for."""
    begun: list[str] = []

    def accept(call: object) -> Accepted:
        begun.append(f"g{len(begun) + 1}")
        return Accepted(generation_id=begun[-1])

    gen.will(StartRun, RunStarted(run_id="r1", conversation_id="c1"))
    gen.will(GetRun, completed(*ideas))
    gen.will(ListIdeas, list(ideas))
    gen.will(SetIdeaStatus, idea("any"))
    gen.will(UpdateConversation, Conversation(id="c1"))
    gen.will(ListTemplates, [Template(slug="tiktok-montage", title="Montage", tags=["montage"])])
    gen.will(ListAgents, [Agent(id="agent-santiago", name="Santiago")])
    gen.will(GetAgentCore, AgentCore.model_validate(CORE))
    gen.will(CloneTemplate, SHEET)
    gen.will(GetSheet, SHEET)
    gen.will(UpdateCell, Cell(id="71"))
    gen.will(GenerateCell, accept)
    gen.will(GenerateLayer, accept)
    gen.will(Render, accept)
    gen.will(GetGeneration, lambda call: made(call.generation_id))
    gen.will(Publish, UserJobCreated(user_job_id="j1"))
    gen.will(GetUserJob, UserJob(status="completed", result={"post_id": "7300000000000000001"}))
