// The line at the top: the shop, who is listening, the cart; and the cart's drawer. While the weights of a better listener are
// on their way, a bar says how far they have come.
const bar = element.querySelector(".masthead");
const { el, icon } = vitrine;
const CROSS = ["M6 6l12 12", "M18 6L6 18"], MINUS = ["M6 12h12"], PLUS = ["M6 12h12", "M12 6v12"];
const BAG = ["M6 8h12l-1 12H7L6 8z", "M9 8V7a3 3 0 0 1 6 0v1"];
const MOST_PIECES = 99;
const POLL_MS = 1000, POLLS_AT_FIRST = 5;   // the hub has three seconds to answer
const lines = new Map();       // item -> its line, for as long as it is in the cart
bar.setAttribute("role", "group");
bar.setAttribute("aria-label", "The shop");

const name = el("h1", "name", "Vitrine"), shop = el("span", "shop", "opening the shop…"), listening = el("span", "listening");
const own = el("span", "own");  // where `upload.js` puts its ways to another catalogue
const cart = vitrine.button("cart", "Your cart", () => drawer.showModal());
const word = el("span", "word", "Cart"), count = el("span", "count"), total = el("span", "total");
cart.append(icon(BAG), word, count, total);
cart.setAttribute("aria-haspopup", "dialog");
cart.hidden = true;

const drawer = el("dialog", "drawer");
const list = el("ul"), empty = el("p", "empty", "Nothing in it yet. Pick an item and say “add it to my cart”.");
const sum = el("p", "sum"), sums = [el("span"), el("strong")];
const close = vitrine.button("close", "Close the cart", () => drawer.close());
const clear = el("button", "clear", "Empty the cart");
clear.type = "button";
clear.addEventListener("click", () => (drawer.close(), vitrine.turn(trigger, "said", { text: "empty my cart" })));
close.append(icon(CROSS));
sum.append(...sums);
sum.setAttribute("role", "status");
drawer.setAttribute("aria-label", "Your cart");
const title = el("h2", "title", "Your cart");
title.tabIndex = -1;
title.autofocus = true;        // where the focus goes first
drawer.append(title, close, list, empty, sum, clear);
drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
const who = el("span"), coming = el("progress");
coming.hidden = true;
listening.append(who, coming);
bar.replaceChildren(name, shop, own, listening, cart);
element.append(drawer);

function line(item) {
  const made = el("li");
  const about = el("span", "about");
  const hold = (pieces) => {
    made.dataset.count = pieces;   // what the next click counts from, before the shop has answered this one
    vitrine.turn(trigger, "held", { id: item.id, count: pieces });
  };
  const pieces = () => Number(made.dataset.count);
  const fewer = vitrine.button("fewer", `One less of ${item.title}`, () => hold(pieces() - 1));
  const more = vitrine.button("more", `One more of ${item.title}`, () => hold(pieces() + 1));
  const remove = vitrine.button("remove", `Remove ${item.title}`, () => hold(0));
  fewer.append(icon(MINUS)), more.append(icon(PLUS)), remove.append(icon(CROSS));
  const steps = el("span", "steps");
  steps.setAttribute("role", "group");
  steps.setAttribute("aria-label", `How many of ${item.title}`);
  steps.append(fewer, el("span", "count"), more);
  about.append(el("span", "title", item.title), el("span", "each"), steps);
  made.append(vitrine.picture(item), about, el("span", "total"), remove);
  return made;
}

function fill(made, item) {
  made.dataset.count = item.count;
  made.querySelector(".count").textContent = item.count;
  made.querySelector(".each").textContent = item.each;
  made.querySelector(".total").textContent = item.total;
  made.querySelector(".more").disabled = item.count >= MOST_PIECES;
  return made;
}

// The focus stays in the drawer when its line goes: on the next line, or on the title.
function paintDrawer(value) {
  const at = [...list.children].findIndex((made) => made.contains(document.activeElement));
  const kept = new Map(value.lines.map((item) => [item.id, fill(lines.get(item.id) ?? line(item), item)]));
  lines.clear();
  for (const [id, made] of kept) lines.set(id, made);
  const shown = [...lines.values()];
  for (const made of [...list.children]) if (!shown.includes(made)) made.remove();
  shown.forEach((made, place) => list.children[place] === made || list.insertBefore(made, list.children[place] ?? null));
  if (at >= 0 && !list.contains(document.activeElement))
    (list.children[Math.min(at, list.children.length - 1)]?.querySelector(".remove") ?? title).focus();
  empty.hidden = value.count > 0;
  sum.hidden = clear.hidden = !value.count;
  sums[0].textContent = `${value.count} ${value.count === 1 ? "item" : "items"}`;
  sums[1].textContent = value.total;
}

function paintListening(value) {
  who.textContent = value.listening ? `speech: ${value.listening}` : "speech is off: type or click";
  coming.hidden = !value.coming;
  if (!value.coming) return;
  const { name, done, total } = value.coming;
  coming.max = total;
  coming.value = done;
  coming.title = `${name} is being fetched: ${Math.floor(done / 1e6)} of ${Math.ceil(total / 1e6)} MB`;
  coming.setAttribute("aria-label", `Fetching ${name}, which will listen then`);
}

// One question at a time. It is asked at the opening, too: the hub may not have answered yet when the page is painted.
let asking = false;
async function follow() {
  if (asking) return;
  asking = true;
  try {
    for (let left = POLLS_AT_FIRST; left > 0; left--) {
      await new Promise((done) => setTimeout(done, POLL_MS));
      const value = await (await fetch(vitrine.url("/listening"))).json();
      paintListening(value);
      if (value.coming) left = POLLS_AT_FIRST;
    }
  } catch { /* the next turn says who is listening */ }
  asking = false;
}

let followed = false;
function paint() {
  const value = props.value;
  if (!value) return;
  shop.textContent = `${value.catalogue} · ${value.count.toLocaleString("en")} items`;
  paintListening(value);
  if (value.coming || !followed) follow();
  followed = true;
  cart.hidden = false;
  word.classList.toggle("apart", value.cart.count > 0);
  count.textContent = value.cart.count || "";
  total.textContent = value.cart.total;
  count.hidden = !value.cart.count;
  total.hidden = !value.cart.total;
  const pieces = `${value.cart.count} ${value.cart.count === 1 ? "item" : "items"}`;
  cart.setAttribute("aria-label", `Your cart: ${pieces}${value.cart.total ? ", " + value.cart.total : ""}`);
  paintDrawer(value.cart);
}

watch("value", paint);
paint();
