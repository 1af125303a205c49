"""A matching head in the conversation: what it is asked, what it keeps, and that its word counts."""

import numpy as np
import pytest
import torch

from demo.assistant import Assistant, Settings, Turn, looks_of
from demo.looks import Looks
from models.fusion import Views
from models.rerank import BadHead, judge
from models.selection import select


class Painted:
    """A head that knows two colours by the pixel, red and green, and the word "red"."""

    def __init__(self):
        self.seen, self.said = 0, []

    def see(self, pictures):
        self.seen += len(pictures)
        vectors = torch.tensor([picture.convert("RGB").getpixel((5, 5))[:2] for picture in pictures]).float() / 255
        return Views(vectors[:, None], vectors)

    def log_odds(self, utterance, shown):
        self.said.append(utterance)
        red = shown.vectors[:, 0] - shown.vectors[:, 1]
        return (9 * red * ("red" in utterance)).numpy()


def test_a_head_judges_the_pictures_and_sees_each_once(assistant):
    looks = Looks(assistant.catalogue, Painted())
    odds = looks.of("the red one", (), ["d2", "d1", "d4"])
    assert odds.argmax() == 1 and odds.argmin() == 2
    assert looks.of("", ("red",), ["d2", "d1", "d4"]).argmax() == 2
    assert looks._reranker.said == ["the red one", "the red one"] and looks._reranker.seen == 3


def test_what_is_not_meant_counts_against():
    says = {"the red bag": np.array([2.0, 1.0]), "the small one": np.array([0.5, -3.0]), "the old one": np.array([0.0, 1.0])}
    assert judge(says.get, "the red bag").tolist() == [2.0, 1.0]
    assert judge(says.get, "the red bag", ("small", "old")).tolist() == [1.5, 3.0]
    assert judge(says.get, "", ("small",)).tolist() == [-0.5, 3.0]
    assert judge({"the one": np.array([7.0, 1.0])}.get, "").tolist() == [0.0, 0.0]


def test_what_is_no_longer_kept_is_seen_again(assistant):
    looks = Looks(assistant.catalogue, Painted(), kept=1)
    for asked, seen in ((["d1", "d2"], 2), (["d2"], 2), (["d1"], 3), (["d2"], 4)):
        looks.of("red", (), asked)
        assert looks._reranker.seen == seen


def test_a_page_is_seen_ahead_of_the_question(assistant, encoder):
    head = Painted()
    assistant = Assistant(assistant.catalogue, encoder, looks=Looks(assistant.catalogue, head))
    reply = assistant.reply(Turn(text="show me dresses"))
    assistant.shop.looks.ahead([]).result(timeout=30)   # whatever was asked for before this is done
    assert head.seen == len(reply.grid) > 0
    assistant.reply(Turn(text="the red one", session=reply.session))
    assistant.shop.looks.ahead([]).result(timeout=30)
    assert head.seen == len(reply.grid)


def test_the_heads_word_stands_in_the_encoders_place(encoder):
    pictures = encoder.texts(["red bag", "blue bag", "green bag"])
    assert select(encoder, pictures, "the red one").best == 0
    chosen = select(encoder, pictures, "the red one", look=np.array([0.0, 0.0, 5.0], dtype=np.float32))
    assert chosen.best == 2 and chosen.sources["picture"].tolist() == [0.0, 0.0, 5.0]


def test_a_conversation_asks_the_head(store, encoder, assistant):
    head = Painted()
    assistant = Assistant(assistant.catalogue, encoder, looks=Looks(assistant.catalogue, head))
    reply = assistant.reply(Turn(text="show me dresses"))
    reply = assistant.reply(Turn(text="the red one", session=reply.session))
    assert reply.selected == "d1" and any("red" in said for said in head.said)


def test_which_head_judges(assistant, tmp_path, monkeypatch):
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    assert Settings().rerank == "auto" and looks_of(assistant.catalogue, "auto") is looks_of(assistant.catalogue, "off") is None
    with pytest.raises(BadHead, match="no matching head in .*elsewhere"):
        looks_of(assistant.catalogue, str(tmp_path / "elsewhere"))
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads" / "in-use.json").write_text('{"head": "gone"}')
    with pytest.raises(BadHead, match="in-use.json names no head that can be read"):
        looks_of(assistant.catalogue, "auto")
    assert looks_of(assistant.catalogue, "off") is None
