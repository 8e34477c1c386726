"""A video that waits for its review, looked at again: what stands against it is not all its own."""

from dataclasses import replace

from genbot.domain.errors import NotNow
from genbot.domain.preflight import Accounts, Known
from genbot.domain.productions import Production, Stage
from genbot.flows import steps
from genbot.flows.banners import here
from genbot.store import Transaction


def look_again(
    tx: Transaction, id: str, told: Known | None = None, *, asked: bool = False
) -> Production:
    """Show anew what stands for and against it, with its agent's accounts as GEN tells them now; what
    GEN does not tell stays as it was last told. Raises NotNow where somebody asked for just that and it
    is not in review any more."""
    production = tx.productions.get(id)
    if production.stage is not Stage.REVIEW:
        if asked:
            raise NotNow("This video is not in review any more. Its card says how it stands now.")
        return production
    if told is not None:
        production = replace(production, accounts=Accounts(told, tx.now))
    production = tx.productions.save(here(tx, production))
    tx.show(steps.moved(tx, production, "looked at again"))
    return production
