"""A visitor's own catalogue: what is taken in, what is refused and why, and that it is nobody else's."""

import io
import os
import stat
import subprocess
import threading
import time
import zipfile
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.assistant import Assistant, Settings, Turn
from demo.serving.settings import UploadLimits
from demo.serving.uploads import BadUpload, Sent, Uploads, tidy, unpack
from demo.serving.visitors import Visitors
from tests.conftest import paint

RED_BAG, BLUE_DRESS = paint("Red", "Bag"), paint("Blue", "Dress")
TABLE = "id,title,price,category,image\nr,Red bag,$10,Bag,pictures/red.png\nb,Blue dress,$20,Dress,pictures/blue.png\n"
GOODS = {"goods.csv": TABLE, "pictures/red.png": RED_BAG, "pictures/blue.png": BLUE_DRESS}
LIMITS = UploadLimits(mb=1, items=4, seconds=60)


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def sent(*files):
    return [Sent(name, io.BytesIO(content.encode() if isinstance(content, str) else content)) for name, content in files]


def unpacked(folder, *files, limits=LIMITS):
    unpack(sent(*files), folder / "goods", limits)
    return sorted(path.relative_to(folder / "goods").as_posix() for path in (folder / "goods").rglob("*") if path.is_file())


# -- what came -> a folder --------------------------------------------------------------------------------


def test_a_zip_file_s_tables_and_pictures_are_written_and_nothing_else(tmp_path):
    files = GOODS | {"run.sh": "rm", "__MACOSX/pictures/._red.png": b"x", "pictures/.hidden.png": b"x", "notes/": ""}
    assert unpacked(tmp_path, ("goods.zip", zipped(files))) == ["goods.csv", "pictures/blue.png", "pictures/red.png"]


def test_files_are_written_by_the_names_they_came_with(tmp_path):
    assert unpacked(tmp_path, ("shoes/red.png", RED_BAG), ("bags\\blue.PNG", RED_BAG)) == ["bags/blue.PNG", "shoes/red.png"]


@pytest.mark.parametrize("name", ["../out.png", "a/../../out.png", "/etc/out.png", "C:\\out.png", "..\\out.png", "a\0.png"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(BadUpload, match="leads out of what was sent"):
        unpacked(tmp_path, (name, RED_BAG))
    if "\0" not in name:
        with pytest.raises(BadUpload, match="leads out of what was sent"):
            unpacked(tmp_path / "zipped", ("goods.zip", zipped({name: RED_BAG})))
    assert not list(tmp_path.rglob("out.png"))


def test_a_link_is_refused(tmp_path):
    out, link = io.BytesIO(), zipfile.ZipInfo("link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(BadUpload, match="'link.png' is a link"):
        unpacked(tmp_path, ("goods.zip", out.getvalue()))


def test_a_bomb_is_not_unpacked(tmp_path):
    bomb = zipped({"bomb.png": bytes(5_000_000)})
    assert len(bomb) < 10_000
    with pytest.raises(BadUpload, match="unpacks to over 4 MB"):
        unpacked(tmp_path, ("bomb.zip", bomb))


def test_a_bomb_in_many_pieces_is_not_unpacked(tmp_path):
    with pytest.raises(BadUpload, match="unpacks to over 4 MB"):
        unpacked(tmp_path, ("bomb.zip", zipped({f"{n}.png": bytes(1_000_000) for n in range(5)})))


def test_too_many_files_are_refused(tmp_path):
    with pytest.raises(BadUpload, match="there are over 32 files in it"):
        unpacked(tmp_path, ("goods.zip", zipped({f"{n}.png": b"x" for n in range(33)})))


def test_a_locked_zip_file_is_refused(tmp_path):
    packed = bytearray(zipped({"a.png": b"x"}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadUpload, match="locked with a password"):
        unpacked(tmp_path, ("goods.zip", bytes(packed)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a zip file", zipped(GOODS)[:-30]])
def test_a_broken_zip_file_is_refused(tmp_path, content):
    with pytest.raises(BadUpload, match="is no zip file that can be read"):
        unpacked(tmp_path, ("goods.zip", content))


def test_damage_inside_a_zip_file_is_refused(tmp_path):
    packed = bytearray(zipped({"a.png": bytes(range(256)) * 40}))
    packed[60:90] = bytes(30)
    with pytest.raises(BadUpload, match="is no zip file that can be read"):
        unpacked(tmp_path, ("goods.zip", bytes(packed)))


@pytest.mark.parametrize("files", [[], [("notes.txt", b"x")], [("goods.zip", zipped({"notes.txt": "x"}))]])
def test_nothing_to_take_in_is_told(tmp_path, files):
    with pytest.raises(BadUpload, match="no file came|no pictures in it"):
        unpacked(tmp_path, *files)


def test_two_files_of_one_name_are_told(tmp_path):
    with pytest.raises(BadUpload, match="two files are called 'a.png'"):
        unpacked(tmp_path, ("a.png", RED_BAG), ("a.png", RED_BAG))


@pytest.mark.parametrize(("name", "why"), [("x" * 300 + ".png", "cannot be written"), ("a.png/b.png", "two files are called")])
def test_a_name_that_the_disk_refuses_is_told(tmp_path, name, why):
    with pytest.raises(BadUpload, match=why):
        unpacked(tmp_path, ("a.png", RED_BAG), (name, RED_BAG))


# -- a folder -> a shop -----------------------------------------------------------------------------------


@pytest.fixture
def visitors(assistant):
    visitors = Visitors(lambda: assistant)
    yield visitors
    visitors.close()


@pytest.fixture
def uploads(visitors, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return Uploads(visitors, LIMITS)


def taken_in(uploads, visitor, *files):
    """How it ended: (state, what or why)."""
    uploads.begin(visitor, sent(*files))
    uploads._jobs[visitor.token].thread.join(60)
    told = uploads.progress_of(visitor).as_dict()
    return told["state"], told["why"] or told["what"]


def titles(visitors, visitor):
    assistant = visitors.assistant(visitor)
    return {assistant.item(item).title for item in assistant.open().grid}


def left_behind(tmp_path):
    return list(tmp_path.glob("vitrine-*"))


def test_a_zip_file_becomes_a_shop_of_ones_own(uploads, visitors, assistant):
    visitor, other = visitors.begin(), visitors.begin()
    assert taken_in(uploads, visitor, ("My goods!.zip", zipped(GOODS))) == ("done", "2 items taken in.")
    own = visitors.assistant(visitor)
    assert titles(visitors, visitor) == {"Red bag", "Blue dress"}
    assert own.reply(Turn(text="show me blue dresses")).grid[0] == "b"
    assert own.settings.catalog.endswith("/My goods") and own.encoder is assistant.encoder
    assert visitors.assistant(other) is assistant


def test_the_name_of_ones_own_catalogue_cannot_be_guessed(uploads, visitors):
    names = []
    for _ in range(2):
        visitor = visitors.begin()
        taken_in(uploads, visitor, ("goods.zip", zipped(GOODS)))
        names.append(visitors.assistant(visitor).settings.catalog)
    assert names[0] != names[1] and all(len(name) > 22 for name in names)


def test_pictures_alone_are_called_as_their_files_are(uploads, visitors):
    visitor = visitors.begin()
    assert taken_in(uploads, visitor, ("red-bag.png", RED_BAG), ("blue_dress.png", BLUE_DRESS))[0] == "done"
    assert titles(visitors, visitor) == {"red bag", "blue dress"}
    assert visitors.assistant(visitor).settings.catalog.endswith("/yours")


def test_rows_that_cannot_be_used_are_told(uploads, visitors):
    files = {"goods.csv": TABLE + "x,No picture,,Bag,\ny,Broken,,Bag,broken.png\n", "broken.png": b"no picture",
             **{name: content for name, content in GOODS.items() if name != "goods.csv"}}
    state, told = taken_in(uploads, visitors.begin(), ("goods.zip", zipped(files)))
    assert state == "done"
    assert told.startswith("2 items taken in. 2 rows were passed over: row 3: it has no picture; y: not a picture")


@pytest.mark.parametrize(("image", "why"), [
    ("{outside}", "lies outside what was sent"), ("../../secret.png", "lies outside what was sent"),
    ("http://127.0.0.1:9/x.png", "is an address on the web"), ("HTTPS://example.org/x.png", "")])
def test_a_table_reaches_nothing_but_what_was_sent(uploads, visitors, tmp_path, image, why):
    (tmp_path / "secret.png").write_bytes(RED_BAG)
    table = f"id,image\nx,{image.format(outside=tmp_path / 'secret.png')}\n"
    state, told = taken_in(uploads, visitors.begin(), ("goods.csv", table), ("other.png", BLUE_DRESS))
    assert state == "failed" and told.startswith("there was nothing to take in: 1 row was passed over: row 1") and why in told


@pytest.mark.parametrize(("files", "why"), [
    ([("a.csv", TABLE), ("b.csv", TABLE), ("x.png", RED_BAG)], "there are several tables in it (a.csv, b.csv): send one"),
    ([("a.csv", "id,title\n1,x\n"), ("x.png", RED_BAG)], "no picture column among id, title"),
    ([("a.csv", "id,image\n"), ("x.png", RED_BAG)], "there was nothing to take in: the table has no rows"),
    ([(f"{n}.png", RED_BAG) for n in range(5)], "there are over 4 items in it: send fewer"),
    ([("broken.png", b"no picture")], "there was nothing to take in: 1 row was passed over: broken.png: not a picture"),
])
def test_what_fails_is_told_and_leaves_everything_as_it_was(uploads, visitors, assistant, tmp_path, files, why):
    visitor = visitors.begin()
    visitor.session = assistant.open()
    state, told = taken_in(uploads, visitor, *files)
    assert state == "failed" and told.startswith(why)
    assert visitor.session == assistant.open() and visitors.assistant(visitor) is assistant
    assert left_behind(tmp_path) == []


def test_a_failure_keeps_the_catalogue_one_has(uploads, visitors):
    visitor = visitors.begin()
    taken_in(uploads, visitor, ("goods.zip", zipped(GOODS)))
    visitor.session = visitors.assistant(visitor).open()
    assert taken_in(uploads, visitor, ("broken.png", b"no picture"))[0] == "failed"
    assert titles(visitors, visitor) == {"Red bag", "Blue dress"} and visitor.session.grid


def test_a_picture_that_would_fill_the_memory_is_not_opened(uploads, visitors, monkeypatch):
    monkeypatch.setattr("demo.serving.uploads.LARGEST_PIXELS", 45 * 40)
    state, told = taken_in(uploads, visitors.begin(), ("small.png", BLUE_DRESS), ("large.png", RED_BAG))
    assert (state, told) == ("done", "1 item taken in. 1 row was passed over: large.png: over 0 megapixels")


def test_a_program_that_is_called_a_picture_is_not_run(uploads, visitors):
    program = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n"
    state, told = taken_in(uploads, visitors.begin(), ("small.png", BLUE_DRESS), ("program.png", program))
    assert state == "done"
    assert told == "1 item taken in. 1 row was passed over: program.png: EPS is no kind of picture that is taken"


def test_time_is_limited(uploads, visitors):
    uploads.limits = replace(LIMITS, seconds=0)
    assert taken_in(uploads, visitors.begin(), ("red.png", RED_BAG)) == (
        "failed", "it took longer than 0 s: send fewer items, or smaller pictures")


def test_it_can_be_stopped_and_only_one_is_taken_in_at_a_time(uploads, visitors, assistant, tmp_path):
    first, second = visitors.begin(), visitors.begin()
    with uploads._slots:   # another visitor's is on its way
        uploads.begin(first, sent(("red.png", RED_BAG)))
        uploads.begin(second, sent(("red.png", RED_BAG)))
        with pytest.raises(BadUpload, match="is being taken in already"):
            uploads.begin(first, sent(("red.png", RED_BAG)))
        assert uploads.progress_of(first).as_dict()["what"] == "waiting for its turn"
        threads = [job.thread for job in uploads._jobs.values()]
        uploads.stop(first)
    for thread in threads:
        thread.join(60)
    assert visitors.assistant(first) is assistant
    assert titles(visitors, second) == {"red"} and len(left_behind(tmp_path)) == 1


def test_when_the_server_ends_what_is_coming_in_is_stopped(uploads, visitors, tmp_path):
    visitor = visitors.begin()
    with uploads._slots:
        uploads.begin(visitor, sent(("red.png", RED_BAG)))
        threading.Timer(0.2, uploads._slots.release).start()   # the one before it ends meanwhile
        uploads.close()
        assert uploads.progress_of(visitor).as_dict()["why"] == "stopped" and left_behind(tmp_path) == []
        uploads._slots.acquire()


def test_the_catalogue_is_deleted_when_its_visitor_has_enough_of_it(uploads, visitors, assistant, tmp_path):
    visitor = visitors.begin()
    taken_in(uploads, visitor, ("goods.zip", zipped(GOODS)))
    assert len(left_behind(tmp_path)) == 1
    uploads.stop(visitor)
    assert visitors.assistant(visitor) is assistant and left_behind(tmp_path) == []


def test_what_an_ended_process_left_is_deleted_and_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    kept = [f"vitrine-{os.getpid()}-x", "vitrine-else", "vitrine-1-x"]
    for name in (f"vitrine-{ended.pid}-x", *kept):
        (tmp_path / name).mkdir()
    tidy()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


# -- over HTTP --------------------------------------------------------------------------------------------


@pytest.fixture
def client(uploads):
    return TestClient(Starlette(routes=uploads.routes()))


def followed(client, session):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = client.get("/catalogue", params={"session": session}).json()
        if told["state"] != "working":
            return told
        time.sleep(0.02)
    raise AssertionError("it never ends")


def test_a_catalogue_is_sent_followed_and_taken_away(client, visitors, assistant):
    begun = client.post("/catalogue", files=[("file", ("goods.zip", zipped(GOODS)))])
    session = begun.json()["session"]
    assert begun.status_code == 202 and begun.json()["state"] in ("working", "done")
    assert followed(client, session) | {"done": 2, "total": 2} == {
        "session": session, "state": "done", "what": "2 items taken in.", "done": 2, "total": 2, "why": "", "own": "goods"}
    assert titles(visitors, visitors.of(session)) == {"Red bag", "Blue dress"}
    assert client.delete("/catalogue", params={"session": session}).json() == {"session": session, "own": None}
    assert visitors.assistant(visitors.of(session)) is assistant


def test_several_files_keep_the_folders_they_were_in(client, visitors):
    session = client.post("/catalogue", files=[("file", ("bags/red.png", RED_BAG)), ("file", ("dresses/blue.png", BLUE_DRESS))]
                          ).json()["session"]
    assert followed(client, session)["state"] == "done"
    own = visitors.assistant(visitors.of(session))
    assert {own.item(item).kind for item in own.open().grid} == {"bags", "dresses"}


@pytest.mark.parametrize(("body", "status", "told"), [
    ({"files": [("file", ("goods.zip", bytes(2_000_000)))]}, 400, "that is over 1 MB"),
    ({"files": [("file", ("goods.zip", b"x"))]}, 400, "is no zip file"),
    ({"content": b"x"}, 400, "send them as multipart/form-data, as in curl -F file=@goods.zip"),
    ({"data": {"file": "goods.zip"}, "files": {}}, 400, "multipart/form-data"),
    ({"files": [("file", ("notes.txt", b"x"))]}, 400, "no pictures in it"),
])
def test_what_cannot_be_taken_in_is_told(client, tmp_path, body, status, told):
    refused = client.post("/catalogue", **body)
    assert refused.status_code == status and told in refused.json()["error"]
    assert left_behind(tmp_path) == []


def test_a_body_of_unsaid_length_is_cut_off(client, tmp_path):
    def endless():
        yield b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
        for _ in range(40):
            yield bytes(1 << 16)

    refused = client.post("/catalogue", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert refused.status_code == 400 and "over 1 MB" in refused.json()["error"]


@pytest.mark.parametrize("method", ["post", "get", "delete"])
def test_a_session_that_nobody_has_is_told(client, method):
    found = getattr(client, method)("/catalogue", params={"session": "made-up"})
    assert found.status_code == 404 and "no session 'made-up'" in found.json()["error"]


def test_a_shop_that_takes_none_in_says_so(client, uploads):
    uploads.limits = replace(LIMITS, mb=0)
    assert "takes no catalogues in" in client.post("/catalogue", files=[("file", ("red.png", RED_BAG))]).json()["error"]


def test_two_at_once_do_not_meet(uploads, visitors):
    one, other = visitors.begin(), visitors.begin()
    ends = {}

    def bring(visitor, name, content):
        ends[name] = taken_in(uploads, visitor, (f"{name}.png", content))

    threads = [threading.Thread(target=bring, args=each) for each in ((one, "red", RED_BAG), (other, "blue", BLUE_DRESS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert ends == {"red": ("done", "1 item taken in."), "blue": ("done", "1 item taken in.")}
    assert (titles(visitors, one), titles(visitors, other)) == ({"red"}, {"blue"})


def test_the_shop_s_own_settings_go_with_a_catalogue(uploads, visitors, assistant):
    assert isinstance(assistant, Assistant) and assistant.settings == Settings(catalog="shop")
    visitor = visitors.begin()
    taken_in(uploads, visitor, ("red.png", RED_BAG))
    assert replace(visitors.assistant(visitor).settings, catalog="shop") == assistant.settings
