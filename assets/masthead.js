// The line at the top: the shop, who is listening, the cart.
const bar = element.querySelector(".masthead");
const { el, icon } = vitrine;
bar.setAttribute("role", "banner");

function paint() {
  const value = props.value;
  const shop = el("span", "shop", value ? `${value.catalogue} · ${value.count.toLocaleString("en")} items` : "opening the shop…");
  const name = el("h1", "name", "Vitrine");
  bar.replaceChildren(name, shop);
  if (!value) return;
  bar.append(el("span", "listening", value.listening ? `listening: ${value.listening}` : "not listening: type or click"));
  const { count, total } = value.cart;
  const cart = vitrine.button("cart", "Show my cart", () => vitrine.turn(trigger, "said", { text: "show my cart" }));
  cart.append(icon(["M6 8h12l-1 12H7L6 8z", "M9 8V7a3 3 0 0 1 6 0v1"]), el("span", count ? "word" : "", "Cart"));
  if (count) cart.append(el("span", "count", String(count)));
  if (total) cart.append(el("span", "total", total));
  cart.setAttribute("aria-label", `Show my cart: ${count} ${count === 1 ? "item" : "items"}${total ? ", " + total : ""}`);
  bar.append(cart);
}

watch("value", paint);
paint();
