// The conversation. A turn brings only what is new; the page keeps what was said before, and only the newest can be answered.
const log = element.querySelector(".chat");
const { el, icon } = vitrine;
const KEPT = 60;               // turns on the page
const CROSS = ["M7 7l10 10", "M17 7L7 17"];
let shown = null, answered = false;
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

function shopper({ text, picture }) {
  const said = el("div", "said");
  if (picture) {
    const own = el("img");
    own.src = vitrine.url(picture);
    own.alt = "Your picture";
    own.addEventListener("load", show);
    said.append(own);
  }
  if (text) said.append(by("You", text));
  return said;
}

function answer({ text, picked, options, table, cart }) {
  const said = el("div", "answer");
  const line = el("div", "line");
  if (picked) line.append(vitrine.picture(picked, "eager"));
  line.append(by("Vitrine", text));
  said.append(line);
  if (options.length) said.append(buttons(options));
  if (table) said.append(compared(table));
  if (cart) said.append(basket(cart));
  return said;
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
}

function paint() {
  const value = props.value;
  if (!value || value.turn === shown) return;
  shown = value.turn;
  log.querySelectorAll(".options").forEach((old) => old.remove());
  settle();
  const made = el("div", "exchange");
  if (value.said) made.append(shopper(value.said));
  else log.replaceChildren();
  made.append(answer(value));
  log.append(made);
  while (log.children.length > KEPT) log.firstElementChild.remove();
  if (answered) (made.querySelector("button") ?? log).focus({ preventScroll: true });
  answered = false;
  show();
}

document.addEventListener("turn", settle);
watch("value", paint);
paint();
