// What the drawn components share, and the page's keys. Text reaches the page through textContent alone.
(() => {
const waiting = [];
const LOST_MS = 20000;         // after this long a turn is taken for lost
let timer = null;

function next() {
  if (!waiting.length) return;
  const [trigger, name, data] = waiting.shift();
  document.body.classList.add("busy");
  if (data.text) vitrine.keep("unsent", data.text);
  timer = setTimeout(lost, LOST_MS);
  trigger(name, data);
}

function lost() {
  document.dispatchEvent(new Event("lost"));
  vitrine.ended();
}

window.vitrine = {
  // The page may be served below a prefix: Gradio knows it, and only its path matters.
  url(path) {
    return new URL(window.gradio_config?.root || "/", location.href).pathname.replace(/\/$/, "") + path;
  },

  el(tag, className = "", text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== "") made.textContent = text;
    return made;
  },

  icon(paths) {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    for (const d of paths) {
      const path = document.createElementNS(icon.namespaceURI, "path");
      path.setAttribute("d", d);
      icon.append(path);
    }
    return icon;
  },

  button(className, label, onclick) {
    const made = vitrine.el("button", className);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", onclick);
    return made;
  },

  signed(share) {
    return (share < 0 ? "−" : "+") + Math.abs(share).toFixed(2);
  },

  // What a tab remembers when it is loaded again. A browser may refuse to keep anything.
  keep(name, value) {
    try {
      if (value == null) sessionStorage.removeItem(`vitrine.${name}`);
      else sessionStorage.setItem(`vitrine.${name}`, JSON.stringify(value));
    } catch {
      // then a reload begins anew
    }
  },

  kept(name) {
    try {
      return JSON.parse(sessionStorage.getItem(`vitrine.${name}`));
    } catch {
      return null;
    }
  },

  terms: new Map(),            // of the equation: name -> how it reads

  // A picture in the size that cards have: where a card shows it too, it is loaded once.
  picture({ picture, alt }, loading = "lazy") {
    const made = vitrine.el("img");
    const [near, fine] = PICTURE_SIDES_PX.map((side) => `${vitrine.url(picture)}&px=${side}`);
    return Object.assign(made, { alt, loading, decoding: "async", draggable: false, srcset: `${near}, ${fine} 2x`, src: near });
  },

  // One turn at a time: the next waits here until the composer hears of the end of this one.
  turn(...send) {
    waiting.push(send);
    document.dispatchEvent(new Event("turn"));
    if (!timer) next();
  },

  ended() {
    clearTimeout(timer);
    timer = null;
    vitrine.keep("unsent", null);
    document.body.classList.remove("busy");
    next();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, dialog, [contenteditable=true]")) return;
  if (event.key === " " && event.target === document.body) {
    event.preventDefault();
    if (!event.repeat) document.dispatchEvent(new Event("talk"));
  } else if (event.key === "/") {
    event.preventDefault();
    document.querySelector(".composer input[type=text]")?.focus();
  } else if (/^[1-9]$/.test(event.key)) {
    document.querySelector(`.cards [data-place="${event.key}"]`)?.click();
  }
});
document.addEventListener("keyup", (event) => event.key === " " && document.dispatchEvent(new Event("talked")));
})();
