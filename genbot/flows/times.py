"""How long the steps of a production usually take, and the whole way from idea to video."""

from genbot.domain.pace import Lognormal, Usual, together
from genbot.domain.prices import part_of
from genbot.domain.productions import Production, Task
from genbot.store import Transaction

CLIPS = ("video_from_text", "video_from_image", "video_from_ingredients")
USUAL: dict[str, Lognormal] = {
    "clone": Lognormal(2.0, 0.5),
    "fill": Lognormal(1.0, 0.5),
    "text": Lognormal(5.0, 0.6),
    "image_from_text": Lognormal(15.0, 0.5),
    **dict.fromkeys(CLIPS, Lognormal(90.0, 0.5)),
    "speech_from_text": Lognormal(12.0, 0.5),
    "lipsync": Lognormal(60.0, 0.5),
    "captions": Lognormal(15.0, 0.5),
    "media": Lognormal(2.0, 0.5),
    "render": Lognormal(45.0, 0.5),
}
"""Before we have any history of our own: NOTES say poll every 2 to 3 s, no durations are published."""

UNKNOWN = Lognormal(30.0, 0.8)


def step(production: Production, task: Task) -> str:
    """What its history is kept by: what it is, of clips the model and how long they are, and last
    the template, because a long video renders for longer."""
    return "/".join(filter(None, (part_of(task), production.template.replace("/", "_"))))


def usual(tx: Transaction, step: str) -> Usual:
    """How long such a step takes, as far as we know."""
    prior = USUAL.get(step.partition("/")[0], UNKNOWN)
    return tx.durations.usual(step, prior, tx.now)


def expected(tx: Transaction, production: Production) -> tuple[float, float]:
    """How long the whole way usually takes, from its beginning, in seconds."""

    def longest(tasks: list[Task]) -> list[Usual]:
        times = (usual(tx, step(production, task)) for task in tasks)
        return sorted(times, key=lambda time: time.median)[-1:]

    first = [task for task in production.tasks if not task.needs]
    then = [task for task in production.tasks if task.needs]
    parts = longest(first) + longest(then) if production.tasks else [usual(tx, "video_from_text")]
    last = step(production, production.render) if production.render else "render"
    early, late = together([usual(tx, "clone"), usual(tx, "fill"), *parts, usual(tx, last)])
    return early, late
