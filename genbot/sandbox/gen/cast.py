"""The people of the first morning: one organization, its three agents, and a stranger's agent next door."""

from typing import Any

from genbot.sandbox.gen.agents import Agent, Avatar, Organization, Voice
from genbot.sandbox.gen.credits import Purse

CREDITS = 5000
SANTIAGO = "5a471a60-7ac0-4c1d-9e2b-0a1f5c8e2d10"
LUMA = "1c0a5c1e-9f3d-4b7a-8d55-6e2b9a7f4c21"
QUIET = "9d1e7b2f-3c64-4f0b-a1d8-7b5e6c3a9f32"
STRANGER = "e4f7a3b9-6d28-4e95-b0c6-2f8d1a5b7c43"
HOME = "412"
NEXT_DOOR = "977"

_PUBLIC = (
    ("21m00Tcm4TlvDq8ikWAM", "Rachel", "female", "en"),
    ("mat3oVoz9kLwPq7RtYbN", "Mateo", "male", "es"),
    ("jun1perVx8sHdQe4WcLa", "Juniper", "female", "en"),
    ("w4lterGr5mTnBf2XoKds", "Walter", "male", "en"),
)


def organizations() -> list[Organization]:
    plan = {"id": "3", "name": "Studio", "cycle": "monthly"}
    return [
        Organization(
            HOME, "0b8f6f0e-52c1-4a33-9d4e-c1a5b0d7e612", "Taco Team", Purse(CREDITS), plan=plan
        ),
        Organization(
            NEXT_DOOR, "77aa1e0c-0f4e-4b0e-8a51-3a9d2c6b8e90", "Next Door", Purse(CREDITS), "none"
        ),
    ]


def agents() -> list[Agent]:
    return [_santiago(), _luma(), _quiet(), _stranger()]


def public_voices() -> list[Voice]:
    return [Voice(id, name, "public", gender, tongue) for id, name, gender, tongue in _PUBLIC]


def core(brand: str, voice: Voice, **told: Any) -> dict[str, Any]:
    """A whole setup; what is not told is as empty as GEN leaves it."""
    empty: dict[str, Any] = {
        "brand_name": brand,
        "description": None,
        "identity_type": "brand",
        "goal": "growth",
        "target_platforms": ["tiktok"],
        "shortform": True,
        "longform": False,
        "onboarding_status": "profile_complete",
        "keywords": [],
        "monitored": [],
        "research_topics": [],
        "linked_accounts": [],
        "personality": None,
        "default_user_voice": {"voice_id": voice.id, "name": voice.name, "source": voice.source},
    }
    return {**empty, **told}


def _agent(id: str, name: str, setup: dict[str, Any], cover: str, number: int) -> Agent:
    face = Avatar(number, f"/cdn/covers/{cover}.jpg", is_primary=True)
    return Agent(id, name, HOME, setup, voices=public_voices(), avatars=[face])


def _account(id: int, handle: str, name: str) -> dict[str, Any]:
    url = f"https://tiktok.example/@{handle}"
    return {"id": id, "url": url, "platform": "tiktok", "display_name": name}


def _santiago() -> Agent:
    setup = core(
        "Santiago",
        public_voices()[1],
        description="San Antonio street food scout who hunts the best tacos after dark.",
        identity_type="character",
        target_platforms=["tiktok", "instagram"],
        keywords=["streetfood", "tacotok", "sanantonioeats"],
        monitored=[
            {"handle": "@nightgriddle", "item_type": "account"},
            {"handle": "tacotok", "item_type": "hashtag"},
        ],
        research_topics=[{"topic": "new food truck openings in San Antonio"}],
        linked_accounts=[_account(42, "santiago_after_dark", "Santiago")],
        personality=(
            "Santiago grew up folding napkins at his tía's taco stand. He trusts smoke, handwritten "
            "menus and people who cook with the radio on. Never mean, never in a hurry."
        ),
    )
    return _agent(SANTIAGO, "santiago", setup, "ember", 71)


def _luma() -> Agent:
    setup = core(
        "Luma Skin Studio",
        public_voices()[2],
        description="A two-chair skincare studio that explains every step and sells very little.",
        keywords=["skincare", "spf", "facial"],
        monitored=[{"handle": "skintok", "item_type": "hashtag"}],
        research_topics=[{"topic": "what people misunderstand about sunscreen"}],
        linked_accounts=[_account(57, "luma.skin.studio", "Luma Skin Studio")],
        personality="Calm, precise, a little dry. Explains like a friend who happens to know the chemistry.",
    )
    return _agent(LUMA, "luma", setup, "mint", 72)


def _quiet() -> Agent:
    setup = core(
        "Quiet Library", public_voices()[3], description="Books, whispered. Nothing connected yet."
    )
    return _agent(QUIET, "quiet", setup, "dusk", 73)


def _stranger() -> Agent:
    agent = _agent(STRANGER, "stranger", core("Stranger", public_voices()[0]), "noon", 74)
    agent.organization_id, agent.foreign = NEXT_DOOR, True
    return agent
