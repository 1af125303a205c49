// The conversation. A turn brings only what is new; the page keeps what was said before, and only the newest can be answered.
const log = element.querySelector(".chat");
const { el, icon } = vitrine;
const KEPT = 60;               // turns on the page
const CROSS = ["M7 7l10 10", "M17 7L7 17"];
const PENCIL = ["M4 20l1-4L16 5l3 3L8 19l-4 1z", "M14 7l3 3"];
const SOURCES = { picture: "its picture", words: "its words", conversation: "the conversation", place: "its place", price: "its price",
                  rating: "its rating", comparison: "the comparison" };
let shown = null, answered = false, heard = null, told = [], top = 0;
log.tabIndex = 0;
log.setAttribute("role", "log");
log.setAttribute("aria-label", "Conversation");

const says = (words) => () => {
  answered = true;             // the button that was clicked is about to go, and the focus with it
  vitrine.turn(trigger, "said", { text: words });
};

function by(who, text) {
  const said = el("p", "text");
  said.append(el("span", "aloud", who + ": "), text);
  return said;
}

function shopper({ text, picture, heard, steps }) {
  const said = el("div", "said");
  if (picture) {
    const own = el("img");
    own.src = vitrine.url(picture);
    own.alt = "Your picture";
    own.addEventListener("load", show);
    said.append(own);
  }
  if (text) said.append(by("You", text));
  if (heard != null) said.append(pencil(said, heard, steps));
  return said;
}

function pencil(said, text, steps) {
  const made = vitrine.button("correct", `Correct what I heard: ${text || "nothing"}`, () => {
    document.dispatchEvent(new CustomEvent("correct", { detail: { text, steps } }));
  });
  made.append(icon(PENCIL));
  return made;
}

// What was heard stands there before it is answered.
function hear(text) {
  heard = el("div", "exchange pending");
  heard.append(shopper({ text: `“${text || "…"}”` }), el("div", "answer thinking"));
  log.append(heard);
  show();
}

function answer({ text, picked, how, options, table, cart }) {
  const said = el("div", "answer");
  const line = el("div", "line");
  if (picked) line.append(vitrine.picture(picked, "eager"));
  line.append(by("Vitrine", text));
  said.append(line);
  if (how) said.append(known(how));
  if (options.length) said.append(buttons(options));
  if (table) said.append(compared(table));
  if (cart) said.append(basket(cart));
  return said;
}

// How it was known which item is meant: the likeliest, and what spoke for each.
function known({ why, rows }) {
  const made = el("details", "how");
  const most = Math.max(1, ...rows.flatMap(({ sources }) => sources.map(({ value }) => value ?? 0)));
  made.append(el("summary", "", "How did you know?"), el("p", "why", why ? `It is ${why}.` : reason(rows)));
  made.append(...rows.map((row) => candidate(row, most)));
  made.addEventListener("toggle", () => made.open && made.scrollIntoView({ block: "nearest" }));
  return made;
}

function reason([{ sources }]) {
  if (sources[0].value === null) return sources[0].name === "place" ? "You named its place." : "We were speaking of it.";
  return "It is the likeliest by all that I know.";
}

function candidate({ place, title, share, sources, picture, alt }, most) {
  const made = el("div", "candidate");
  const name = el("span", "title"), sum = el("span", "share", `${Math.round(100 * share)} %`);
  if (place) name.append(el("span", "place", place), " ");
  name.append(title);
  made.append(vitrine.picture({ picture, alt }), name, sum);
  for (const { name: source, value } of sources) {
    const bar = el("span", "bar");
    bar.style.setProperty("--share", value === null ? 1 : value / most);
    made.append(el("span", "source", SOURCES[source] ?? source), bar, el("span", "value", value === null ? "certain" : `+${value.toFixed(1)}`));
  }
  return made;
}

function buttons(options) {
  const group = el("div", "options");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Answers");
  for (const { label, words } of options) {
    const option = el("button", "option", label);
    option.type = "button";
    option.addEventListener("click", says(words));
    group.append(option);
  }
  return group;
}

function compared({ items, rows, same }) {
  const frame = el("div", "compared");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Comparison");
  const table = el("table");
  const top = el("tr");
  table.style.setProperty("--items", items.length);
  top.append(el("td"), ...items.map(column));
  const head = el("thead");
  head.append(top);
  table.append(head);
  const heading = (text) => cell("th", text, { scope: "rowgroup", colSpan: items.length + 1 });
  const part = (name, title, lines) => {
    const body = el("tbody", name), first = el("tr", "heading");
    first.append(heading(title));
    body.append(first, ...lines);
    if (lines.length) table.append(body);
  };
  part("differ", "Different", rows.map(({ name, cells }) => row(name, cells.map((text) => cell("td", text)))));
  part("same", "The same", same.map(({ name, value }) => row(name, [cell("td", value, { colSpan: items.length })])));
  frame.append(table);
  return frame;
}

function column(item) {
  const made = cell("th", "", { scope: "col" });
  const title = el("span", "title");
  if (item.picture) made.append(vitrine.picture(item));
  if (item.place) title.append(el("span", "place", item.place), " ");
  title.append(item.title);
  made.append(title);
  return made;
}

function row(name, cells) {
  const made = el("tr");
  made.append(cell("th", name, { scope: "row" }), ...cells);
  return made;
}

const cell = (tag, text, settings = {}) => Object.assign(el(tag, "", text), settings);

function basket({ lines, count, total }) {
  const frame = el("div", "basket");
  const list = el("ul");
  list.append(...lines.map(inTheCart));
  const sum = el("p", "sum");
  sum.append(el("span", "", `${count} ${count === 1 ? "item" : "items"}`), el("strong", "", total));
  frame.append(list, sum);
  return frame;
}

function inTheCart(line) {
  const made = el("li");
  const about = el("span", "about");
  about.append(el("span", "title", line.title), el("span", "count", [line.count, line.each].filter(Boolean).join(" × ")));
  const remove = vitrine.button("remove", `remove: ${line.title}`, says(line.words));
  remove.append(icon(CROSS));
  made.append(vitrine.picture(line), about, el("span", "total", line.total), remove);
  return made;
}

// What was asked before cannot be answered any more: its words would be taken for the next question's.
function settle() {
  for (const button of log.querySelectorAll("button")) button.disabled = true;
}

function show() {
  const newest = log.lastElementChild;
  if (newest) log.scrollTop = newest.offsetTop - 12;   // its beginning, or all of it
  if (newest) top = log.scrollTop;
}
// The newest stays in sight when what is below the conversation grows.
new ResizeObserver(() => Math.abs(log.scrollTop - top) < 40 && show()).observe(log);

function add(value) {
  log.querySelectorAll(".options").forEach((old) => old.remove());
  settle();
  const made = el("div", "exchange");
  if (value.said) made.append(shopper(value.said));
  made.append(answer(value));
  if (heard) heard.replaceWith(made);
  else log.append(made);
  heard = null;
  while (log.children.length > KEPT) log.firstElementChild.remove();
  return made;
}

// A visitor who is known comes back to the conversation as the tab has kept it.
function open(value) {
  const kept = vitrine.kept("talk");
  told = kept?.visit === value.visit ? kept.told : [value];
  log.replaceChildren();
  told.forEach(add);
  settle();
}

function paint() {
  const value = props.value;
  if (!value || value.turn === shown) return;
  shown = value.turn;
  if ("heard" in value) return hear(value.heard);
  if (!value.said) open(value);
  else {
    told = [...told, value].slice(-KEPT);
    const made = add(value);
    vitrine.say(value.text);
    if (answered) (made.querySelector("button:not(.correct)") ?? log).focus({ preventScroll: true });
  }
  vitrine.keep("talk", { visit: value.visit, told });
  answered = false;
  show();
}

document.addEventListener("turn", settle);
// A turn that is put right by typing stays to be seen, as what was misheard.
document.addEventListener("mended", () => log.lastElementChild?.classList.add("mended"));
watch("value", paint);
paint();
