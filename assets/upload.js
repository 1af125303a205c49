// A catalogue of the visitor's own: a zip file, a folder or several files go up, the shop tells how far it has come,
// and the page opens anew over it. Until the shop itself is open, how far that has come stands here too.
const box = element.querySelector(".upload");
const { el } = vitrine;
const POLL_MS = 500;

const opener = el("button", "bring", "Bring your own catalogue");
const back = el("button", "back", "Back to the shop");
const told = el("p", "told");
const bar = el("progress");
const stop = el("button", "stop", "Stop");
const dialog = el("dialog", "bringing");
const asked = el("p", "limits");
let request = null, polling = null;

for (const button of [opener, back, stop]) button.type = "button";
told.setAttribute("role", "status");
bar.setAttribute("aria-label", "Progress");
bar.hidden = stop.hidden = back.hidden = true;

const token = () => encodeURIComponent(vitrine.kept("visit") ?? props.value?.visit ?? "");
const at = () => `${vitrine.url("/catalogue")}?session=${token()}`;

function chooser(label, settings) {
  const button = el("label", "choose", label), input = el("input");
  Object.assign(input, { type: "file", multiple: true, ...settings });
  input.addEventListener("change", () => (send([...input.files]), (input.value = "")));
  button.append(input);
  return button;
}

function show(text, share = undefined) {
  told.textContent = text;
  bar.hidden = share === undefined;
  if (share == null) bar.removeAttribute("value");
  else bar.value = share;
}

function settle(text) {
  clearTimeout(polling);
  polling = request = null;
  show(text);
  stop.hidden = true;
  opener.disabled = false;
}

function send(files) {
  dialog.close();
  if (!files.length) return;
  const { mb } = props.value;
  if (files.reduce((sum, file) => sum + file.size, 0) > mb * 1e6) return show(`That is over ${mb} MB, the most a catalogue may have here.`);
  const form = new FormData();
  for (const file of files) form.append("file", file, file.webkitRelativePath || file.name);
  request = new XMLHttpRequest();
  request.open("POST", at());
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => show("Sending your catalogue", total ? loaded / total : null));
  request.addEventListener("load", () => (request.status === 202 ? follow() : settle(sentence(request.response?.error ?? "it could not be sent"))));
  request.addEventListener("error", () => settle("The connection was lost: your catalogue was not taken in."));
  opener.disabled = true;
  stop.hidden = false;
  show("Sending your catalogue", 0);
  request.send(form);
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

async function follow() {
  try {
    const { state, what, done, total, why } = await (await fetch(at())).json();
    if (state === "failed") return settle(sentence(why));
    if (state === "done") {
      settle(what);
      return anew();
    }
    show(sentence(what).replace(/\.$/, "") + (total ? `: ${done} of ${total}` : done ? `: ${done}` : ""), total ? done / total : null);
  } catch {
    show("The connection was lost, trying again…", null);
  }
  polling = setTimeout(follow, POLL_MS);
}

// The conversation so far was about other goods.
function anew() {
  vitrine.keep("talk", null);
  vitrine.turn(trigger, "changed", {});
}

async function end() {
  const sending = request && request.readyState < 4;
  if (sending) request.abort();
  const own = props.value?.own;
  settle(sending ? "Stopped." : "");
  if (sending) return;
  await fetch(at(), { method: "DELETE" });
  if (own) anew();
  else show("Stopped.");
}

// Ends when the visitor is known; what an upload has said since then stays.
let announced = false;
async function opening() {
  if (props.value?.visit) return announced && show("");
  try {
    const { state, what, done, total } = await (await fetch(vitrine.url("/progress"))).json();
    announced = state === "working" && Boolean(what);
    if (announced) show(`Opening the shop: ${what}` + (total ? `, ${done} of ${total}` : ""), total ? done / total : null);
  } catch { /* asked again */ }
  setTimeout(opening, POLL_MS);
}

opener.addEventListener("click", () => dialog.showModal());
back.addEventListener("click", end);
stop.addEventListener("click", end);
const close = el("button", "close", "Close");
close.type = "button";
close.addEventListener("click", () => dialog.close());
const title = el("h2", "", "Bring your own catalogue");
title.id = "bringing";
dialog.setAttribute("aria-labelledby", title.id);
const choices = el("div", "choices");
choices.append(chooser("Choose files", { accept: ".zip,.csv,.tsv,.jsonl,image/*" }), chooser("Choose a folder", { webkitdirectory: true }), close);
dialog.append(title, el("p", "", "A zip file of pictures, or of a table (CSV, TSV or JSONL) and the pictures it names; or the same as files, or as a folder. "
  + "Columns are recognised by their usual names: id, title, description, price, category, image."), asked, choices);
box.append(told, bar, stop, dialog);

function paint() {
  const value = props.value;
  if (!value) return;
  asked.textContent = `At most ${value.mb} MB and ${value.items.toLocaleString("en")} items. Only you see it, and it is deleted when you leave.`;
  back.hidden = !value.own;
  document.querySelector(".masthead .own")?.replaceChildren(...(value.mb && value.visit ? [opener, back] : []));
  opener.textContent = value.own ? "Bring another" : "Bring your own catalogue";
}

watch("value", paint);
paint();
opening();
