// The window: numbered cards, one element an item for as long as it is shown, so that a turn changes only what changed.
const list = element.querySelector(".cards");
const { el, icon } = vitrine;
const LONG_TOUCH_MS = 400;
const LENS = ["M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z", "M15.5 15.5L20 20"];
const CROSS = ["M6 6l12 12", "M18 6L6 18"];
const shown = new Map();
let following = false;         // since the last turn nobody has moved the window
let hung = 0;                  // views so far: each has an id of its own to be described by
list.setAttribute("role", "list");
list.setAttribute("aria-label", "The window");
const ring = el("span", "ring");
ring.setAttribute("aria-hidden", "true");

function make(item) {
  const card = el("button", "card");
  card.type = "button";
  const about = el("span", "about"), why = el("span", "why");
  about.append(el("span", "match"), el("span", "title"), el("span", "facts"), why);
  card.append(el("span", "tile"), el("span", "place"), about);
  card.querySelector(".tile").append(el("span", "adds"));
  card.querySelector(".facts").append(el("span", "price"), el("span", "rating"));
  card.querySelector(".match").append(el("span"));
  why.append(el("span", "reason"), el("span", "percent"));
  card.querySelector(".adds").id = `adds-${++hung}`;
  card.addEventListener("click", () => vitrine.turn(trigger, "picked", { place: Number(card.dataset.place) }));
  const closer = vitrine.button("closer", `Look closer: ${item.title}`, () => enlarge(item));
  closer.append(icon(LENS));
  const slot = el("div", "slot");
  slot.setAttribute("role", "listitem");
  slot.append(card, closer);
  hang(card, item, 0);
  if (item.views.length > 1) turnable(slot, card, item);
  explained(slot, card);
  return slot;
}

// Puts a view into the tile, once. Its own edges go on to the tile's, and its words describe the card.
function hang(card, item, at) {
  const tile = card.querySelector(".tile");
  const picture = vitrine.picture(item.views[at], item.place > 6 ? "lazy" : "eager");
  picture.id = `view-${++hung}`;
  picture.className = `view view-${at}`;
  picture.addEventListener("load", () => {
    picture.classList.add("loaded");
    tile.style.setProperty(`--view-${at}`, `url("${picture.currentSrc}")`);
  });
  tile.append(picture);
  return picture;
}

// A second view is fetched when it is first wanted: under the pointer, the keyboard's focus or a finger that stays.
function turnable(slot, card, item) {
  const dots = el("span", "dots");
  dots.append(el("span"), el("span"));
  card.querySelector(".tile").append(dots);
  const turn = (over) => {
    if (over && !card.querySelector(".view-1")) hang(card, item, 1);
    card.classList.toggle("turned", over);
    describe(card);
  };
  let finger = null, held = false;
  slot.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && turn(true));
  slot.addEventListener("pointerleave", () => turn(card.matches(":focus-visible")));
  card.addEventListener("focus", () => card.matches(":focus-visible") && turn(true));
  card.addEventListener("blur", () => turn(slot.matches(":hover") && matchMedia("(hover: hover)").matches));
  card.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    held = false;
    finger = setTimeout(() => turn(held = true), LONG_TOUCH_MS);
  });
  for (const over of ["pointerup", "pointercancel", "pointerleave"])
    card.addEventListener(over, (event) => event.pointerType !== "mouse" && (clearTimeout(finger), held && turn(false)));
  card.addEventListener("contextmenu", (event) => held && event.preventDefault());
  card.addEventListener("click", (event) => held && (held = false, event.stopImmediatePropagation()), true);
}

function describe(card) {
  const view = card.querySelector(card.classList.contains("turned") ? ".view-1" : ".view-0").id;
  const adds = card.querySelector(".adds");
  card.setAttribute("aria-describedby", adds.childElementCount ? `${view} ${adds.id}` : view);
}

// Under the pointer or the focus, what every term of the query adds to the item's score: here, and at the equation.
function explained(slot, card) {
  const explain = (adds) => document.dispatchEvent(new CustomEvent("explain", { detail: adds }));
  const here = () => explain(slot.item.adds);
  slot.addEventListener("pointerenter", here);
  card.addEventListener("focus", here);
  for (const over of ["pointerleave", "focusout"]) slot.addEventListener(over, () => explain(null));
}

function sums(adds) {
  const most = Math.max(...Object.values(adds).map(Math.abs), 0.01);
  return Object.entries(adds).map(([name, share]) => {
    const row = el("span", share < 0 ? "add less" : "add"), bar = el("span", "bar");
    bar.style.setProperty("--share", Math.abs(share) / most);
    row.append(el("span", "term", vitrine.terms.get(name) ?? "its own words"), bar, el("span", "value", vitrine.signed(share)), " ");
    return row;
  });
}

// Under a term, what that term adds to every item's score stands in the place of the reason.
let pointed = null;            // the term under the pointer or the focus
document.addEventListener("term", ({ detail: name }) => {
  pointed = name;
  shown.forEach(give);
});

function give(slot) {
  const share = slot.item.adds[pointed], alone = Object.keys(slot.item.adds).length < 2;
  const added = share == null || alone ? "" : `${vitrine.signed(share)} by ${vitrine.terms.get(pointed) ?? pointed}`;
  const reason = slot.querySelector(".reason"), text = added || slot.item.reason;
  if (reason.textContent !== text) reason.textContent = text;
  slot.classList.toggle("weighed", Boolean(added));
}

function fill(slot, item) {
  const card = slot.firstChild, told = JSON.stringify(item);
  if (slot.told === told) return;   // a turn changes only what changed
  Object.assign(slot, { item, told });
  const say = (name, text) => {
    const part = card.querySelector("." + name);
    if (part.textContent !== text) part.textContent = text;
  };
  say("place", String(item.place));
  say("title", item.title);
  say("price", item.price);
  say("rating", item.rating == null ? "" : "★ " + item.rating.toFixed(1));
  card.querySelector(".facts").hidden = !item.price && item.rating == null;
  card.dataset.place = item.place;
  card.classList.toggle("chosen", item.chosen);
  card.classList.toggle("asked", item.asked);
  card.setAttribute("aria-pressed", item.chosen);
  card.querySelector(".adds").replaceChildren(...(Object.keys(item.adds).length > 1 ? sums(item.adds) : []));
  describe(card);
  const match = card.querySelector(".match");
  card.querySelector(".percent").title = "match, next to the best one shown";
  match.hidden = item.match == null;
  match.title = item.match == null ? "" : "match, next to the best one shown";
  match.firstChild.style.width = 100 * (item.match ?? 0) + "%";
  const percent = item.match == null ? "" : `match ${Math.round(100 * item.match)} %`;
  say("percent", percent.replace("match ", ""));
  give(slot);
  const asked = item.asked ? "perhaps this one" : "";
  card.setAttribute("aria-label",
    [`Number ${item.place}`, item.title, item.price, percent, item.reason, asked].filter(Boolean).join(", "));
}

// The whole pictures, in the size they are stored in.
function enlarge(item) {
  const frame = el("dialog", "enlarged");
  const close = vitrine.button("close", "Close", () => frame.close());
  close.append(icon(CROSS));
  frame.setAttribute("aria-label", item.title);
  const views = el("div", "views");
  for (const { picture, alt } of item.views) {
    const whole = el("img");
    whole.src = vitrine.url(picture);
    whole.alt = alt;
    views.append(whole);
  }
  frame.append(el("p", "title", item.title), close, views);
  frame.addEventListener("click", (event) => event.target === frame && frame.close());
  frame.addEventListener("close", () => frame.remove());
  document.body.append(frame);
  frame.showModal();
}

function paint() {
  const items = props.value;
  list.classList.toggle("opening", !items);
  if (!items) return list.replaceChildren(...Array.from({ length: 6 }, () => el("div", "slot ghost")));
  for (const item of items) if (!shown.has(item.id)) shown.set(item.id, make(item));
  const ids = new Set(items.map((item) => item.id));
  for (const id of [...shown.keys()]) if (!ids.has(id)) shown.delete(id);
  const slots = items.map((item) => shown.get(item.id));
  slots.forEach((slot, at) => fill(slot, items[at]));
  const before = [...list.children].filter((child) => child !== ring);
  const same = before.length === slots.length && slots.every((slot, at) => before[at] === slot);
  const nothing = () => el("p", "empty", "Nothing here fits. Undo, or ask for something else.");
  if (!same) list.replaceChildren(...(slots.length ? slots : [nothing()]), ring);
  if (!same) element.closest("#window").scrollTop = 0;
  following = true;
  reveal();
  encircle();
}

// What is chosen comes into sight, also when what is said about it makes the window smaller or larger.
function reveal() {
  if (following) list.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
}

// The ring moves from the item chosen before to the one chosen now; where there was none it is simply there.
function encircle() {
  const slot = list.querySelector(".slot:has(.chosen)");
  if (!slot) return ring.classList.remove("on", "moves");
  ring.classList.toggle("moves", ring.classList.contains("on"));
  const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = slot;
  Object.assign(ring.style, { transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` });
  ring.classList.add("on");
}
new ResizeObserver(encircle).observe(list);
const frame = element.closest("#window");
new ResizeObserver(reveal).observe(frame);
for (const moved of ["wheel", "touchmove", "pointerdown", "keydown"])
  frame.addEventListener(moved, () => (following = false), { passive: true });

watch("value", paint);
paint();
