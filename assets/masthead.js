// The line at the top: the shop, who is listening, the cart; and the cart's drawer.
const bar = element.querySelector(".masthead");
const { el, icon } = vitrine;
const CROSS = ["M6 6l12 12", "M18 6L6 18"], MINUS = ["M6 12h12"], PLUS = ["M6 12h12", "M12 6v12"];
const BAG = ["M6 8h12l-1 12H7L6 8z", "M9 8V7a3 3 0 0 1 6 0v1"];
const MOST_PIECES = 99;
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

function paint() {
  const value = props.value;
  if (!value) return;
  shop.textContent = `${value.catalogue} · ${value.count.toLocaleString("en")} items`;
  listening.textContent = value.listening ? `speech: ${value.listening}` : "speech is off: type or click";
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
