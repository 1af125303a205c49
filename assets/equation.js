// What the window shows, as an equation: this picture − black + red, each term with a weight; beside it what is kept, each
// with a way to drop it. A term is one element for as long as it stands, so that a slider keeps the focus while it moves.
const line = element.querySelector(".equation");
const { el, icon } = vitrine;
const CROSS = ["M7 7l10 10", "M17 7L7 17"];
const SETTLED_MS = 250;        // a slider that has not moved for so long is meant as it stands
const parts = el("div", "parts");
const terms = new Map();       // name -> its element
let gone = -1;                 // the place of the chip that was clicked
const undo = vitrine.button("undo", "Undo the last step", () => vitrine.turn(trigger, "said", { text: "back" }));
undo.append(icon(["M9 14L4 9l5-5", "M4 9h10a6 6 0 0 1 0 12h-3"]), el("span", "", "Undo"));
line.setAttribute("role", "group");
line.setAttribute("aria-label", "What the window shows");
line.tabIndex = -1;
line.append(parts, undo);

function make(term) {
  const made = el("span", "term");
  const body = el("span", "body");
  if (term.picture) {
    const thumb = vitrine.picture({ picture: term.picture, alt: term.title }, "eager");
    thumb.title = term.title;
    body.append(thumb);
  }
  body.append(el("span", "name"), slider(term), el("span", "adds"));
  made.append(el("span", "sign"), body);
  const tell = (name) => () => document.dispatchEvent(new CustomEvent("term", { detail: name }));
  for (const over of ["pointerenter", "focusin"]) body.addEventListener(over, tell(term.name));
  for (const off of ["pointerleave", "focusout"]) body.addEventListener(off, tell(null));
  return made;
}

function slider({ name }) {
  const made = Object.assign(el("input", "weight"), { type: "range", min: 0, max: 2, step: 0.1 });
  let timer = null;
  made.addEventListener("input", () => {
    shade(made);
    clearTimeout(timer);
    timer = setTimeout(() => vitrine.turn(trigger, "weighed", { name, weight: Number(made.value) }), SETTLED_MS);
  });
  return made;
}

function shade(range) {
  range.style.setProperty("--at", range.value / range.max);
  range.setAttribute("aria-valuetext", `${range.value} times`);
}

function fill(made, { name, sign, text, weight }, alone) {
  made.className = "term" + (sign === "−" ? " minus" : sign === "+" ? " plus" : "") + (weight ? "" : " off") + (name ? "" : " none");
  const [mark, range] = [made.querySelector(".sign"), made.querySelector(".weight")];
  mark.textContent = sign;
  mark.hidden = !sign;
  made.querySelector(".name").textContent = text;
  range.hidden = alone;        // one term alone weighs what it weighs
  range.setAttribute("aria-label", `How much “${`${sign} ${text}`.trim()}” counts`);
  range.title = "how much it counts";
  if (document.activeElement !== range || !range.matches(":active")) range.value = weight;
  shade(range);
  return made;
}

function chip({ label, words }) {
  const made = vitrine.button("chip", `remove: ${label}`, () => {
    gone = [...parts.querySelectorAll(".chip")].indexOf(made);
    made.disabled = true;      // which takes the focus from it
    vitrine.turn(trigger, "said", { text: words });
  });
  made.append(el("span", "", label), icon(CROSS));
  return made;
}

// A term whose picture has changed is another term.
const key = ({ name, picture }) => `${name} ${picture}`;

function paint() {
  const value = props.value || { terms: [], kept: [], undo: false };
  const left = document.activeElement === undo && !value.undo;
  const kept = new Map(value.terms.map((term) => [key(term), terms.get(key(term)) ?? make(term)]));
  terms.clear();
  for (const [name, made] of kept) terms.set(name, made);
  vitrine.terms = new Map(value.terms.map(({ name, sign, text }) => [name, `${sign} ${text}`.trim()]));
  const chips = value.kept.map(chip);
  const shown = [...value.terms.map((term) => fill(terms.get(key(term)), term, value.terms.length < 2)), ...chips];
  for (const child of [...parts.children]) if (!shown.includes(child)) child.remove();
  shown.forEach((child, at) => parts.children[at] === child || parts.insertBefore(child, parts.children[at] ?? null));
  undo.hidden = !value.undo;
  // The keyboard stays where it was: on the chip that moved up, or near.
  if (gone >= 0) (chips[Math.min(gone, chips.length - 1)] ?? line).focus();
  else if (left) line.focus();
  gone = -1;
}

// Under the pointer or the focus an item tells what every term adds to its score.
document.addEventListener("explain", ({ detail: adds }) => {
  for (const { name, picture } of props.value?.terms ?? []) {
    const badge = terms.get(key({ name, picture }))?.querySelector(".adds");
    if (badge) badge.textContent = adds && name in adds ? vitrine.signed(adds[name]) : "";
  }
});

watch("value", paint);
paint();
