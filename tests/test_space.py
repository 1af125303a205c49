"""What a hosted Space reads: the front matter of the README, as far as it can be checked here."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
FRONT = yaml.safe_load(README.split("---")[1])
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
SET_BY_OTHERS = {"GRADIO_SERVER_PORT", "SPACE_ID", "SPACES_ZERO_GPU"}   # by Gradio's host and by a Space, not by a person
LARGEST_BYTES = 10_000_000   # without LFS or xet


def test_all_that_a_space_needs_is_said():
    assert {"title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "python_version", "app_file", "license",
            "short_description", "models", "datasets", "tags", "thumbnail"} <= FRONT.keys()
    assert FRONT["sdk"] == "gradio" and {FRONT["colorFrom"], FRONT["colorTo"]} <= COLOURS
    assert len(FRONT["short_description"]) <= 60


@pytest.mark.parametrize("name", ["app_file", "thumbnail"])
def test_the_files_named_are_there(name):
    assert (ROOT / FRONT[name]).is_file()


def test_the_versions_agree_with_the_requirements_and_the_package():
    least, below = re.search(r"^gradio>=([\d.]+),<(\d+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE).groups()
    version = [int(part) for part in FRONT["sdk_version"].split(".")]
    assert [int(part) for part in least.split(".")] <= version and version[0] < int(below)
    wanted = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())[1]
    assert re.fullmatch(r"3\.\d+", FRONT["python_version"])   # quoted: 3.10 is not 3.1
    assert int(FRONT["python_version"].split(".")[1]) >= int(wanted)


@pytest.mark.parametrize("name", ["models", "datasets"])
def test_models_and_data_sets_are_named_as_the_hub_names_them(name):
    assert FRONT[name] and all(re.fullmatch(r"[\w.-]+/[\w.-]+", each) for each in FRONT[name])


def test_the_model_that_listens_is_the_one_named():
    from models.speech.choice import AUTO_SIZE

    assert FRONT["models"] == [f"Systran/faster-whisper-{AUTO_SIZE}"]


def test_no_file_is_too_large_to_be_pushed():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    large = [name for name in tracked if name and (ROOT / name).is_file() and (ROOT / name).stat().st_size > LARGEST_BYTES]
    attributes = (ROOT / ".gitattributes").read_text() if (ROOT / ".gitattributes").is_file() else ""
    assert [name for name in large if name not in attributes] == []


def test_what_debian_is_to_install_is_one_package_a_line():
    packages = ROOT / "packages.txt"
    lines = packages.read_text().splitlines() if packages.exists() else []
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", line) for line in lines)


def test_every_setting_is_in_the_table():
    said = set(re.findall(r"^\| (`[A-Z_`, ]+`)", README, re.MULTILINE))
    table = {name for cell in said for name in re.findall(r"[A-Z_]+", cell)}
    files = [ROOT / "app.py", *(path for folder in ("demo", "catalog", "models") for path in (ROOT / folder).rglob("*.py"))]
    asked = r"(?:setting|environ\.get)\(\"([A-Z][A-Z_]+)\""      # whoever reads the environment asks so
    read = {name for file in files for name in re.findall(asked, file.read_text())}
    assert read - SET_BY_OTHERS == table and read >= SET_BY_OTHERS


def test_the_environment_is_read_in_no_other_way():
    files = [ROOT / "app.py", *(path for folder in ("demo", "catalog", "models") for path in (ROOT / folder).rglob("*.py"))]
    other = r"getenv|environb|environ\[|environ\.(?!get\b|update\()"
    assert [str(file.relative_to(ROOT)) for file in files if re.search(other, file.read_text())] == []


def test_the_command_line_says_what_it_cannot_read():
    told = subprocess.run([sys.executable, "app.py", "--root-path", "shop"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 2 and told.stdout == ""
    assert told.stderr == "app.py: the root path is 'shop': write it as /shop, or as a whole address such as https://example.org/shop\n"


def test_the_calls_in_the_readme_name_what_there_is():
    from demo.serving.endpoints import Endpoints

    calls = re.findall(r"curl localhost:7860/(\w+) -d '(\{.*\})'", README)
    assert {name for name, _ in calls} == {"reply", "search", "select"}
    for name, arguments in calls:
        assert json.loads(arguments).keys() <= getattr(Endpoints, name).__annotations__.keys()
