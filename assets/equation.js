// What the window shows, as an equation: this picture − black + red, where price < 50.
const line = element.querySelector(".equation");
const { el } = vitrine;
line.setAttribute("role", "group");
line.setAttribute("aria-label", "What the window shows");

function term({ sign, text, picture, title }) {
  const made = el("span", "term" + (sign === "−" ? " minus" : sign === "+" ? " plus" : ""));
  if (sign) made.append(el("span", "sign", sign));
  const body = el("span", "body");
  if (picture) {
    const thumb = el("img");
    thumb.src = vitrine.url(picture);
    thumb.alt = title;
    thumb.title = title;
    body.append(thumb);
  }
  body.append(el("span", "", text));
  made.append(body);
  return made;
}

function paint() {
  const value = props.value || { terms: [], filters: [], sort: "", undo: false };
  const parts = el("div", "parts");
  parts.append(...value.terms.map(term), ...value.filters.map((text) => el("span", "chip", text)));
  if (value.sort) parts.append(el("span", "chip sort", value.sort));
  const undo = vitrine.button("undo", "Undo the last step", () => vitrine.turn(trigger, "said", { text: "back" }));
  undo.append(vitrine.icon(["M9 14L4 9l5-5", "M4 9h10a6 6 0 0 1 0 12h-3"]), el("span", "", "Undo"));
  undo.disabled = !value.undo;
  line.replaceChildren(parts, undo);
}

watch("value", paint);
paint();
