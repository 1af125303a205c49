"""Who is in the shop: apart from each other, and forgotten after an hour."""

import threading
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from demo.serving.visitors import Own, UnknownSession, Visitors


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@dataclass
class Answering:
    """Who answers for a catalogue: its name, and whether its store has been closed."""

    name: str
    closed: bool = False
    settings: object = field(init=False)
    catalogue: object = field(init=False)

    def __post_init__(self):
        self.settings = SimpleNamespace(catalog=self.name)
        self.catalogue = SimpleNamespace(store=SimpleNamespace(close=self.close))

    def close(self):
        self.closed = True


SHOP = Answering("shop")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def visitors(clock):
    return Visitors(lambda: SHOP, clock=clock)


def own(folder, name="mine"):
    (folder / name).mkdir(parents=True)
    (folder / name / "catalogue.db").write_bytes(b"goods")
    return Own(Answering(name), folder / name)


def test_visitors_are_apart(visitors):
    one, other = visitors.begin(), visitors.begin()
    one.session = "one's"
    assert one.token != other.token and len(one.token) >= 22
    assert visitors.of(other.token).session is None and visitors.of(one.token).session == "one's"


@pytest.mark.parametrize("token", ["", "made-up", "x" * 5000])
def test_an_unknown_token_is_told(visitors, token):
    visitors.begin()
    with pytest.raises(UnknownSession, match="no session .*leave session out to begin a new one") as refused:
        visitors.of(token)
    assert len(str(refused.value)) < 250


def test_an_hour_unused_is_the_end_and_each_turn_begins_it_anew(visitors, clock):
    visitor = visitors.begin()
    clock.seconds = 3500
    assert visitors.of(visitor.token) is visitor
    clock.seconds += 3600
    assert visitors.of(visitor.token) is visitor
    clock.seconds += 3601
    with pytest.raises(UnknownSession):
        visitors.of(visitor.token)
    assert visitors.count == 0


def test_where_there_are_too_many_the_one_unheard_of_for_longest_goes(clock):
    visitors = Visitors(lambda: SHOP, most=2, clock=clock)
    first, second = visitors.begin(), visitors.begin()
    visitors.of(first.token)
    visitors.begin()
    assert visitors.of(first.token) is first
    with pytest.raises(UnknownSession):
        visitors.of(second.token)


def test_a_page_keeps_its_visitor_and_another_page_has_another(visitors):
    one = visitors.at("page one")
    assert visitors.at("page one") is one and visitors.at("page two") is not one


def test_a_page_that_is_loaded_again_comes_back_to_its_visitor(visitors):
    one = visitors.at("before")
    assert visitors.return_to("after", one.token) is one and visitors.at("after") is one
    with pytest.raises(UnknownSession):
        visitors.return_to("after", "made-up")
    assert visitors.at("after") is one


def test_a_page_whose_visitor_was_forgotten_has_a_new_one(visitors, clock):
    one = visitors.at("page")
    clock.seconds = 3601
    assert visitors.at("page") is not one


def test_who_closes_the_page_is_forgotten_soon(visitors, clock, tmp_path):
    one, mine = visitors.at("page"), own(tmp_path)
    visitors.give(one, mine)
    visitors.leave("page")
    clock.seconds = 299
    visitors.sweep()
    assert mine.folder.exists()
    clock.seconds = 301
    visitors.sweep()
    assert visitors.count == 0 and not mine.folder.exists()


def test_who_loads_the_page_again_stays(visitors, clock):
    one = visitors.at("before")
    visitors.leave("before")
    clock.seconds = 100
    visitors.return_to("after", one.token)
    clock.seconds = 3600
    assert visitors.of(one.token) is one


def test_a_page_closed_behind_another_of_the_same_visitor_ends_nothing(visitors, clock):
    one = visitors.at("before")
    visitors.return_to("after", one.token)
    visitors.leave("before")
    visitors.leave("unknown")
    clock.seconds = 3000
    assert visitors.at("after") is one


def test_everyone_is_answered_by_the_shop_but_the_one_with_a_catalogue(visitors, tmp_path):
    one, other = visitors.begin(), visitors.begin()
    one.session = "over the shop's goods"
    mine = own(tmp_path)
    visitors.give(one, mine)
    assert visitors.assistant(one) is mine.assistant and visitors.assistant(other) is SHOP
    assert one.session is None


def test_pictures_of_a_catalogue_of_ones_own_are_found_by_its_name_alone(visitors, tmp_path):
    mine = own(tmp_path, "secret")
    visitors.give(visitors.begin(), mine)
    assert visitors.answering_for("secret") is mine.assistant
    assert [visitors.answering_for(name) for name in ("shop", "", "secre", "other")] == [SHOP] * 4


def test_a_new_catalogue_takes_the_place_of_the_one_before(visitors, tmp_path):
    visitor, before, after = visitors.begin(), own(tmp_path, "before"), own(tmp_path, "after")
    visitors.give(visitor, before)
    visitors.give(visitor, after)
    assert before.assistant.closed and not before.folder.exists()
    assert not after.assistant.closed and after.folder.exists()
    visitors.give(visitor, None)
    assert after.assistant.closed and not after.folder.exists()
    assert visitors.assistant(visitor) is SHOP


def test_a_catalogue_goes_with_its_visitor(visitors, clock, tmp_path):
    mine = own(tmp_path)
    visitors.give(visitors.begin(), mine)
    clock.seconds = 3601
    visitors.sweep()
    assert mine.assistant.closed and not mine.folder.exists()


def test_a_visitor_forgotten_meanwhile_is_given_nothing(visitors, clock, tmp_path):
    visitor, mine = visitors.begin(), own(tmp_path)
    clock.seconds = 3601
    visitors.sweep()
    visitors.give(visitor, mine)
    assert mine.assistant.closed and not mine.folder.exists() and visitor.own is None


def test_when_the_server_ends_nothing_stays(visitors, tmp_path):
    mine = own(tmp_path)
    visitors.give(visitors.begin(), mine)
    visitors.close()
    assert not mine.folder.exists() and visitors.count == 0


def test_many_threads_at_once(visitors):
    tokens = []

    def come_in():
        for _ in range(50):
            visitor = visitors.begin()
            assert visitors.of(visitor.token) is visitor
            tokens.append(visitor.token)

    threads = [threading.Thread(target=come_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(tokens)) == visitors.count == 200
