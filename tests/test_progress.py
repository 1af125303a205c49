"""How far something long has come, as the page and the terminal are told."""

import threading

import pytest

from demo.serving.opening import STEPS, open_shop
from demo.serving.progress import Counted, Progress
from models.encoder import EncoderError


def test_a_progress_from_its_beginning_to_its_end():
    progress = Progress()
    assert progress.as_dict() == {"state": "working", "what": "", "done": 0, "total": None, "why": ""}
    progress.step("looking at the pictures", 10)
    progress.advance(4)
    progress.advance()
    assert progress.as_dict() == {"state": "working", "what": "looking at the pictures", "done": 5, "total": 10, "why": ""}
    progress.step("building the index")
    assert progress.as_dict() == {"state": "working", "what": "building the index", "done": 0, "total": None, "why": ""}
    progress.finish("10 items")
    assert progress.as_dict()["state"] == "done" and progress.as_dict()["what"] == "10 items" and not progress.working


def test_a_failure_says_where_and_why():
    progress = Progress()
    progress.step("reading the table")
    progress.fail("there is none")
    told = progress.as_dict()
    assert (told["state"], told["what"], told["why"]) == ("failed", "reading the table", "there is none")


def test_the_terminal_has_a_bar_on_standard_error(capsys):
    progress = Progress(steps=2)
    progress.step("loading the encoder")
    progress.step("building the index")
    progress.finish("10 items")
    out, err = capsys.readouterr()
    first, second, last = err.splitlines()
    assert (out, first, second) == ("", "[#-] loading the encoder", "[##] building the index")
    assert last.startswith("[##] 10 items, after ")


def test_many_threads_count_together():
    progress = Progress()
    threads = [threading.Thread(target=lambda: [progress.advance() for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert progress.as_dict()["done"] == 2000


def test_pictures_are_counted_as_they_are_looked_at(encoder, store):
    from catalog.pictures import open_picture

    pictures = [open_picture(view.picture) for view in store.all_views()]
    progress = Progress()
    counted = Counted(encoder, progress, lambda: len(pictures))
    assert (counted.name, counted.dim) == (encoder.name, encoder.dim)
    assert (counted.images(pictures[:4]) == encoder.images(pictures[:4])).all()
    told = progress.as_dict()
    assert (told["what"], told["done"], told["total"]) == ("looking at the pictures", 4, 10)
    counted.images(pictures[4:])
    assert progress.as_dict()["done"] == 10
    assert (counted.texts(["red dress"]) == encoder.texts(["red dress"])).all()


def opened(store, encoder, monkeypatch, tmp_path, progress):
    from demo.assistant import Settings

    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    monkeypatch.setattr("models.encoder.load_encoder", lambda name: encoder)
    return open_shop(Settings(catalog=str(store.folder), speech="off"), progress)


def test_the_shop_opens_step_by_step(store, encoder, monkeypatch, tmp_path):
    progress, told = Progress(steps=STEPS), []
    step = progress.step
    monkeypatch.setattr(progress, "step", lambda what, total=None: (told.append((what, total)), step(what, total)))
    store.db.execute("delete from vectors")
    store.db.conn.commit()
    assistant = opened(store, encoder, monkeypatch, tmp_path, progress)
    assert told == [("loading the encoder", None), ("reading the catalogue", None), ("looking at the pictures", 10),
                    ("building the index", None), ("loading what listens", None)]
    assert progress.as_dict()["state"] == "done" and progress.as_dict()["what"] == "10 items"
    assert assistant.encoder is encoder and assistant.count == 10 and assistant.listening == ""


def test_what_listens_is_told_the_shops_own_words(store, encoder, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr("models.speech.load_recogniser", lambda name, *, phrases=(): told.extend(phrases))
    opened(store, encoder, monkeypatch, tmp_path, Progress())
    assert {"the red one", "show me dresses"} <= set(told)


def test_a_shop_that_cannot_open_says_why(monkeypatch):
    from demo.assistant import Settings

    progress = Progress()
    with pytest.raises(EncoderError):
        open_shop(Settings(encoder="local-dir:/nowhere", speech="off"), progress)
    assert progress.as_dict()["state"] == "failed" and "/nowhere" in progress.as_dict()["why"]
