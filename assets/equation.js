// What the window shows, as an equation: this picture − black + red; beside it what is kept, each with a way to drop it.
const line = element.querySelector(".equation");
const { el, icon } = vitrine;
const CROSS = ["M7 7l10 10", "M17 7L7 17"];
const parts = el("div", "parts");
let gone = -1;                 // the place of the chip that was clicked
const undo = vitrine.button("undo", "Undo the last step", () => vitrine.turn(trigger, "said", { text: "back" }));
undo.append(icon(["M9 14L4 9l5-5", "M4 9h10a6 6 0 0 1 0 12h-3"]), el("span", "", "Undo"));
line.setAttribute("role", "group");
line.setAttribute("aria-label", "What the window shows");
line.tabIndex = -1;
line.append(parts, undo);

function term({ sign, text, picture, title }) {
  const made = el("span", "term" + (sign === "−" ? " minus" : sign === "+" ? " plus" : ""));
  if (sign) made.append(el("span", "sign", sign));
  const body = el("span", "body");
  if (picture) {
    const thumb = vitrine.picture({ picture, alt: title }, "eager");
    thumb.title = title;
    body.append(thumb);
  }
  body.append(el("span", "", text));
  made.append(body);
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

function paint() {
  const value = props.value || { terms: [], kept: [], undo: false };
  const left = document.activeElement === undo && !value.undo;
  const chips = value.kept.map(chip);
  parts.replaceChildren(...value.terms.map(term), ...chips);
  undo.hidden = !value.undo;
  // The keyboard stays where it was: on the chip that moved up, or near.
  if (gone >= 0) (chips[Math.min(gone, chips.length - 1)] ?? line).focus();
  else if (left) line.focus();
  gone = -1;
}

watch("value", paint);
paint();
