// One click records until silence; what comes out is a 16 kHz mono WAV file, which every recogniser reads.
(() => {
  const RATE_HZ = 16000, TICK_MS = 50;
  const SILENCE_MS = 1100, PATIENCE_MS = 6000, LONGEST_MS = 15000;
  const QUIET = 0.01;          // level (root mean square) below which nothing counts as a voice
  const ABOVE_NOISE = 2.5;     // a voice is this many times louder than the room

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

  // Calls onLevel(0..1) while it listens. Resolves to {file} or {said: why there is none}; stop() ends it early.
  vitrine.listen = function (onLevel) {
    let stop = () => {};
    const done = record(onLevel, (end) => (stop = end));
    return { done, stop: () => stop() };
  };

  async function record(onLevel, onReady) {
    if (!navigator.mediaDevices?.getUserMedia)
      return { said: "Browsers offer the microphone over https and on localhost only. You can type instead." };
    let stream, context;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      context = new AudioContext();
      await context.resume();
      const heard = await untilSilence(stream, context, onLevel, onReady);
      if (!heard.voice) return { said: heard.peak ? "I heard nobody. Try again, a little closer." : "The microphone gave no sound." };
      return { file: wav(await resample(context, heard.blob)) };
    } catch (error) {
      return { said: why(error) };
    } finally {
      stream?.getTracks().forEach((track) => track.stop());
      context?.close();
    }
  }

  function untilSilence(stream, context, onLevel, onReady) {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const recorder = new MediaRecorder(stream);
    const pieces = [];
    const heard = { voice: false, peak: 0 };
    let room = Infinity, loud = 0, quiet = 0, passed = 0;
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.start();
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      const level = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
      room = Math.min(level, room * 1.02);
      const voice = level > Math.max(QUIET, ABOVE_NOISE * room);
      heard.peak = Math.max(heard.peak, level);
      loud = voice ? loud + TICK_MS : loud;
      quiet = voice ? 0 : quiet + TICK_MS;
      passed += TICK_MS;
      heard.voice ||= loud >= 3 * TICK_MS;
      onLevel(Math.min(1, 6 * level));
      if (passed >= LONGEST_MS || (heard.voice ? quiet >= SILENCE_MS : passed >= PATIENCE_MS)) end();
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
