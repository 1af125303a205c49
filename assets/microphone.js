// Records until silence; what comes out is a 16 kHz mono WAV file, which every recogniser reads, cut to what was spoken.
(() => {
  const RATE_HZ = 16000, TICK_MS = 50;
  const SILENCE_MS = 900, PATIENCE_MS = 6000, LONGEST_MS = 15000;
  const SURE_MS = 3 * TICK_MS; // so much voice is a voice, and not a door
  const BEFORE_MS = 600;       // kept before what was spoken
  const QUIET = 0.01;          // level (root mean square) below which nothing counts as a voice
  const ABOVE_NOISE = 2.5;     // a voice is this many times louder than the room
  const ABOVE_OURS = 2;        // and louder still while the page itself is speaking
  let open = null;             // the microphone, while it is kept open between turns

  function why(error) {
    if (error.name === "NotAllowedError") return "The browser did not allow the microphone.";
    if (error.name === "NotFoundError") return "No microphone was found.";
    return "The microphone could not be used: " + error.message;
  }

  function wav(samples) {
    const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
    const put = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
    put(0, "RIFF"), view.setUint32(4, 36 + 2 * samples.length, true), put(8, "WAVEfmt ");
    view.setUint32(16, 16, true), view.setUint16(20, 1, true), view.setUint16(22, 1, true);
    view.setUint32(24, RATE_HZ, true), view.setUint32(28, 2 * RATE_HZ, true);
    view.setUint16(32, 2, true), view.setUint16(34, 16, true);
    put(36, "data"), view.setUint32(40, 2 * samples.length, true);
    samples.forEach((value, i) => view.setInt16(44 + 2 * i, Math.max(-1, Math.min(1, value)) * 32767, true));
    return new File([view], "spoken.wav", { type: "audio/wav" });
  }

  async function resample(context, blob) {
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    const offline = new OfflineAudioContext(1, Math.ceil(sound.duration * RATE_HZ), RATE_HZ);
    const source = offline.createBufferSource();
    source.buffer = sound;
    source.connect(offline.destination);
    source.start();
    return (await offline.startRendering()).getChannelData(0);
  }

  // While it listens it calls onLevel(0..1), and onVoice() once somebody speaks. held(): true while a button is kept down, so
  // that a pause is no end. kept(): true where the microphone stays open for the next turn. Resolves to {file}, or to {said}:
  // why there is none, `fault` where it will not do better. stop() ends it early, cancel() throws it away.
  vitrine.listen = function (asked) {
    let end = () => {}, over = false, thrown = false;
    const done = record(asked, (stop) => (over ? stop() : (end = stop))).then((heard) => (thrown ? {} : heard));
    const stop = () => ((over = true), end());
    return { done, stop, cancel: () => ((thrown = true), stop()) };
  };

  vitrine.closeMicrophone = function () {
    open?.getTracks().forEach((track) => track.stop());
    open = null;
  };

  async function record(asked, onReady) {
    if (!navigator.mediaDevices?.getUserMedia)
      return { said: "Browsers offer the microphone over https and on localhost only. You can type instead.", fault: true };
    let context;
    try {
      if (!open?.active) open = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true } });
      context = new AudioContext();
      await context.resume();
      const heard = await untilSilence(open, context, asked, onReady);
      if (!heard.voice) return { said: heard.peak ? "I heard nobody. Try again, a little closer." : "The microphone gave no sound." };
      return { file: wav(spoken(await resample(context, heard.blob), heard)) };
    } catch (error) {
      return { said: why(error), fault: true };
    } finally {
      if (!asked.kept()) vitrine.closeMicrophone();
      context?.close();
    }
  }

  // Counted from the end, which is when the recorder was stopped; when it truly began nobody says.
  function spoken(samples, { lasted }) {
    return samples.subarray(Math.max(0, samples.length - Math.round((RATE_HZ * (lasted + BEFORE_MS)) / 1000)));
  }

  function untilSilence(stream, context, { onLevel, onVoice, held }, onReady) {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const recorder = new MediaRecorder(stream);
    const pieces = [];
    const heard = { voice: false, peak: 0, lasted: 0 };
    const started = performance.now();
    let room = Infinity, loud = 0, quiet = 0, passed = 0, began = 0;
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.start();
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      const level = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
      room = Math.min(level, room * 1.02);
      const voice = level > Math.max(QUIET, ABOVE_NOISE * room) * (vitrine.speaking() ? ABOVE_OURS : 1);
      heard.peak = Math.max(heard.peak, level);
      const tick = performance.now() - started - passed;   // a busy machine is late
      passed += tick;
      loud = voice ? loud + Math.min(tick, 2 * TICK_MS) : loud;
      quiet = voice ? 0 : quiet + tick;
      if (!heard.voice && loud >= SURE_MS) {
        heard.voice = true;
        began = passed - 2 * loud;
        onVoice();
      }
      if (!heard.voice && quiet >= SURE_MS) loud = 0;
      heard.lasted = passed - began;
      onLevel(Math.min(1, 6 * level));
      if (passed >= LONGEST_MS || (!held() && (heard.voice ? quiet >= SILENCE_MS : passed >= PATIENCE_MS))) end();
    }, TICK_MS);
    const end = () => recorder.state !== "inactive" && recorder.stop();
    onReady(end);
    return new Promise((resolve) => recorder.addEventListener("stop", () => {
      clearInterval(timer);
      onLevel(0);
      resolve({ ...heard, blob: new Blob(pieces, { type: recorder.mimeType }) });
    }));
  }
})();
