// Speaking in the browser chat: one press begins, the next one sends; Escape, or doing anything else, drops it. The microphone
// is on only meanwhile, and what was recorded is kept nowhere: it waits in this page until the server has taken it.
"use strict";

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const SHORTEST = 0.4; // seconds: less is a slip of the finger
const speak = document.getElementById("speak");
const kind = window.MediaRecorder && navigator.mediaDevices && KINDS.find((each) => MediaRecorder.isTypeSupported(each));
let asking = false; // for the microphone

async function record() {
  if (asking) return;
  asking = true;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).catch(() => null);
  asking = false;
  if (!stream) { say("deaf"); return; }
  try {
    take(stream);
  } catch { // it cannot record: the microphone is let go
    for (const track of stream.getTracks()) track.stop();
    say("deaf");
  }
}

function take(stream) {
  const made = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 24000 });
  const pieces = [], begun = performance.now(), longest = Number(speak.dataset.longest);
  let limit = null, wanted = false;
  made.finish = (keep) => {
    wanted = keep;
    if (made.state === "recording") made.stop();
  };
  made.ondataavailable = (event) => pieces.push(event.data);
  made.onstop = () => {
    clearTimeout(limit);
    for (const track of stream.getTracks()) track.stop();
    show(null);
    const seconds = Math.min((performance.now() - begun) / 1000, longest);
    if (!wanted || seconds < SHORTEST) return;
    put({ message: "mine-" + Date.now(), mine: true, runs: [[words.spoken, false]], rows: [] });
    act({ sound: new Blob(pieces, { type: kind.split(";")[0] }), seconds });
  };
  made.start();
  limit = setTimeout(() => made.finish(true), longest * 1000);
  show(made);
}

function show(made) {
  recorder = made;
  speak.classList.toggle("on", Boolean(made));
  speak.setAttribute("aria-label", made ? speak.dataset.stop : speak.dataset.speak);
  speak.firstElementChild.textContent = made ? "⏹" : "🎤";
  say("");
}

if (kind) {
  speak.hidden = false;
  speak.addEventListener("click", () => {
    if (recorder) recorder.finish(true); else if (!waiting.length) record();
  });
  document.addEventListener("keydown", (event) => { if (recorder && event.key === "Escape") recorder.finish(false); });
}
