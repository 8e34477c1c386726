"""The bot itself, with its commits counted, and without waiting for the pace that Slack asks for; its
stacks are looked at where somebody wants to know."""

import atexit
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.journey.sampled import Sampler
from genbot.cli import main
from genbot.slack import pacer
from genbot.store.store import Store

AT_ONCE = 100_000
commit = Store._commit  # noqa: SLF001  nobody else needs it counted
commits = 0


def counted(store: Store, group: list[Any]) -> None:
    global commits  # noqa: PLW0603  of this process
    conn = store._writing  # noqa: SLF001
    before = conn.total_changes
    commit(store, group)
    commits += conn.total_changes > before


if __name__ == "__main__":
    Store._commit = counted  # type: ignore[assignment,method-assign]  # noqa: SLF001
    pacer.RATES.update({name: replace(rate, burst=AT_ONCE) for name, rate in pacer.RATES.items()})
    atexit.register(lambda: Path(os.environ["BENCH_COMMITS"]).write_text(str(commits), "utf-8"))
    if "BENCH_STACKS" in os.environ:
        stacks, sampler = Path(os.environ["BENCH_STACKS"]), Sampler()
        sampler.start()
        atexit.register(lambda: stacks.write_text(json.dumps(sampler.stop()), "utf-8"))
    main(prog_name="genbot")
