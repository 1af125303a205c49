"""Imports point down: app -> demo.ui -> demo.assistant -> {demo.dialogue, catalog, models}; the tree is DESIGN.md's."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {"catalog/__main__.py", "models/train.py", "models/evaluate.py", "models/transcribe.py"}
PAGE = {"demo/ui.py", "demo/cards.py"}
OURS = {"app", "demo", "catalog", "models"}
FILES = sorted(path.relative_to(ROOT).as_posix() for folder in ("demo", "catalog", "models")
               for path in (ROOT / folder).rglob("*.py"))


def imported(file: str) -> set[str]:
    """Full names of the modules that a file imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} line {node.lineno}: imports are absolute here"
            names.add(node.module)
    return names


def tops(file: str) -> set[str]:
    return {name.split(".")[0] for name in imported(file)}


@pytest.mark.parametrize("file", FILES)
def test_imports_point_down(file):
    folder = file.split("/")[0]
    allowed = {
        "demo": OURS - {"app"},
        "catalog": {"catalog", "models"} if file in COMMANDS else {"catalog"},
        "models": {"catalog", "models"} if file in COMMANDS else {"models"},
    }[folder]
    assert tops(file) & OURS <= allowed


def test_only_the_page_imports_gradio():
    assert {file for file in FILES if "gradio" in tops(file)} <= PAGE
    assert {file for file in FILES if {"demo.ui", "demo.cards"} & imported(file)} <= PAGE


def test_the_dialogue_knows_no_catalogue_encoder_or_assistant():
    grammar = {"demo.states", "demo.paraphrases", "demo.phrasing", "demo.referring", "demo.changes", "demo.grammar",
               "demo.spotting"}
    for file in ("demo/dialogue.py", *(f"{name.replace('.', '/')}.py" for name in grammar)):
        assert {name for name in imported(file) if name.split(".")[0] in OURS} <= grammar | {"models.utterance", "models.people",
                                                                                                 "models.words"}


def test_vectors_are_normalised_in_one_place():
    users = {file for file in FILES if "linalg.norm" in (ROOT / file).read_text()}
    assert users - {"catalog/upkeep.py"} == {"models/encoder.py"}  # `verify` measures lengths, and changes none


@pytest.mark.parametrize("file", ["app.py", "requirements.txt", "README.md", "LICENSE", "pyproject.toml", ".ci/run", *COMMANDS,
                                  "demo/dialogue.py", "demo/assistant.py", "demo/converse.py", "demo/ui.py", "catalog/items.py",
                                  "catalog/store.py", "catalog/importers.py", "catalog/index.py", "catalog/index_torch.py",
                                  "models/encoder.py", "models/selection.py", "models/composition.py",
                                  "models/speech/__init__.py", "models/losses.py", "assets/sample/catalogue.csv",
                                  "assets/compact/open_clip_config.json"])
def test_the_layout_of_the_design_stands(file):
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("file", FILES)
def test_public_names_are_listed_and_there(file):
    tree = ast.parse((ROOT / file).read_text())
    lists = [node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"]
    if file.endswith(("__init__.py", "__main__.py")):
        return
    assert len(lists) == 1, f"{file} lists no __all__"
    names = ast.literal_eval(lists[0].value)
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    defined |= {name.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets
                for name in ast.walk(target) if isinstance(name, ast.Name)}
    defined |= {node.target.id for node in tree.body if isinstance(node, ast.AnnAssign)}
    defined |= {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(names) <= defined and len(set(names)) == len(names)
