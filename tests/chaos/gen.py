"""The pretend GEN: real state, charges, durations, idempotency keys, and no memory of genbot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from genbot.gen import (
    conversations,
    convert,
    edit,
    export,
    ideas,
    jobs,
    keys,
    setup,
    sheets,
    voices,
)
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import Invalid, NotFound, OutOfCredits
from tests.chaos.door import GenDoor
from tests.gen.answers import CORE as OUR_CORE
from tests.gen.answers import SHEET, idea

if TYPE_CHECKING:
    from tests.chaos.life import Life
    from tests.chaos.world import World

COST = 10.0
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"0" * 40
KEYS_LAST = 24 * 3600.0


@dataclass
class Work:
    """Something under way at GEN: a run, a generation, a post."""

    id: str
    what: str
    began: float
    ends: float
    about: dict[str, Any] = field(default_factory=dict)
    status: str = ""  # set once it was stopped or failed

    def at(self, now: float) -> str:
        return self.status or ("completed" if now >= self.ends else "processing")


class GenWorld:
    """What GEN keeps; it survives genbot's crashes."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.runs: dict[str, Work] = {}
        self.ideas: dict[str, ideas.Idea] = {}
        self.sheets: dict[str, list[Work]] = {}
        self.generations: dict[str, Work] = {}
        self.posts: dict[str, Work] = {}
        self.cells: dict[str, str] = {}
        self.shown: dict[str, str] = {}  # by place, the take somebody chose
        self.files: dict[str, list[tuple[float, str]]] = {}  # what was put there since, and when
        self.keys: dict[str, tuple[float, Any]] = {}
        self.charges: list[tuple[str, str]] = []  # what for, under which key
        self.refuse_credits = 0
        self.left: float | None = None  # credits; None: more than anybody needs, and nobody is told
        self.linked = True  # whether the agent has its TikTok account
        self.account, self._accounts = "@s", 1  # what that is called, and how many there were
        self.fail_next = 0
        self.ask_permission = 0
        self.fail_post = 0
        self.troubled = False  # it failed or refused something on purpose
        self.calls: list[tuple[float, int, str]] = []
        self.holds: list[tuple[float, int, str, float]] = []

    def door(self, life: "Life") -> "GenDoor":
        return GenDoor(self, life)

    def lasts(self, median: float) -> float:
        return median * self.world.rng.lognormvariate(0.0, 0.4)

    def do(self, call: Endpoint[Any], key: str | None) -> Any:
        """What GEN does with a request that arrived."""
        known = self.keys.get(key) if key and call.charged else None
        if known and self.world.now() - known[0] < KEYS_LAST:
            self.world.note("gen", "answered again", call=type(call).__name__, key=key)
            return known[1]
        answer = DOES[type(call)](self, call, key)
        if key and call.charged:
            self.keys[key] = (self.world.now(), answer)
        return answer

    def charge(self, what: str, key: str | None) -> None:
        if self.refuse_credits:
            self.refuse_credits -= 1
            self.troubled = True
            raise OutOfCredits("insufficient_credits_for_job", 422, "Not enough credits")
        if self.left is not None:
            if self.left < COST:
                self.troubled = True
                raise OutOfCredits("insufficient_credits_for_job", 422, "Not enough credits")
            self.left -= COST
        self.charges.append((what, key or ""))
        self.world.note("gen", "charged", what=what, key=key)

    # --- ideas

    def start_run(self, call: ideas.StartRun, key: str | None) -> jobs.RunStarted:
        self.charge(f"run: {call.message}", key)
        now = self.world.now()
        id = f"r{len(self.runs) + 1}"
        talk = call.conversation_id or f"c{id}"
        about = {"message": call.message, "conversation": talk, "ideas": []}
        work = self.runs[id] = Work(id, "run", now, now + self.lasts(40), about)
        if self.ask_permission:
            self.ask_permission -= 1
            work.status = "awaiting_approval"
        return jobs.RunStarted(run_id=id, conversation_id=talk)

    def get_run(self, call: ideas.GetRun, key: str | None) -> ideas.Run:
        work = _known(self.runs, call.run_id)
        if work.at(self.world.now()) == "completed" and not work.about["ideas"]:
            self._think(work)
        return self._run(work)

    def _run(self, work: Work) -> ideas.Run:
        status = work.at(self.world.now())
        found = [self.ideas[id] for id in work.about["ideas"]]
        told = {"type": "ideas", "ideas": [one.model_dump(mode="json") for one in found]}
        words = ideas.RunMessage(role="assistant", content="Here they are.", data=told)
        status = "running" if status == "processing" else status
        talk = work.about["conversation"]
        messages = [words] if status == "completed" else []
        return ideas.Run(run_id=work.id, conversation_id=talk, status=status, messages=messages)

    def _think(self, work: Work) -> None:
        """A refinement keeps the titles, so that each idea can be told apart."""
        message = str(work.about["message"])
        count = int(message.split()[1]) if message.split()[1].isdecimal() else 1
        words = message.rpartition("about ")[2] or message
        for _ in range(min(count, 5)):
            id = f"i{len(self.ideas) + 1}"
            title = f"{words[:30]} {id} & <!channel>"
            self.ideas[id] = idea(id, title)
            work.about["ideas"].append(id)

    def runs_of(self, call: ideas.ListConversationRuns, key: str | None) -> list[ideas.Run]:
        return [
            self._run(run) for run in self.runs.values() if run.about["conversation"] == call.id
        ]

    def approve_run(self, call: ideas.ApproveRun, key: str | None) -> ideas.Run:
        work = _known(self.runs, call.run_id)
        if work.status != "awaiting_approval":
            raise Invalid("not_awaiting", 422, "It awaits nothing")
        self.world.note("gen", "permitted" if call.approved else "forbidden", run=work.id)
        work.status = "" if call.approved else "failed"
        work.ends = self.world.now() + self.lasts(20)
        return self._run(work)

    def set_status(self, call: ideas.SetIdeaStatus, key: str | None) -> ideas.Idea:
        self.ideas[call.id] = _known(self.ideas, call.id).model_copy(update={"status": call.status})
        self.world.note("gen", "idea status", idea=call.id, status=call.status)
        return self.ideas[call.id]

    def purses(self, call: setup.ListOrganizations, key: str | None) -> list[setup.Organization]:
        told = {} if self.left is None else {"available_credit": {"generic": self.left}}
        return [setup.Organization.model_validate({"id": "org-1", **told})]

    # --- videos

    def clone(self, call: convert.CloneTemplate, key: str | None) -> sheets.Sheet:
        id = str(100 + len(self.sheets))
        self.sheets[id] = []
        self.world.note("gen", "cloned", sheet=id)
        return SHEET.model_copy(update={"id": id})

    def write(self, call: edit.UpdateCell, key: str | None) -> sheets.Cell:
        self.cells[f"{call.sheet_id}/{call.cell_id}"] = call.value
        return sheets.Cell(id=call.cell_id, value=call.value)

    def generate(self, call: Any, key: str | None) -> jobs.Accepted:
        place = f"{call.sheet_id}/{call.cell_id}/{getattr(call, 'layer_id', '')}"
        what = getattr(call, "generation_type", "render")
        self.charge(f"{what}: {place}", key)
        now, id = self.world.now(), f"g{len(self.generations) + 1}"
        work = Work(id, what, now, now + self.lasts(45), {"place": place, "key": key})
        if self.fail_next:
            self.fail_next -= 1
            self.troubled = True
            work.status = "failed"
        self.generations[id] = work
        self.sheets[call.sheet_id].append(work)
        return jobs.Accepted(generation_id=id)

    def generation(self, call: edit.GetGeneration, key: str | None) -> sheets.Generation:
        return self._made(_known(self.generations, call.generation_id))

    def _made(self, work: Work) -> sheets.Generation:
        status = work.at(self.world.now())
        made: dict[str, Any] = {"id": work.id, "status": status}
        if status == "completed":
            made |= {"execution_cost": COST}
            made |= {"output_resources": [{"id": f"res-{work.id}", "url": _url(work.id)}]}
        return sheets.Generation.model_validate(made)

    def place(self, call: Any, key: str | None) -> Any:
        """A cell or a layer with what was generated for it."""
        layer = getattr(call, "layer_id", "")
        where = f"{call.sheet_id}/{call.cell_id}/{layer}"
        found = [one for one in self.sheets[call.sheet_id] if one.about["place"] == where]
        jobs_there = [self._made(one) for one in found]
        kind = sheets.Layer if layer else sheets.Cell
        return kind(id=layer or call.cell_id, user_jobs=jobs_there)

    def sheet(self, call: convert.GetSheet, key: str | None) -> sheets.Sheet:
        """All of it, with every take its layers have."""
        told = SHEET.model_dump(mode="json") | {"id": call.sheet_id}
        for cell in told["spreadsheet_rows"][0]["spreadsheet_cells"]:
            for layer in cell["video_layers"]:
                place = f"{call.sheet_id}/{cell['id']}/{layer['id']}"
                there = [one for one in self.sheets[call.sheet_id] if one.about["place"] == place]
                layer["user_jobs"] = [self._made(one).model_dump(mode="json") for one in there]
                shown = self.shown.get(place) or (there[-1].id if there else "")
                layer["default_user_job"] = next(
                    (one for one in layer["user_jobs"] if one["id"] == shown), None
                )
        return sheets.Sheet.model_validate(told)

    def show(self, call: edit.SetDefaultUserJob, key: str | None) -> None:
        work = _known(self.generations, call.user_job_id)
        self.shown[work.about["place"]] = work.id
        self.world.note("gen", "shows", generation=work.id)

    def stop(self, call: edit.StopGeneration, key: str | None) -> jobs.Accepted:
        work = _known(self.generations, call.generation_id)
        if work.at(self.world.now()) == "completed":
            raise Invalid("already_over", 422, "It is over")
        work.status = "stopped"
        self.world.note("gen", "stopped", generation=work.id)
        return jobs.Accepted(generation_id=work.id)

    def go_on(self, call: edit.ContinueGeneration, key: str | None) -> jobs.Accepted:
        work = _known(self.generations, call.generation_id)
        if work.status != "stopped":
            raise Invalid("not_stopped", 422, "It was not stopped")
        work.status, work.ends = "", self.world.now() + self.lasts(30)
        self.world.note("gen", "continued", generation=work.id)
        return jobs.Accepted(generation_id=work.id)

    # --- posts

    def unlink(self) -> None:
        """The agent has no account any more."""
        self.linked = False
        self.world.note("gen", "unlinked")

    def link(self) -> None:
        self.linked = True
        self.world.note("gen", "linked")

    def another_account(self) -> None:
        """The agent posts to another account from now on, which nobody here has ever heard of."""
        self._accounts += 1
        self.linked, self.account = True, f"@s{self._accounts}"
        self.world.note("gen", "another account", account=self.account)

    def core(self, call: setup.GetAgentCore, key: str | None) -> setup.AgentCore:
        there = {"id": 42, "url": f"https://tiktok.com/{self.account}", "platform": "tiktok"}
        if self.linked:
            self.world.note("gen", "told its account", account=self.account)
        return setup.AgentCore.model_validate(
            {**OUR_CORE, "linked_accounts": [there] if self.linked else []}
        )

    def file(self, url: str, at: float = float("inf")) -> bytes:
        """What is at an address, or was then."""
        put = [what for when, what in self.files.get(url, []) if when <= at]
        return MP4 + (put[-1] if put else url).encode()

    def exchange(self, which: int = -1) -> None:
        """Somebody puts another file where something made is: where the newest is."""
        url = _url(list(self.generations)[which])
        self.files.setdefault(url, []).append((self.world.now(), f"{url} another"))
        self.world.fault("a file exchanged", url)

    def publish(self, call: export.Publish, key: str | None) -> jobs.UserJobCreated:
        if not self.linked:
            self.world.note("gen", "refused", media=call.data.media_url)
            raise Invalid("no_account", 422, "There is no account to post from")
        id, now = f"p{len(self.posts) + 1}", self.world.now()
        about = {"media": call.data.media_url, "caption": call.data.description}
        about["account"] = self.account
        about["file"] = sha256(self.file(str(call.data.media_url))).hexdigest()
        due = call.data.scheduled_time
        about["due"] = due.timestamp() if due else now
        ends = (due.timestamp() if due else now) + self.lasts(15)
        self.posts[id] = Work(id, "post", now, ends, about)
        if self.fail_post:
            self.fail_post -= 1
            self.troubled, self.posts[id].status = True, "failed"
            self.world.note("gen", "took and failed it", job=id, **about)
        else:
            self.world.note("gen", "PUBLISHED", job=id, **about)
        return jobs.UserJobCreated(user_job_id=id)

    def post(self, call: jobs.GetUserJob, key: str | None) -> jobs.UserJob:
        work = _known(self.posts, call.id)
        status = work.at(self.world.now())
        result = {"post_id": f"73{work.id}"} if status == "completed" else None
        why = "TikTok refused it" if status == "failed" else None
        return jobs.UserJob(id=work.id, status=status, result=result, failed_reason=why)


def _url(id: str) -> str:
    return f"https://cdn.gen.pro/outputs/{id}.mp4"


def _known(things: dict[str, Any], id: str) -> Any:
    if id not in things:
        raise NotFound("not_found", 404, "There is no such thing")
    return things[id]


Does = Callable[[GenWorld, Any, str | None], Any]
MONTAGE = convert.Template(slug="tiktok-montage", title="Montage", tags=["montage"])
VOICE = setup.Voice(voice_id="v1", name="Mateo", source="public")
AGENTS = [setup.Agent(id="agent-santiago", name="Santiago")]
DOES: dict[Any, Does] = {
    ideas.StartRun: GenWorld.start_run,
    ideas.GetRun: GenWorld.get_run,
    ideas.ListConversationRuns: GenWorld.runs_of,
    ideas.ApproveRun: GenWorld.approve_run,
    ideas.SetIdeaStatus: GenWorld.set_status,
    conversations.UpdateConversation: lambda gen, call, key: conversations.Conversation(id=call.id),
    ideas.ListIdeas: lambda gen, call, key: list(gen.ideas.values()),
    convert.ListTemplates: lambda gen, call, key: [MONTAGE],
    convert.CloneTemplate: GenWorld.clone,
    convert.GetSheet: GenWorld.sheet,
    edit.SetDefaultUserJob: GenWorld.show,
    voices.ListAgentVoices: lambda gen, call, key: [VOICE],
    setup.GetAgentCore: GenWorld.core,
    setup.ListOrganizations: GenWorld.purses,
    keys.ListApiKeys: lambda gen, call, key: [],
    setup.ListAgents: lambda gen, call, key: AGENTS,
    edit.UpdateCell: GenWorld.write,
    edit.GenerateCell: GenWorld.generate,
    edit.GenerateLayer: GenWorld.generate,
    export.Render: GenWorld.generate,
    edit.GetGeneration: GenWorld.generation,
    edit.GetCell: GenWorld.place,
    edit.GetLayer: GenWorld.place,
    edit.StopGeneration: GenWorld.stop,
    edit.ContinueGeneration: GenWorld.go_on,
    export.Publish: GenWorld.publish,
    jobs.GetUserJob: GenWorld.post,
}
