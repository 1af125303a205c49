"""The README keeps its word: its Python example runs, and what the code imports is in requirements.txt."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
DISTRIBUTIONS = {"PIL": "pillow", "faiss": "faiss-cpu", "open_clip": "open_clip_torch", "text_to_num": "text2num",
                 "sqlite_utils": "sqlite-utils", "price_parser": "price-parser", "faster_whisper": "faster-whisper"}
COME_WITH = {"safetensors": "open_clip_torch", "tokenizers": "transformers", "huggingface_hub": "open_clip_torch",
             "starlette": "gradio",
             "gradio_client": "gradio", "fastapi": "gradio", "uvicorn": "gradio", "ctranslate2": "faster-whisper",
             "onnxruntime": "faster-whisper"}
OPTIONAL = {"datasets",  # only to read a hub data set, and the error names the pip line
            "spaces"}    # only on a ZeroGPU Space, which brings it


def test_the_front_matter_is_a_gradio_spaces():
    front = README.split("---")[1]
    assert {"sdk: gradio", "app_file: app.py", "license: mit"} <= set(front.strip().splitlines())
    version = re.search(r"sdk_version: (\S+)", front)[1]
    assert f"gradio>={'.'.join(version.split('.')[:2])}" in (ROOT / "requirements.txt").read_text()


def test_two_commands_do_all_the_set_up():
    assert "pip install -r requirements.txt && python app.py\npip install -r requirements.txt && pytest" in README


@pytest.mark.slow
def test_the_python_example_picks_the_bag_with_the_leather_strap(tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    names: dict = {}
    exec(compile(code.replace('catalog="sample"', 'catalog="sample", speech="off"'), "README.md", "exec"), names)
    chosen = names["assistant"].item(names["reply"].selected)
    assert chosen.attributes["strap"] == "leather" and chosen.attributes["colour"] == "pink"


def imports() -> set[str]:
    files = [ROOT / "app.py", *(path for folder in ("demo", "catalog", "models") for path in (ROOT / folder).rglob("*.py"))]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"app", "demo", "catalog", "models", "__future__"}


def test_every_import_is_in_the_requirements():
    listed = {re.split(r"[<>=!~\s#]", line)[0].lower() for line in (ROOT / "requirements.txt").read_text().splitlines()} - {""}
    for name in imports() - OPTIONAL:
        assert DISTRIBUTIONS.get(name, COME_WITH.get(name, name)).lower() in listed, name
