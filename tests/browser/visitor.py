"""One visitor of the page, as a test has them."""

__all__ = ["BOX", "DESK", "FOUR_TIMES", "PHONE", "TWICE", "Visitor"]

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
TWICE, FOUR_TIMES = {"width": 640, "height": 400}, {"width": 320, "height": 200}   # the desk at 200 and 400 %
BOX = ".composer input[type=text]"


class Visitor:
    """One visitor's page, and what the browser noticed on it."""

    def __init__(self, page, url):
        self.page, self.requests, self.faults = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(url)
        page.wait_for_selector(".card", timeout=60_000)

    def say(self, text):
        self.page.fill(BOX, text)
        self.turn(lambda: self.page.keyboard.press("Enter"))

    def turn(self, act, within_ms=30_000):
        """Does something and waits until the conversation shows it and the page is at rest."""
        before = self.shopper.count()
        act()
        self.page.wait_for_function(
            "before => document.querySelectorAll('.chat .said').length > before "
            "&& !document.body.classList.contains('busy')", arg=before, timeout=within_ms)

    @property
    def shopper(self):
        return self.page.locator(".chat .said")

    def last(self, who="answer"):
        """What was said last, without the name of who said it, which is there for screen readers."""
        return self.page.locator(f".chat .{who} .text").last.evaluate("said => said.lastChild.textContent")

    def titles(self):
        return self.page.locator(".card .title").all_inner_texts()

    def chosen(self):
        return [int(place) for place in self.page.locator(".card.chosen .place").all_inner_texts()]

    def equation(self):
        return " ".join(self.page.locator(".equation .parts").inner_text().split())

    def kept(self):
        return self.page.locator(".equation .chip").all_inner_texts()

    def right_edges(self, selector):
        return self.page.eval_on_selector_all(selector, "all => all.map(each => each.getBoundingClientRect().right)")

    def quietly(self, act, within_ms=30_000):
        """Does something that the conversation does not show and waits until the page is at rest again."""
        self.page.evaluate("document.querySelector('.status').textContent = ''")
        act()
        self.page.wait_for_function(
            "document.querySelector('.status').textContent && !document.body.classList.contains('busy')", timeout=within_ms)
        return self.page.inner_text(".status")
