"""The secret address of each agent: derived, never stored, and compared in constant time."""

import hmac
from hashlib import sha256
from urllib.parse import quote, urlsplit

from pydantic import SecretStr

PATH = "/gen/{agent}/{seal}"
LONGEST = 200  # of an agent's id
OURS_ALONE = ("localhost", "127.0.0.1", "::1")


class BadAddress(ValueError):
    """GEN cannot call this address; the text says why."""


def seal(secret: SecretStr, agent: str) -> str:
    """256 bits that only who knows the secret can tell, another one for each agent."""
    about = b"genbot webhook\0" + agent[:LONGEST].encode(errors="replace")
    return hmac.new(secret.get_secret_value().encode(), about, sha256).hexdigest()


def fits(secret: SecretStr, agent: str, told: str) -> bool:
    """Whether this is the agent's address. Takes as long for a wrong one as for the right one."""
    same = hmac.compare_digest(seal(secret, agent).encode(), told.encode(errors="replace"))
    return same and 0 < len(agent) <= LONGEST


def address(base: str, secret: SecretStr, agent: str) -> str:
    """Where GEN shall call for this agent, when the listener is reached at `base`."""
    path = PATH.format(agent=quote(agent, safe=""), seal=seal(secret, agent))
    return checked(base) + path


def is_ours(url: str | None, secret: SecretStr, agent: str) -> bool:
    """Whether this address was made here, at whatever base."""
    path = PATH.format(agent=quote(agent, safe=""), seal=seal(secret, agent))
    return bool(url) and str(url).endswith(path)


def checked(base: str) -> str:
    """The address the world reaches us at; raises BadAddress unless its path stays secret."""
    try:
        parts = urlsplit(base)
        host = parts.hostname or ""
        plain = parts.query or parts.fragment or parts.username
    except ValueError:
        host, plain = "", None
    if not host or plain or parts.scheme not in {"http", "https"}:
        raise BadAddress("Give the address GEN can reach, like https://genbot.example.com")
    if parts.scheme == "http" and host not in OURS_ALONE:
        raise BadAddress("It must begin with https://, or others could read the secret in it.")
    return base.rstrip("/")
