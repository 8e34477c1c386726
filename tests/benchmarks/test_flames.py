"""Where time goes is seen in the process itself, and drawn to scale."""

import threading
from xml.etree import ElementTree as ET

from benchmarks.flames import draw
from benchmarks.found import Flame
from benchmarks.journey.sampled import Sampler

STACKS = {"the loop;watches.watcher <Watcher>;httpx": 3.0, "the loop": 1.0, "thread writer;store.store Store._run": 4.0}  # fmt: skip
WORTH_SEEING = 0.1  # seconds of the processor


def test_a_thread_that_works_is_seen_with_what_it_costs():
    sampler, enough, over = Sampler(), threading.Event(), threading.Event()

    def count():
        while not enough.is_set():
            sum(range(1000))

    def spent(name: str) -> float:
        costs = dict(sampler.stacks).items()
        return sum(cost for stack, cost in costs if stack.startswith(f"thread {name};"))

    busy = threading.Thread(target=count, name="genbot-counter_0")
    idle = threading.Thread(target=over.wait, name="genbot-idler_0")
    idle.start()
    busy.start()
    sampler.start()
    while spent("counter") < WORTH_SEEING:
        pass
    enough.set()
    sampler.stop()
    over.set()

    assert spent("idler") < WORTH_SEEING / 10, "beginning to wait is all that it did"


def test_a_box_is_as_wide_as_its_share(tmp_path):
    draw(Flame("journey", "Where it goes", "", STACKS), tmp_path / "it.svg")

    drawn = ET.parse(tmp_path / "it.svg")  # noqa: S314  our own
    boxes = {
        group[0].text: float(group[1].get("width", ""))
        for group in drawn.iter("{http://www.w3.org/2000/svg}g")
    }
    assert set(boxes) == {
        "all: 100.0 %", "the loop: 50.0 %", "watches.watcher <Watcher>: 37.5 %", "httpx: 37.5 %",
        "thread writer: 50.0 %", "store.store Store._run: 50.0 %",
    }  # fmt: skip
    assert boxes["the loop: 50.0 %"] == boxes["thread writer: 50.0 %"]
    assert abs(boxes["all: 100.0 %"] - 2 * boxes["the loop: 50.0 %"]) < 1.5
