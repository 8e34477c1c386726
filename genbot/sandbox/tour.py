"""The demo's long story: everything a team does with GEN from Slack, phase by phase."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.person import Person
from genbot.sandbox.reading import Payload
from genbot.sandbox.stage import CHANNEL
from genbot.sandbox.story import Story, name_of

MEDIA = Path(__file__).parent / "media"
CLIP, FACE = "griddle.mp4", "santiago.jpg"
RULE = "no questions in the hook"
QUESTION = "what performed best last week?"
TOPIC = "late-night tacos"
OWN = "The 2 a.m. verdict"

# What these people certainly have done at GEN when all went well, phase by phase.
DONE = {
    "setup": (
        "PATCH /v1/agents/{agent_id}/core",
        "POST /v1/agents/{agent_id}/avatars",
        "GET /v1/agents/{agent_id}/voice/library",
        "POST /v1/agents/{agent_id}/voice/{voice_id}/preview",
        "GET /v1/organizations",
    ),
    "ideas": (
        "POST /v1/agent/run",
        "POST /v1/research",
        "PUT /v1/agent/ideas/{id}/status/{status}",
    ),
    "convert": ("GET /v1/templates/projects", "POST /v1/templates/spreadsheets/{slug}/clone"),
    "edit": (
        "POST /v1/direct_upload",
        "POST /v1/content_resources",
        "PATCH /v1/autocontentengine/{sheet_id}/cells/{cell_id}",
        "POST /v1/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}/generate",
        "GET /v1/generations/{generation_id}",
    ),
    "export": (
        "POST /v1/autocontentengine/{sheet_id}/cells/{cell_id}/render",
        "POST /v1/user_jobs",
    ),
}


class Tour(Story):
    """Every phase of GEN, touched by people in Slack."""

    title = "all of GEN, from Slack"

    def chapters(self) -> Sequence[Callable[[], Any]]:
        return (
            *(self.meet, self.agent, self.voices, self.talk, self.files, self.ideas),
            *(self.research, self.monitor, self.templates, self.make, self.studio, self.publish),
            *(self.hear, self.credits),
        )

    async def agent(self) -> None:
        self.narrator.chapter("Phase 1: who the agent is")
        view = await self._window(self.maya, "/gen agents", "Who it is")
        self.tell("Maya", "looks at the agents")
        await self.maya.presses("Who it is", on=view)
        await self.maya.presses("Edit who it is", on=await self.maya.form("Own accounts"))
        words = "streetfood\ntacotok\nbirria"
        told = {"Description": "Finds the salsa nobody talks about.", "Keywords": words}
        await self.accepted(self.maya, **told)
        card = await self._done("Description, Keywords")
        self.tell("Maya", "changes what the agent is, and only that is sent", card)
        await self._window(self.maya, "/gen avatars", "Add a picture")
        face = await self.maya.brings(FACE, (MEDIA / "rose.jpg").read_bytes())
        await self.accepted(self.maya, **{"Add a picture": [face]})
        self.tell("Maya", "gives it a new picture", await self._done("New picture"))

    async def voices(self) -> None:
        view = await self._window(self.maya, "/gen voices", "Hear it")
        self.tell("Maya", "looks at the voices")
        await self.maya.presses("Hear it", on=view)
        await self.accepted(self.maya, **{"What should it say": "Two tacos, no lime."})
        card = await self._sees_card("Hear", "The sound is in the thread")
        sound = await self.maya.sees(channel=CHANNEL, thread=card["ts"], file=True)
        heard = [str(sound["files"][0]["name"])]
        self.tell("genbot", "brings the sound into the thread", card, heard)
        await self.maya.presses("Make it the default", on=card)
        await self.maya.form("from now on")
        await self.accepted(self.maya)
        self.tell("Maya", "makes it the agent's own", await self._done("Voice of"))

    async def talk(self) -> None:
        self.narrator.chapter("Phase 2: rules, questions, ideas")
        await self.maya.types(f"/gen remember {RULE}", channel=CHANNEL)
        kept = await self._sees_card(f"Remember: {RULE}", "I will remember")
        self.tell("Maya", "gives the agent a rule to keep", kept)
        await self.maya.types(f"/gen ask {QUESTION}", channel=CHANNEL)
        self.tell("Maya", f"asks: {QUESTION}")
        answer = await self._sees_card(QUESTION, "Ask me for ideas")
        self.tell("genbot", "answers where it was asked", answer)

    async def files(self) -> None:
        clip = await self.maya.brings(CLIP, (MEDIA / "ember.mp4").read_bytes(), channel=CHANNEL)
        self.tell("Maya", f"drops {CLIP} into {CHANNEL}")
        await self.maya.picks("save_to_gen", on=clip)
        await self.maya.form("Which folder")
        await self.accepted(self.maya)
        saved = await self._done(f"Save to GEN: {CLIP}")
        self.tell("Maya", "saves it to the agent's library, from the message's menu", saved)
        await self.maya.picks("make_ideas", on=clip)
        await self.accepted(self.maya, **{"What about": TOPIC})
        self._request = await self._sees_card(f"ideas about {TOPIC}", f"With {CLIP}")
        self.tell("Maya", "asks for ideas and gives the file along", self._request)

    async def ideas(self) -> None:
        self.now("five idea cards arrive")
        self._cards = await self.maya.until("five idea cards in the thread", self._five_cards)
        names = [f"“{name_of(card)}”" for card in self._cards]
        self.tell("genbot", "brings five ideas into the thread", lines=names)
        first = self._cards[0]
        await self._sees_decided(self.pablo, "Approve", first, "Approved")
        self.tell("Pablo", f"approves “{name_of(first)}”")
        self._approved = [name_of(first)]

    async def research(self) -> None:
        await self._window(self.maya, f"/gen research {TOPIC} quick", "credits")
        await self.accepted(self.maya)
        self.tell("Maya", "has something found out; the price came first")
        card = await self._done(f"Research: {TOPIC}")
        found = await self.maya.sees(TOPIC, channel=CHANNEL, thread=card["ts"])
        self.tell("genbot", "tells in the thread what was found, with sources", found)

    async def monitor(self) -> None:
        await self._window(self.maya, "/gen monitor #latenighttacos on instagram max 10", "at most")
        await self.accepted(self.maya)
        self.tell("Maya", "has other people's posts read; the price came first")
        card = await self._sees_card("#latenighttacos on Instagram", "posts read")
        self.tell("genbot", "says what was read", card)

    async def templates(self) -> None:
        self.narrator.chapter("Phase 3: templates")
        view = await self._window(self.maya, "/gen templates montage", "Made with it lately")
        await self.maya.presses("Default for", on=view)
        await self.maya.form("Take it for")
        await self.accepted(self.maya)
        self.tell("Maya", "takes a template as this channel's default")
        view = await self._window(self.pablo, "/gen templates montage", "Made with it lately")
        await self.pablo.presses("Make a video", on=view)
        script = "0-3 s: sizzle. 3-9 s: the verdict."
        words = {"What is it called": OWN, "Hook": "Nobody believes it.", "Script": script}
        await self.accepted(self.pablo, **words)
        self.tell("Pablo", f"makes up a video of his own from it: “{OWN}”")
        self._approved.append(OWN)

    async def studio(self) -> None:
        self.narrator.chapter("Phase 4: the studio")
        board = await self._parts("Ready to watch")
        self.tell("Pablo", "opens the parts of the first video")
        await self.pablo.presses("Edit texts", on=board)
        title = await self.pablo.until("texts to edit", lambda: _first_field(self.pablo))
        await self.accepted(self.pablo, **{title: "Nobody believes the second taco."})
        await self._beneath("Edit", "Done")
        self.tell("Pablo", f"writes another line into “{title}”")
        await self._anew("Clip 1", await self._parts("1 change"))
        self.now("Render again")
        changed = await self._beneath("2 changes", button="Publish now")
        await self.pablo.presses("Render again", on=changed)
        await self._beneath("Version 2 is ready to watch", button="Publish now")
        self.tell("Pablo", "has it rendered again: version 2 asks for an approval of its own")

    async def _parts(self, words: str) -> Payload:
        """The parts of the first video, opened from its review card as it is now."""
        self.now("the studio opens")
        await self.pablo.presses("Studio", on=await self._beneath(words, button="Publish now"))
        return await self.pablo.form("Edit texts", "Layers")

    async def _anew(self, part: str, board: Payload) -> None:
        """Have one part made anew, as it was made."""
        self.now(f"“{part}” is made anew")
        opens = [one for one in reading.buttons(board) if part in one.value]
        await self.pablo.act("press", view_id=board["id"], **opens[0].press)
        await self.pablo.presses("Make anew", on=await self.pablo.form("Make anew"))
        await self.pablo.form("Made as")
        await self.accepted(self.pablo)
        made = await self._beneath(part, "Done")
        self.tell("Pablo", f"has “{part}” made anew", made)

    async def _beneath(self, *words: str, button: str = "") -> Payload:
        """In the thread of the first video."""
        thread = str(self._videos[0]["ts"])
        return await self.pablo.sees(*words, channel=CHANNEL, thread=thread, button=button)

    async def credits(self) -> None:
        self.narrator.chapter("What it cost")
        await self.maya.types("/gen credits", channel=CHANNEL)
        self.tell("Maya", "asks what is left", await self._sees_card("credits left"))

    async def _window(self, who: Person, line: str, *words: str) -> Payload:
        """Type this, and have the window open that it leads to."""
        self.now(line)
        await who.types(line, channel=CHANNEL)
        return await who.form(*words)

    async def _sees_card(self, *words: str) -> Payload:
        self.now(f"“{words[0]}” in the channel")
        return await self.maya.sees(*words, channel=CHANNEL)

    async def _done(self, title: str) -> Payload:
        return await self._sees_card(title, "Done")

    # How it went.

    def summary(self, state: Payload) -> dict[str, Any]:
        """The journey's figures, and how much of each phase was called, by GEN's own record."""
        phases = {
            phase: {"operations": len(told["calls"]), **told}
            for phase, told in state["phases"].items()
        }
        missing = [
            call for phase, calls in DONE.items() for call in calls
            if call not in phases[phase]["calls"]
        ]  # fmt: skip
        return {**super().summary(state), "phases": phases, "missing": missing}

    def good(self, summary: dict[str, Any]) -> bool:
        """Both videos were published, once, and no phase was left out."""
        once = {summary["published"], summary["publish_calls"]} == {2}
        return once and not summary["missing"] and self.heard(summary)


def _first_field(who: Person) -> str | None:
    """What the first input of their window is called, once it has any."""
    drawn = reading.fields(who.view) if who.view else []
    return drawn[0].label if drawn else None
