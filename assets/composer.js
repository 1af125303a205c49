// The input row: words, the microphone and a picture; below it what is switched on, and what the last turn took.
const box = element.querySelector(".composer");
const { el, icon } = vitrine;
const CAMERA = ["M4 8h3l2-3h6l2 3h3v11H4z", "M12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z"];
const MICROPHONE = ["M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z", "M5.5 11.5a6.5 6.5 0 0 0 13 0", "M12 18v3"];
const ARROW = ["M12 19V5", "M5.5 11.5L12 5l6.5 6.5"];
const CROSS = ["M6 6l12 12", "M18 6L6 18"];
const SPEAKER = ["M4 10v4h3l5 4V6L7 10H4z", "M15.5 9a4 4 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"];
const FREE = ["M5 10v4", "M9 7v10", "M13 4v16", "M17 8v8", "M21 11v2"];
const ASKS = "What are you looking for?";
const HOLD_MS = 350;           // a button kept down for longer is held to talk, and listening ends when it is let go
const BARS = 28;

const examples = el("div", "examples");
const held = el("div", "held");
const row = el("form", "row");
const field = el("span", "field"), words = el("input"), meter = el("span", "meter");
const file = el("input");
const status = el("p", "status");
const foot = el("div", "foot"), small = el("p", "timings");
let suggested = "";
let picture = null, listening = null, free = false, pressed = null, instead = null, before = null;

function say(text) {
  if (!text && !picture) return words.focus();
  if (instead !== null) document.dispatchEvent(new Event("mended"));
  vitrine.turn(trigger, "said", { text, picture: picture?.path ?? null, instead: instead ?? 0 });
  words.value = "";
  hold(null);
}

// ---- a picture of one's own, and words to be corrected: what stands above the row ----

function hold(next) {
  picture = next;
  instead = null;
  file.value = "";
  if (!next) return note();
  const thumb = el("img");
  thumb.src = next.url;
  thumb.alt = "Your picture";
  note(thumb, "Your picture. Add words, or send it as it is.", "Take the picture away");
}

function note(first, text, drop) {
  held.hidden = !text;
  if (!text) return held.replaceChildren();
  const away = vitrine.button("drop", drop, () => hold(null));
  away.append(icon(CROSS));
  held.replaceChildren(...(first ? [first] : []), el("span", "", text), away);
}

async function take(chosen) {
  if (!chosen) return;
  if (!chosen.type.startsWith("image/")) return (status.textContent = `${chosen.name} is no picture. JPEG, PNG and WebP are.`);
  status.textContent = "Taking your picture in…";
  try {
    hold(await upload(chosen));
    status.textContent = "";
    words.focus();
  } catch {
    status.textContent = "That picture could not be taken in. Up to 10 MB, please.";
  }
}

const files = (transfer) => [...(transfer?.files ?? [])];
document.addEventListener("paste", (event) => {
  const image = files(event.clipboardData).find(({ type }) => type.startsWith("image/"));
  if (!image) return;
  event.preventDefault();
  take(image);
});
const dragged = (event) => event.dataTransfer?.types.includes("Files");
for (const over of ["dragenter", "dragover"])
  document.addEventListener(over, (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
document.addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  document.body.classList.remove("dropping");
  if (!dragged(event)) return;
  event.preventDefault();
  take(files(event.dataTransfer).find(({ type }) => type.startsWith("image/")) ?? files(event.dataTransfer)[0]);
});

// What was misheard is put right by typing: the turn is taken back, and the words take its place.
document.addEventListener("correct", ({ detail: { text, steps } }) => {
  free && setFree(false);
  hold(null);
  note(null, "Put right what I heard, and send it.", "Leave it as it was");
  instead = steps;
  words.value = text;
  words.focus();
  words.select();
});

// ---- listening ----

async function listen() {
  if (listening) return;
  let heard = {};
  if (!vitrine.speaking() || !free) vitrine.hush();
  mic.classList.add("on");
  row.classList.add("listening");
  mic.setAttribute("aria-pressed", true);
  mic.setAttribute("aria-label", "Stop listening");
  words.placeholder = "Listening…";
  status.textContent = "";
  do {
    listening = vitrine.listen({ onLevel, onVoice: vitrine.hush, held: () => pressed?.holds ?? false, kept: () => free });
    heard = await listening.done;
  } while (free && heard.said && !heard.fault);   // hands-free, silence is no end
  listening = null;
  mic.classList.remove("on");
  row.classList.remove("listening");
  mic.setAttribute("aria-pressed", false);
  mic.setAttribute("aria-label", "Speak");
  words.placeholder = ASKS;
  if (heard.fault) setFree(false);
  if (heard.said) return (status.textContent = heard.said);
  if (heard.file) await send(heard.file);
}

async function send(recording) {
  status.textContent = "Working out what you said…";
  try {
    const { path } = await upload(recording);
    vitrine.turn(trigger, "spoken", { recording: path });
  } catch {
    status.textContent = "The recording did not arrive. Try once more, or type.";
  }
}

function onLevel(level) {
  mic.style.setProperty("--level", level.toFixed(2));
  meter.append(meter.firstChild);
  meter.lastChild.style.setProperty("--level", Math.max(0.06, level).toFixed(2));
}

// A tap listens until silence, a second one ends it; a button or a key kept down is held to talk.
function press() {
  if (listening) return listening.stop();
  const mine = (pressed = { holds: false });
  setTimeout(() => (mine.holds = pressed === mine), HOLD_MS);
  listen();
}

function release() {
  if (pressed?.holds) listening?.stop();
  pressed = null;
}

function setFree(on) {
  free = on;
  hands.setAttribute("aria-pressed", on);
  if (on) return listen();
  listening?.cancel();
  vitrine.closeMicrophone();
}

// ---- the row ----

const camera = vitrine.button("round camera", "Show a picture", () => file.click());
const mic = vitrine.button("round mic", "Speak", (event) => event.detail === 0 && press());   // by a key or a reader's click
const submit = vitrine.button("round send", "Send", () => {});
const hands = toggle("free", FREE, "Hands-free", "Keep listening between turns", (on) => setFree(on));
const aloud = toggle("aloud", SPEAKER, "Read aloud", "Read the replies aloud", (on) => {
  vitrine.aloud.turn(on);
  status.textContent = on && !vitrine.aloud.voiced() ? "This browser has no English voice of its own to read with." : "";
});

function toggle(name, paths, label, title, onturn) {
  const made = el("button", `toggle ${name}`);
  made.type = "button";
  made.title = title;
  made.setAttribute("aria-pressed", false);
  made.append(icon(paths), el("span", "", label));
  made.addEventListener("click", () => {
    const on = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", on);
    onturn(on);
  });
  return made;
}

camera.append(icon(CAMERA)), mic.append(icon(MICROPHONE)), submit.append(icon(ARROW));
submit.type = "submit";
mic.setAttribute("aria-pressed", false);
mic.addEventListener("pointerdown", (event) => event.button === 0 && (mic.setPointerCapture(event.pointerId), press()));
for (const up of ["pointerup", "pointercancel"]) mic.addEventListener(up, release);
mic.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("talk", () => mic.hidden || press());
document.addEventListener("talked", release);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest?.("dialog")) return;
  vitrine.hush();
  free ? setFree(false) : listening?.cancel();
  if (instead !== null || picture) hold(null);
});

Object.assign(words, { type: "text", maxLength: 500, autocomplete: "off", enterKeyHint: "send", placeholder: ASKS });
words.setAttribute("aria-label", ASKS);
words.addEventListener("input", () => free || listening?.cancel());
meter.setAttribute("aria-hidden", "true");
meter.append(...Array.from({ length: BARS }, () => el("span")));
field.append(meter, words);
Object.assign(file, { type: "file", accept: "image/*", hidden: true });
file.setAttribute("aria-label", "A picture");
file.addEventListener("change", () => take(file.files[0]));
status.setAttribute("role", "status");
held.hidden = true;
row.append(camera, field, file, mic, submit);
row.addEventListener("submit", (event) => (event.preventDefault(), say(words.value.trim())));
examples.setAttribute("role", "group");
examples.setAttribute("aria-label", "Things to try");
aloud.hidden = !vitrine.aloud.offered;
aloud.setAttribute("aria-pressed", vitrine.aloud.on());
foot.append(hands, aloud, small);
box.append(examples, held, row, status, foot);

// What may be said next; the keyboard stays among it.
function suggest(texts) {
  if (texts.join("\n") === suggested) return;
  suggested = texts.join("\n");
  const within = examples.contains(document.activeElement);
  examples.replaceChildren(...texts.map((text) => {
    const example = el("button", "example", text);
    example.type = "button";
    example.addEventListener("click", () => say(text));
    return example;
  }));
  examples.scrollLeft = 0;
  if (within) examples.firstChild?.focus();
}

document.addEventListener("lost", () => {
  words.value ||= vitrine.kept("unsent") ?? "";
  status.textContent = "No answer has come. Is the connection there? Send it once more.";
});

function paint() {
  const value = props.value;
  if (!value || value.turn === before) return;
  before = value.turn;
  mic.hidden = hands.hidden = !value.listening;
  small.textContent = value.timings;
  status.textContent = value.told;
  suggest(value.examples);
  vitrine.keep("visit", value.visit);
  vitrine.ended();
  if (free && !listening) listen();
}

watch("value", paint);
paint();
const unsent = vitrine.kept("unsent");
if (unsent) {
  words.value = unsent;
  status.textContent = "The connection was lost. Here is what you were saying.";
}
trigger("arrived", { visit: vitrine.kept("visit") ?? "" });
