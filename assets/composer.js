// The input row: words, the microphone and a picture; below it what the last turn took.
const box = element.querySelector(".composer");
const { el, icon } = vitrine;
const EXAMPLES = ["red dresses", "the blue one", "the cheapest", "like this but in black", "add it to my cart"];
const CAMERA = ["M4 8h3l2-3h6l2 3h3v11H4z", "M12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z"];
const MICROPHONE = ["M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z", "M5.5 11.5a6.5 6.5 0 0 0 13 0", "M12 18v3"];
const ARROW = ["M12 19V5", "M5.5 11.5L12 5l6.5 6.5"];
const CROSS = ["M6 6l12 12", "M18 6L6 18"];

const examples = el("div", "examples");
const held = el("div", "held");
const row = el("form", "row");
const words = el("input");
const file = el("input");
const status = el("p", "status");
const small = el("p", "timings");
let picture = null, listening = null;

function say(text) {
  if (!text && !picture) return words.focus();
  vitrine.turn(trigger, "said", { text, picture: picture?.path ?? null });
  hold(null);
  words.value = "";
}

function hold(next) {
  picture = next;
  held.hidden = !next;
  file.value = "";
  if (!next) return held.replaceChildren();
  const thumb = el("img");
  thumb.src = next.url;
  thumb.alt = "Your picture";
  const drop = vitrine.button("drop", "Take the picture away", () => hold(null));
  drop.append(icon(CROSS));
  held.replaceChildren(thumb, el("span", "", "Your picture. Add words, or send it as it is."), drop);
}

async function take(chosen) {
  if (!chosen) return;
  status.textContent = "Taking your picture in…";
  try {
    hold(await upload(chosen));
    status.textContent = "";
    words.focus();
  } catch {
    status.textContent = "That picture could not be taken in. Up to 10 MB, please.";
  }
}

async function speak() {
  if (listening) return listening.stop();
  const started = vitrine.listen((level) => mic.style.setProperty("--level", level.toFixed(2)));
  listening = started;
  mic.classList.add("on");
  mic.setAttribute("aria-pressed", true);
  status.textContent = "Listening… stop talking when you are done.";
  const heard = await started.done;
  listening = null;
  mic.classList.remove("on");
  mic.setAttribute("aria-pressed", false);
  if (!heard.file) return (status.textContent = heard.said);
  status.textContent = "Working out what you said…";
  const { path } = await upload(heard.file);
  vitrine.turn(trigger, "spoken", { recording: path });
}

const camera = vitrine.button("round camera", "Show a picture", () => file.click());
const mic = vitrine.button("round mic", "Speak", speak);
const send = vitrine.button("round send", "Send", () => {});
camera.append(icon(CAMERA)), mic.append(icon(MICROPHONE)), send.append(icon(ARROW));
send.type = "submit";
mic.setAttribute("aria-pressed", false);
Object.assign(words, { type: "text", maxLength: 500, autocomplete: "off", enterKeyHint: "send", placeholder: "What are you looking for?" });
words.setAttribute("aria-label", "What are you looking for?");
Object.assign(file, { type: "file", accept: "image/*", hidden: true });
file.setAttribute("aria-label", "A picture");
file.addEventListener("change", () => take(file.files[0]));
status.setAttribute("role", "status");
held.hidden = true;
row.append(camera, words, file, mic, send);
row.addEventListener("submit", (event) => (event.preventDefault(), say(words.value.trim())));
examples.setAttribute("role", "group");
examples.setAttribute("aria-label", "Things to try");
for (const text of EXAMPLES) {
  const example = el("button", "example", text);
  example.type = "button";
  example.addEventListener("click", () => say(text));
  examples.append(example);
}
box.append(examples, held, row, status, small);

function paint() {
  const value = props.value;
  if (!value) return;
  mic.hidden = !value.listening;
  small.textContent = value.timings;
  status.textContent = "";
  vitrine.ended();
}

watch("value", paint);
paint();
