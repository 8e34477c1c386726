"""Any operation of GEN from the shell: found, explained, checked, asked, and answered in JSON."""

import json
import os
from pathlib import Path

import pytest

from genbot.cli import main
from genbot.gen.assets import ONE_GIGABYTE
from genbot.gen.catalogue import PHASES, operations
from genbot.sandbox.gen.cast import SANTIAGO

CAPTION = "at most 500"


def test_every_operation_is_listed_in_its_phase(shell):
    told = shell("--help").output

    assert [line.split(", ")[1] for line in told.splitlines() if line.startswith("Phase")] == [
        f"{phase}:" for phase in PHASES
    ]
    assert [name for name in operations() if f"  {name}" not in told] == []
    assert len(operations()) == 107


@pytest.mark.parametrize("name", operations())
def test_every_operation_explains_itself(shell, name):
    told = shell(name, "--help")

    assert told.exit_code == 0
    assert f"{operations()[name].method.upper()} /" in told.output


def test_an_answer_is_json_with_every_field_gen_gave(shell):
    told = json.loads(shell("get-agent-core").stdout)

    assert told["agent_id"] == SANTIAGO
    assert {"brand_name", "monitored", "linked_accounts", "personality"} <= set(told)


def test_a_list_comes_without_its_envelope_and_whole_when_asked(shell, tmp_path):
    picture = tmp_path / "face.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    for _ in range(21):
        shell("create-content-resource", "--file", str(picture))

    first = json.loads(shell("list-content-resources", "--type", "image").stdout)
    every = json.loads(shell("list-content-resources", "--type", "image", "--all").stdout)

    assert [one["id"] for one in every][:20] == [one["id"] for one in first]
    assert len({one["id"] for one in every}) == len(every) > 20


def test_fields_may_come_as_options_or_as_one_object(shell, tmp_path):
    sheet = json.loads(shell("clone-template", "--slug", "tiktok-montage").stdout)
    place = tmp_path / "column.json"
    place.write_text(json.dumps({"sheet_id": sheet["id"], "title": "Hook", "type": "text"}))

    made = [
        shell("create-column", "--json", f"@{place}"),
        shell("create-column", "--json", "@-", stdin=place.read_text()),
        shell("create-column", "--json", place.read_text(), "--title", "Other"),
    ]

    assert [json.loads(one.stdout)["title"] for one in made] == ["Hook", "Hook", "Other"]


def test_lists_are_given_one_by_one_and_structures_as_json(shell):
    shell(
        "patch-agent-core", "--keywords", "tacos", "--keywords", "salsa",
        "--research-topics", '[{"topic": "food trucks"}]',
    )  # fmt: skip

    core = json.loads(shell("get-agent-core").stdout)
    assert core["keywords"] == ["tacos", "salsa"]
    assert [one["topic"] for one in core["research_topics"]] == ["food trucks"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("patch-agent-core", "--description", "x" * 501), "--description: "),
        (("patch-agent-core", "--identity-type", "robot"), "'brand', 'character'"),
        (("patch-agent-core", "--keywords", "a", "--monitored", "{"), "this is not JSON"),
        (("get-run",), "--run-id: it is missing"),
        (("get-run", "--run-id", ".."), "another address"),
        (("clone-voice", "--name", "Maya"), "audio_url"),
        (("train-social", "--data", '{"platform":"instagram","type":"keyword","value":"x"}'),
         "Instagram has no search by keyword"),
        (("generate-cell", "--sheet-id", "1", "--cell-id", "2", "--generation-type", "lipsync",
          "--data", '{"model": "veo_3"}'), "--data"),
        (("create-agent-avatar", "--avatar", "no/such.png"), "there is no file"),
        (("get-me", "--json", "[]"), "an object"),
        (("get-me", "--json", "@nowhere.json"), "nowhere.json"),
    ],
)  # fmt: skip
def test_what_the_specification_forbids_never_leaves_the_machine(shell, gen, words, named):
    before = gen.calls

    told = shell(*words)

    assert told.exit_code == 2
    assert named in told.stderr
    assert gen.calls == before


def test_an_unknown_name_is_answered_with_the_nearest(shell):
    told = shell("getrun")

    assert told.exit_code == 2
    assert "Did you mean get-run" in told.stderr


def test_secrets_are_never_on_the_command_line_nor_in_what_is_said(shell):
    assert "api-key" not in shell("connect-eleven-labs", "--help").output.replace("get-api-key", "")
    secret = "sk_eleven_canary_0123456789abcdef"

    asked = [
        shell("connect-eleven-labs", GENBOT_API_API_KEY=secret),
        shell("try-eleven-labs-key", stdin=f"{secret}\n"),
    ]

    assert [one.exit_code for one in asked] == [0, 0]
    assert secret not in "".join(one.output for one in asked)
    missing = shell("connect-eleven-labs", stdin="")
    assert missing.exit_code == 2
    assert "GENBOT_API_API_KEY" in missing.stderr


def test_what_can_not_be_taken_back_is_asked_for_twice(shell, gen):
    refused = shell("delete-agent", "--agent-id", SANTIAGO)
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr

    assert shell("get-agent").exit_code == 0
    folder = json.loads(shell("create-asset-folder", "--name", "Old").stdout)
    gone = shell("delete-asset-folder", "--id", str(folder["asset_folder_id"]), "--yes")
    assert gone.exit_code == 0, gone.stderr


def test_the_exit_status_says_what_may_be_done_next(shell, gen):
    wrong_key = shell("get-me", GEN_API_KEY="wrong")
    assert wrong_key.exit_code == 12
    assert shell("get-run", "--run-id", "none").exit_code == 14
    assert shell("get-me", GEN_API_URL="http://127.0.0.1:9/v1").exit_code == 11
    gen.control("credits", generic=0)
    broke = shell("start-run", "--message", "Generate 5 ideas", "--key", "k1")
    assert broke.exit_code == 13
    gen.control("faults", spec="500:1")
    unclear = shell("create-agent", "--json", '{"agent": {"name": "Bea"}}')
    assert unclear.exit_code == 10
    assert "look before you repeat it" in unclear.stderr
    gen.control("faults", spec="429:1")
    assert shell("create-agent", "--json", '{"agent": {"name": "Bea"}}').exit_code == 16
    assert "Traceback" not in "".join(one.output for one in (wrong_key, broke, unclear))


def test_without_a_key_it_says_where_one_belongs(shell):
    told = shell("get-me", GEN_API_KEY="")

    assert told.exit_code == 2
    assert "GEN_API_KEY is not set" in told.stderr


def test_a_file_answer_goes_to_a_file(shell, tmp_path):
    place = tmp_path / "variables.xlsx"

    assert shell("download-variables-template", "--output", str(place)).exit_code == 0

    assert place.read_bytes().startswith(b"PK")
    assert shell("download-variables-template").stdout_bytes == place.read_bytes()


def test_a_large_file_goes_up_in_pieces_and_becomes_a_resource(shell, tmp_path):
    clip = tmp_path / "taco 🌮.mp4"
    clip.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(3_000_000))

    made = shell("upload", str(clip))

    assert made.exit_code == 0, made.stderr
    told = json.loads(made.stdout)
    assert told["content_type"] == "video/mp4"
    assert told["file_name"] == clip.name
    listed = json.loads(shell("list-content-resources", "--ids", told["id"]).stdout)
    assert [str(one["id"]) for one in listed] == [told["id"]]


def test_a_file_of_more_than_a_gigabyte_is_refused_before_it_is_read(shell, gen, tmp_path):
    huge = tmp_path / "huge.mp4"
    with huge.open("wb") as file:
        file.truncate(ONE_GIGABYTE + 1)

    told = shell("upload", str(huge))

    assert told.exit_code == 2
    assert "1,073,741,825 bytes" in told.stderr
    assert not [call for call in gen.calls if "direct_upload" in call]


def test_small_files_travel_with_the_call(shell, tmp_path):
    picture = tmp_path / "face.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)

    assert shell("create-agent-avatar", "--avatar", str(picture)).exit_code == 0
    assert shell("create-content-resource", "--file", str(picture)).exit_code == 0


def test_starting_genbot_does_not_load_what_only_this_needs():
    assert Path(main.commands["api"].callback.__code__.co_filename).name == "cli.py"
