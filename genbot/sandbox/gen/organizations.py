"""Phase 1, organizations: the workspaces that own agents and pay for them."""

from typing import Any

from genbot.sandbox.gen.agents import Organization
from genbot.sandbox.gen.asks import Answer, Ask, Upload, refuse, text
from genbot.sandbox.gen.credits import Purse
from genbot.sandbox.gen.media import store_upload
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()


@table.on("GET", "/organizations")
def list_organizations(gen: Gen, ask: Ask) -> Answer:
    return Answer([look(each) for each in gen.organizations.values() if each.role != "none"])


@table.on("POST", "/organizations")
def create_organization(gen: Gen, ask: Ask) -> Answer:
    """A new one has never bought a credit."""
    wanted = ask.part("organization")
    name = text(wanted, "name", 200)
    fresh = Organization(
        str(gen.number()), gen.world.uuid(), name, Purse(0, purchased=False), members=1
    )
    _show_face(gen, fresh, wanted)
    gen.organizations[fresh.id] = fresh
    return Answer({"organization_id": fresh.id}, 201)


@table.on("GET", "/organizations/{organization_id}")
def get_organization(gen: Gen, ask: Ask) -> Answer:
    return Answer(look(gen.organization(ask.path["organization_id"])))


@table.on("PATCH", "/organizations/{organization_id}")
def update_organization(gen: Gen, ask: Ask) -> Answer:
    found = gen.organization(ask.path["organization_id"])
    if found.role not in {"owner", "manager"}:
        refuse("Only owners and managers may change an organization.", "forbidden", 403)
    wanted = {"name": found.name, **ask.part("organization")}
    found.name = text(wanted, "name", 200)
    _show_face(gen, found, wanted)
    return Answer({"organization_id": found.id})


@table.on("DELETE", "/organizations/{organization_id}")
def delete_organization(gen: Gen, ask: Ask) -> Answer:
    """With all its agents; only its owner may."""
    found = gen.organization(ask.path["organization_id"])
    if found.role != "owner":
        refuse("Only the owner may delete an organization.", "forbidden", 403)
    del gen.organizations[found.id]
    for agent in list(gen.agents.values()):
        if agent.organization_id == found.id:
            del gen.agents[agent.id]
    return Answer()


def _show_face(gen: Gen, of: Organization, wanted: dict[str, Any]) -> None:
    """An avatar is a file; what is none changes nothing."""
    if isinstance(brought := wanted.get("avatar"), Upload):
        of.avatar = store_upload(gen, of, brought).url


def look(each: Organization) -> dict[str, Any]:
    return {
        "id": each.id,
        "uuid": each.uuid,
        "organization_id": each.id,
        "name": each.name,
        "avatar": each.avatar and {"url": each.avatar, "thumbnail_url": each.avatar},
        "user_role": each.role,
        "credit": each.purse.generic,
        "available_credit": {"generic": each.purse.generic, "aura": 0},
        "total_members": each.members,
        "credit_plan": each.plan,
    }
