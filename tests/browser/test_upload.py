"""A catalogue brought to the real page: opened, kept over a reload, left again, and seen by nobody else."""

import io
import zipfile

import pytest

from demo import ui
from demo.serving.door import Door
from demo.serving.settings import Serving, UploadLimits
from tests.browser.conftest import free_port
from tests.conftest import paint

pytestmark = pytest.mark.browser
WAIT_MS = 60_000
TABLE = "id,title,price,image\nr,<b>Red</b> bag,$10,red.png\nb,Blue dress,$20,blue.png\nx,None,$20,\n"
SHOP = ["Bolt red bag", "Ada red dress", "Cog blue watch", "Ada blue dress", "Bolt black dress", "Ada black bag"]


@pytest.fixture
def address(assistant):
    door = Door.of(lambda: assistant, ui.picture_url, Serving(uploads=UploadLimits(mb=1, items=5, seconds=60)))
    page = ui.launch(ui.build(lambda: assistant, door=door), lambda: assistant, host="127.0.0.1", port=free_port(), door=door)
    yield page.local_url
    page.close()
    door.close()


@pytest.fixture
def opened(browser, address):
    """Opens the page as a new visitor."""
    contexts = []

    def open_():
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".card", timeout=WAIT_MS)
        return page

    yield open_
    for context in contexts:
        context.close()


def packed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in (("goods.csv", TABLE), ("red.png", paint("Red", "Bag")), ("blue.png", paint("Blue", "Dress"))):
            file.writestr(name, content)
    return out.getvalue()


def bring(page, name, content):
    page.get_by_role("button", name="Bring").click()
    page.get_by_label("Choose files").set_input_files({"name": name, "mimeType": "application/zip", "buffer": content})


def titles(page):
    return page.locator(".card .title").all_inner_texts()


def told(page):
    return page.locator(".upload .told").inner_text()


def test_a_catalogue_of_ones_own(opened):
    page, other = opened(), opened()
    bring(page, "My goods.zip", packed())
    page.get_by_role("button", name="Back to the shop").wait_for(timeout=WAIT_MS)
    page.get_by_text("This is your own shop now").wait_for(timeout=WAIT_MS)
    assert titles(page) == ["<b>Red</b> bag", "Blue dress"]
    assert told(page) == "2 items taken in. 1 row was passed over: row 3: it has no picture"
    page.wait_for_function("[...document.querySelectorAll('.card img')].every((image) => image.naturalWidth > 0)",
                           timeout=WAIT_MS)
    other.reload()
    other.wait_for_selector(".card", timeout=WAIT_MS)
    assert titles(other) == SHOP and "My goods" in page.locator(".masthead").inner_text()

    page.reload()
    page.wait_for_selector(".card", timeout=WAIT_MS)
    assert titles(page) == ["<b>Red</b> bag", "Blue dress"]
    bring(page, "broken.zip", b"no zip file")
    page.get_by_text("is no zip file that can be read").wait_for(timeout=WAIT_MS)
    assert titles(page) == ["<b>Red</b> bag", "Blue dress"]

    page.get_by_role("button", name="Back to the shop").click()
    page.get_by_text("Bolt red bag").wait_for(timeout=WAIT_MS)
    assert titles(page) == SHOP and not page.get_by_role("button", name="Back to the shop").is_visible()


def test_what_is_too_large_is_not_sent(opened):
    page, sent = opened(), []
    page.on("request", lambda request: sent.append(request.url) if "/catalogue" in request.url else None)
    bring(page, "large.zip", bytes(1_100_000))
    page.get_by_text("That is over 1 MB").wait_for(timeout=WAIT_MS)
    assert sent == [] and titles(page) == SHOP
