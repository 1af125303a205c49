// The window: numbered cards, one element an item for as long as it is shown, so that a turn changes only what changed.
const list = element.querySelector(".cards");
const { el } = vitrine;
const shown = new Map();
list.setAttribute("role", "list");
list.setAttribute("aria-label", "The window");

function make() {
  const card = el("button", "card");
  card.type = "button";
  card.append(el("span", "tile"), el("span", "place"), el("span", "title"), el("span", "facts"), el("span", "match"));
  const picture = el("img");
  picture.decoding = "async";
  picture.draggable = false;
  card.querySelector(".tile").append(picture);
  card.querySelector(".facts").append(el("span", "price"), el("span", "rating"));
  card.querySelector(".match").append(el("span"));
  card.addEventListener("click", () => vitrine.turn(trigger, "picked", { place: Number(card.dataset.place) }));
  const slot = el("div", "slot");
  slot.setAttribute("role", "listitem");
  slot.append(card);
  return slot;
}

function fill(slot, item) {
  const card = slot.firstChild;
  const say = (name, text) => {
    const part = card.querySelector("." + name);
    if (part.textContent !== text) part.textContent = text;
  };
  say("place", String(item.place));
  say("title", item.title);
  say("price", item.price);
  say("rating", item.rating == null ? "" : "★ " + item.rating.toFixed(1));
  card.querySelector(".facts").hidden = !item.price && item.rating == null;
  const picture = card.querySelector("img");
  if (!picture.src) {
    picture.loading = item.place > 6 ? "lazy" : "eager";
    picture.src = vitrine.url(item.picture);
    card.querySelector(".tile").style.setProperty("--picture", `url("${vitrine.url(item.picture)}")`);
  }
  picture.alt = item.alt;
  card.dataset.place = item.place;
  card.classList.toggle("chosen", item.chosen);
  card.classList.toggle("asked", item.asked);
  card.setAttribute("aria-pressed", item.chosen);
  const match = card.querySelector(".match");
  match.hidden = item.match == null;
  match.title = item.match == null ? "" : "match, next to the best one shown";
  match.firstChild.style.width = 100 * (item.match ?? 0) + "%";
  const percent = item.match == null ? "" : `match ${Math.round(100 * item.match)} %`;
  const asked = item.asked ? "perhaps this one" : "";
  card.setAttribute("aria-label",
    [`Number ${item.place}`, item.title, item.price, percent, asked].filter(Boolean).join(", "));
}

function paint() {
  const items = props.value;
  list.classList.toggle("opening", !items);
  if (!items) return list.replaceChildren(...Array.from({ length: 6 }, () => el("div", "slot ghost")));
  for (const item of items) if (!shown.has(item.id)) shown.set(item.id, make());
  const ids = new Set(items.map((item) => item.id));
  for (const id of [...shown.keys()]) if (!ids.has(id)) shown.delete(id);
  const slots = items.map((item) => shown.get(item.id));
  slots.forEach((slot, at) => fill(slot, items[at]));
  const same = list.children.length === slots.length && slots.every((slot, at) => list.children[at] === slot);
  if (!same) list.replaceChildren(...(slots.length ? slots : [el("p", "empty", "Nothing here fits. Undo, or ask for something else.")]));
  const chosen = list.querySelector(".chosen");
  if (chosen) chosen.scrollIntoView({ block: "nearest" });
}

watch("value", paint);
paint();
