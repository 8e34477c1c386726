"""Controls 16 and 17: what the page about deploying says is what CI does and what the code can reach."""

import ast
import re
from urllib.parse import urlsplit

import pytest
import yaml

from genbot import config
from genbot.config import Config
from genbot.exits import BadSettings, Taken, TooNew
from genbot.variables import URLS
from tests.house.source import FILES, GENBOT, ROOT, tree

PAGE = (ROOT / "docs" / "deploy.md").read_text()
FILES_OF_IT = ROOT / "docs" / "deploy"
BLOCKS = [
    block
    for name in ("kubernetes.yaml", "network-cilium.yaml")
    for block in yaml.safe_load_all((FILES_OF_IT / name).read_text())
]
SLACKS = {"slack.com", "*.slack.com"}  # the socket's and the upload's addresses are told by Slack


def one(kind):
    return next(block for block in BLOCKS if block["kind"] == kind)


def reachable(config):
    urls = {urlsplit(getattr(config, name)).hostname for name in URLS if getattr(config, name)}
    return urls | set(config.genbot_media_hosts)


@pytest.fixture
def standard(monkeypatch):
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return config.read(None)


def test_the_hosts_that_are_listed_are_those_that_the_configuration_can_reach(standard):
    table = PAGE.split("## Whom it may speak with")[1].split("\n\n")[1]
    listed = set(re.findall(r"`([\w.*-]+\.\w+)`", table))

    assert listed == reachable(standard) | SLACKS


def test_the_allow_list_is_the_table(standard):
    last = one("CiliumNetworkPolicy")["spec"]["egress"][-1]
    allowed = {name for found in last["toFQDNs"] for name in found.values()}

    assert allowed == reachable(standard) | SLACKS
    assert last["toPorts"] == [{"ports": [{"port": "443", "protocol": "TCP"}]}]


def test_no_other_host_is_written_into_the_code(standard):
    """Links that people may follow are not fetched; they are named here one by one."""
    shown = {"gen.pro", "www.tiktok.com", "app.slack.com", "127.0.0.1", "genbot.example.com"}
    written = {
        urlsplit(found).hostname
        for path in FILES
        if not str(path.relative_to(GENBOT)).startswith("sandbox/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in re.findall(r"(?:https?|wss?)://[\w.-]+\.\w+", node.value)
    }

    assert written - {None} <= reachable(standard) | shown


def flags(text):
    told = re.search(r"--read-only.*?(?= genbot\b|\))", text.replace("\\\n", ""), re.DOTALL)
    assert told
    return told[0].split()


def test_ci_seals_the_image_as_the_page_says():
    assert flags(PAGE) == flags((ROOT / ".ci" / "image").read_text())
    assert ".ci/image" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()


def test_in_a_cluster_it_has_no_rights_and_one_place_to_write():
    pod = one("Deployment")["spec"]["template"]["spec"]
    [container] = pod["containers"]

    assert one("Deployment")["spec"]["replicas"] == 1
    assert one("Deployment")["spec"]["strategy"] == {"type": "Recreate"}
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    assert [one["mountPath"] for one in container["volumeMounts"]] == ["/data", "/" + "tmp"]


def test_the_plain_policy_leads_nowhere_inside():
    block = one("NetworkPolicy")["spec"]["egress"][-1]["to"][0]["ipBlock"]

    assert {"10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"} <= set(
        block["except"]
    )


def test_compose_seals_it_as_the_page_says():
    service = yaml.safe_load((FILES_OF_IT / "compose.yaml").read_text())["services"]["genbot"]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert f"--pids-limit {service['pids_limit']} " in PAGE
    assert f"--memory {service['mem_limit']} " in PAGE


def test_what_wants_a_person_is_not_restarted():
    unit = (FILES_OF_IT / "genbot.service").read_text()

    assert "RestartPreventExitStatus=2 3 4\n" in unit
    assert {exit.exit_code for exit in (BadSettings, Taken, TooNew)} == {2, 3, 4}
