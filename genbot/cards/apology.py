"""What a person reads when something outside went wrong, or when we are the ones who broke."""

# By the name of the error, because this room does not know GEN's client.
SORRY = {
    "Unclear": "GEN did not answer clearly. Nothing you did is lost. Please try again in a minute.",
    "NotSent": "GEN cannot be reached right now. Nothing is lost. Please try again in a minute.",
    "NotAllowed": (
        "GEN does not accept my key for this. Nothing was changed. "
        "Please ask whoever installed me to run `genbot doctor`."
    ),
    "OutOfCredits": (
        "GEN has no credits left for this. Nothing is lost. Top up at gen.pro, then try again."
    ),
    "NotFound": "GEN does not have this any more. Nothing was changed. Please look at it in GEN.",
    "Invalid": (
        "GEN cannot do this with what it was given. Nothing was changed. "
        "Please change it and try again."
    ),
    "SlowDown": "GEN asks me to slow down. Nothing is lost. Please try again in a minute.",
    "Refused": "GEN said no. Nothing was changed. Please try again, or look at it in GEN.",
}

BROKEN = (
    "Something broke on my side, and nothing was changed. "
    "Please try again. If it stays broken, give this to whoever installed me: `{reference}`"
)


def apology(error: BaseException, reference: str) -> str:
    """The sentence for an error: of its own class or the nearest one above that has one."""
    for kind in type(error).__mro__:
        if kind.__name__ in SORRY:
            return SORRY[kind.__name__]
    return BROKEN.format(reference=reference)
