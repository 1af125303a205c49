// Replies read aloud, by a voice that lives in the browser: others would send the words to another host.
(() => {
  const NAME = "vitrine.aloud";
  const synthesis = window.speechSynthesis;
  const local = () => synthesis.getVoices().filter((voice) => voice.localService && voice.lang.startsWith("en"));
  let on = remembered();

  function remembered() {
    try {
      return localStorage.getItem(NAME) === "on";
    } catch {
      return false;
    }
  }

  Object.assign(vitrine, {
    speaking: () => Boolean(synthesis?.speaking),
    hush: () => synthesis?.cancel(),
    say(text) {
      const voice = on && local()[0];
      if (voice) synthesis.speak(Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang }));
    },
    aloud: {
      offered: Boolean(synthesis && window.SpeechSynthesisUtterance),
      on: () => on,
      voiced: () => local().length > 0,
      turn(next) {
        on = next;
        if (!on) vitrine.hush();
        try {
          localStorage.setItem(NAME, on ? "on" : "off");
        } catch {
          // a browser that keeps nothing reads aloud for as long as the page is open
        }
      },
    },
  });
  document.addEventListener("turn", vitrine.hush);
})();
