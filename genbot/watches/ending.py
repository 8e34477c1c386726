"""How a watch ends without GEN telling an end: what may be out is in doubt, the rest is lost or failed."""

from typing import Any

from genbot.domain.watches import Phase, Watch
from genbot.gen.errors import GenError
from genbot.store import Transaction
from genbot.watches.kind import Failed, WatchKind, said


def lost_sight(
    tx: Transaction,
    kind: WatchKind[Any, Any],
    watch: Watch,
    why: GenError | Failed,
    *,
    seen: bool = False,
) -> bool:
    """Stop watching, and let the thing it was about say so; False when somebody else did before.

    In doubt is what may be out; lost is what GEN has or may have, unless it is `seen` not to end.
    """
    if not tx.watches.drop(watch.kind, watch.subject):
        return False
    tx.wished = True
    if watch.phase is Phase.WAITING and kind.unseen_is_doubt:
        kind.unsure(tx, watch.subject, said(why))
    elif not seen and (watch.phase is Phase.WAITING or watch.doubtful):
        kind.lost(tx, watch.subject, why)
    else:
        kind.fail(tx, watch.subject, why)
    return True
