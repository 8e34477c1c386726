"""What the log hears of a watch: one line for each thing that GEN took, ended or refused."""

import logging
from typing import Any

from genbot.domain.watches import Watch
from genbot.gen.errors import GenError
from genbot.watches.kind import Begun, Done, Failed

log = logging.getLogger(__name__)


def answered(watch: Watch, answer: Begun | Done[Any]) -> None:
    job = {"job": answer.job} if isinstance(answer, Begun) else {}
    log.info("GEN took %s", watch.kind, extra={"about": watch.subject, **job})


def looked(watch: Watch, found: object) -> None:
    """Looks that find nothing new are no line."""
    if isinstance(found, Done):
        log.info("GEN ended %s", watch.kind, extra={"about": watch.subject})
    elif isinstance(found, Failed):
        log.warning("GEN failed at %s: %s", watch.kind, found.reason, extra=_about(watch))


def held_back(watch: Watch, why: object) -> None:
    """By a look of ours before it was asked; what only has to wait is no line."""
    if isinstance(why, Failed):
        log.warning("%s is not asked for: %s", watch.kind, why.reason, extra=_about(watch))


def refused(watch: Watch, error: GenError) -> None:
    log.warning("GEN refuses %s: %s", watch.kind, error, extra=_about(watch))


def unclear(watch: Watch, error: BaseException, *, repeatable: bool) -> None:
    """What may be asked again is asked again, and the outage has its own line."""
    level = logging.DEBUG if repeatable else logging.WARNING
    said = str(error) or repr(error)
    log.log(level, "nobody knows whether GEN took %s: %s", watch.kind, said, extra=_about(watch))


def _about(watch: Watch) -> dict[str, str]:
    return {"about": watch.subject}
