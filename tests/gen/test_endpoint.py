"""An endpoint declares itself, and a wrong declaration cannot even be imported."""

import httpx
import pytest
from pydantic import SecretStr

from genbot.gen.assets import CreateContentResource, ListContentResources
from genbot.gen.edit import GetGeneration, UpdateCell
from genbot.gen.endpoint import Endpoint, Upload
from genbot.gen.errors import Impossible
from genbot.gen.ideas import Run
from genbot.gen.monitoring import Scrape, TrainSocial, UpdateMonitoring
from genbot.gen.setup import CreateAgentAvatar, CreateOrganization
from genbot.gen.voices import ConnectElevenLabs
from tests.gen.conftest import says

PICTURE = Upload("taco.png", b"\x89PNG", "image/png")


def test_a_path_needs_its_fields():
    with pytest.raises(TypeError, match=r"GetIt: /runs/\{run_id\} needs fields \['run_id'\]"):

        class GetIt(Endpoint[Run], get="/runs/{run_id}"):
            pass


def test_a_call_needs_a_verb_and_knows_no_other_words():
    with pytest.raises(TypeError, match="Nowhere"):

        class Nowhere(Endpoint[Run]):
            pass

    with pytest.raises(TypeError, match="colour"):

        class Painted(Endpoint[Run], get="/runs", colour="red"):
            pass


def test_a_call_needs_an_answer():
    with pytest.raises(TypeError, match="answered"):

        class Silent(Endpoint, get="/runs"):
            pass


def test_unknown_fields_are_mistakes():
    with pytest.raises(Impossible, match="Generation: GEN knows no such field"):
        GetGeneration(generation_id="1", generation="1")


@pytest.mark.parametrize("id", ["", ".", ".."])
def test_no_id_leads_to_another_address(id):
    with pytest.raises(Impossible, match="another address"):
        GetGeneration(generation_id=id)


def test_an_id_with_slashes_stays_one_step_of_the_path():
    assert GetGeneration(generation_id="a/../b?c").wire().path == "/generations/a%2F..%2Fb%3Fc"


def test_a_body_may_be_wrapped_and_the_agent_stays_in_the_query():
    wire = UpdateCell(sheet_id=1, cell_id=2, agent_id="a1", value="Hook").wire()

    assert wire.body == {"spreadsheet_cell": {"value": "Hook"}}
    assert wire.query == {"agent_id": "a1"}


def test_a_list_in_the_query_is_spelled_as_gen_spells_it():
    wire = ListContentResources(agent_id="a1", ids=[1, 2]).wire()

    assert wire.query == {"agent_id": "a1", "ids[]": ["1", "2"], "page": 0}


async def test_a_scrape_goes_as_a_form_with_its_data_as_json(gen, line):
    line.carries(says({"user_job_id": 12345}, 201))
    scrape = Scrape(platform="tiktok", type="hashtag", value="#tacos", days=7)

    job = await gen(TrainSocial(agent_id="a1", data=scrape))

    assert job.user_job_id == "12345"
    assert line.last.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert line.last.url.query == b"agent_id=a1"
    assert sent(line.last) == {
        "user_job[user_job_type]": "train_social",
        "user_job[data]": '{"platform":"tiktok","type":"hashtag","value":"#tacos","days":7,'
        '"monitoring":false,"comment_monitoring":false}',
    }


async def test_a_form_says_yes_and_numbers_in_words(gen, line):
    line.carries(says({"user_job_id": 1}))

    await gen(UpdateMonitoring(id=1, agent_id="a1", days=30, monitoring=True))

    assert sent(line.last) == {"days": "30", "monitoring": "true"}


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (CreateAgentAvatar(agent_id="a1", avatar=PICTURE), "agent_avatars_attributes[]"),
        (CreateOrganization(name="Tacos", avatar=PICTURE), "organization[avatar]"),
        (CreateContentResource(agent_id="a1", file=PICTURE), "content_resource[file]"),
    ],
)
async def test_a_file_is_one_part_of_its_form(call, name, gen, line):
    line.carries(says({"id": 1}))

    await gen(call)

    body = line.last.content
    assert f'name="{name}"; filename="taco.png"'.encode() in body
    assert b"Content-Type: image/png\r\n\r\n\x89PNG" in body


def test_a_large_file_is_named_by_its_signed_id():
    wire = CreateContentResource(agent_id="a1", file="signed", folder_id=4).wire()

    assert [(name, part[1]) for name, part in wire.form] == [
        ("content_resource[file]", b"signed"),
        ("asset_folder[id]", b"4"),
    ]


def test_a_secret_is_on_the_wire_and_nowhere_else():
    call = ConnectElevenLabs(agent_id="a1", api_key=SecretStr("hush"))

    assert call.wire().body == {"api_key": "hush"}
    assert "hush" not in f"{call!r} {call.model_dump()} {call.model_dump_json()}"


def sent(request: httpx.Request) -> dict[str, str]:
    """The plain parts of a form."""
    boundary = request.headers["Content-Type"].partition("boundary=")[2]
    parts = request.content.decode().split(f"--{boundary}")[1:-1]
    halves = [part.strip("\r\n").split("\r\n\r\n") for part in parts]
    return {head.split('name="')[1].rstrip('"'): text for head, text in halves}
