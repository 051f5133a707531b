// The browser chat. What the learner does is posted with an id made here, so that posting it again
// (after a lost connection) is the same thing done once. What the bot says comes as server-sent events.
"use strict";

const KEPT = 60;
const ECHO = 350;      // ms: the second tap of a double tap is no answer to what has come between
const SILENCE = 6000;  // ms after which a line that should speak is taken for dead
const log = document.getElementById("log");
const note = document.getElementById("note");
const form = document.getElementById("write");
const field = document.getElementById("text");
const words = document.getElementById("words").dataset;
const WORDED = ["title", "h1", "summary", "#forget", "#log", "#note", "label", "#text", "#speak", "[type=submit]", "#words"];

let shown = load("shown") || [];   // what is on the screen, oldest first
let position = load("position") || "";
let waiting = load("waiting") || []; // done here, not yet taken by the server
let posting = false;
let connected = false;
let stream = null;
let quiet = null;
let pressed = -ECHO;
let refused = false; // by a browser without cookies: nothing more is tried
let recorder = null; // while somebody speaks (speak.js)

function load(name) {
  try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; }
}

function keep() {
  shown = shown.slice(-KEPT);
  try {
    sessionStorage.setItem("shown", JSON.stringify(shown));
    sessionStorage.setItem("position", JSON.stringify(position));
    sessionStorage.setItem("waiting", JSON.stringify(waiting.filter((what) => !what.sound))); // a voice is kept nowhere
  } catch { /* a full or forbidden storage costs the transcript, never the talk */ }
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function draw(entry) {
  const card = element("article", entry.mine ? "mine" : "");
  card.dataset.message = entry.message;
  if (entry.mine) card.append(element("span", "unseen", words.you + ": "));
  if (entry.picture) {
    const picture = element("img");
    [picture.src, picture.alt] = entry.picture;
    picture.addEventListener("load", goDown); // only now is it known how high it is
    card.append(picture);
  }
  const text = element("p");
  for (const [piece, bold] of entry.runs) text.append(bold ? element("strong", "", piece) : piece);
  card.append(text);
  if (entry.sound) {
    const sound = element("audio");
    sound.controls = true;
    sound.src = entry.sound;
    card.append(sound);
  }
  if (entry.document) {
    const [name, url] = entry.document;
    const link = element("a", "file", words.download.replace("{name}", name));
    link.href = url;
    link.download = name;
    card.append(link);
  }
  if (entry.rows && entry.rows.length && !entry.done) {
    card.classList.add("asks");
    const rows = element("div", "rows");
    let number = 0;
    for (const [place, row] of entry.rows.entries()) {
      const line = element("div", "row");
      const helps = row.some(([, data]) => data.endsWith(":skip")); // below the answers, or alone where the answer is typed
      if (helps || (place > 0 && row.length > 1 && place === entry.rows.length - 1)) line.classList.add("small");
      for (const [label, data] of row) {
        const button = element("button", "", label);
        button.type = "button";
        number += 1;
        if (number < 10) button.setAttribute("aria-keyshortcuts", String(number));
        button.addEventListener("click", () => press(entry, label, data));
        line.append(button);
      }
      rows.append(line);
    }
    if (/:\d+$/.test(entry.rows[0][0][1])) card.classList.add("choice");
    card.append(rows);
  }
  return card;
}

function goDown() {
  log.scrollTop = log.scrollHeight;
}

function put(entry) {
  if (entry.clears) { shown = []; log.replaceChildren(); } // somebody has deleted all
  const old = shown.findIndex((each) => each.message === entry.message);
  if (old >= 0) {
    shown[old] = entry;
    const card = draw(entry);
    card.classList.add("changed");
    const there = log.querySelector(`[data-message="${CSS.escape(entry.message)}"]`);
    if (there) there.replaceWith(card); else log.append(card);
  } else {
    if (entry.rows && entry.rows.length) retire();
    shown.push(entry);
    log.append(draw(entry));
    while (log.children.length > KEPT) log.firstElementChild.remove();
  }
  goDown();
}

// Buttons of earlier messages go away: one question on the screen. Those of who teaches stay: from one summary they write to several. The rest of the message stays, or it would be read out again.
function retire() {
  for (const entry of shown) {
    if (!entry.rows || !entry.rows.length || entry.done || entry.rows[0][0][1].startsWith("staff:")) continue;
    entry.done = true;
    const there = log.querySelector(`[data-message="${CSS.escape(entry.message)}"]`);
    if (!there) continue;
    there.classList.remove("asks", "choice");
    there.querySelector(".rows")?.remove();
  }
}

function press(entry, label, data) {
  if (waiting.length || performance.now() - pressed < ECHO) return;
  pressed = performance.now();
  if (log.contains(document.activeElement)) log.focus({ preventScroll: true }); // the button goes, Tab goes on from here
  for (const button of log.querySelectorAll("button")) button.disabled = true;
  act({ press: data, message: entry.message });
}

function act(what) {
  if (recorder) recorder.finish(false);
  const id = crypto.randomUUID ? crypto.randomUUID() : Math.random().toString(36).slice(2) + Date.now().toString(36);
  waiting.push({ id, ...what });
  keep();
  say("waiting");
  post();
}

async function post() {
  if (posting) return;
  posting = true;
  let pause = 500;
  while (waiting.length) {
    const before = position;
    try {
      const answer = await sent(waiting[0]);
      if (answer.status === 403) { again(); return; }
      if (answer.status === 429) { say("slow"); throw new Error("slow down"); }
      if (answer.status >= 500) throw new Error(String(answer.status));
      waiting.shift();
      if (location.hash) history.replaceState(null, "", location.pathname);
      pause = 500;
      keep();
      if (position === before) expect(); // the answer may have come first
      const { language } = answer.ok ? await answer.json() : {};
      if (language && language !== document.documentElement.lang) reword();
    } catch {
      if (!connected) say("connecting");
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, 8000);
    }
  }
  posting = false;
}

// Another language was chosen: the page's own words are taken from the page as it would be opened now. Nothing is reloaded, so
// that whoever listens to the page, or goes through it by keys, stays where they are.
async function reword() {
  const page = await fetch("/chat").then((answer) => answer.text(), () => "");
  const fresh = new DOMParser().parseFromString(page, "text/html");
  if (!fresh.getElementById("words")) return;
  for (const place of WORDED) {
    const [here, there] = [document, fresh].map((each) => each.querySelector(place));
    if (!here || !there) continue;
    for (const { name, value } of there.attributes) {
      if (/^(aria-label$|placeholder$|data-)/.test(name)) here.setAttribute(name, value);
    }
    if (!there.firstElementChild && there.textContent) here.textContent = there.textContent;
  }
  document.documentElement.lang = fresh.documentElement.lang;
}

function sent({ sound, seconds, ...what }) {
  if (!sound) {
    return fetch("/chat/send", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what) });
  }
  const url = `/chat/voice?id=${what.id}&seconds=${seconds.toFixed(1)}`;
  return fetch(url, { method: "POST", headers: { "Content-Type": sound.type }, body: sound });
}

// The server does not know us: a new visit makes us known, unless the browser keeps no cookies.
function again() {
  if (location.hash !== "#again") { location.hash = "again"; location.reload(); return; }
  stream.close();
  say("refused");
  refused = true;
}

// The server took what we sent; if it then says nothing, the line may be dead: a new one brings what was missed. If that says
// nothing either (the server was restarted in between), ask where we are.
function expect() {
  clearTimeout(quiet);
  quiet = setTimeout(() => { listen(); quiet = setTimeout(() => act({ open: true }), SILENCE / 2); }, SILENCE);
}

function say(what) {
  if (refused) return;
  note.textContent = note.dataset[what || (recorder ? "listening" : "")] || "";
}

function listen() {
  if (refused) return;
  if (stream) stream.close();
  const line = stream = new EventSource("/chat/events?after=" + encodeURIComponent(position));
  stream.onopen = () => { connected = true; if (!waiting.length) say(""); };
  stream.onmessage = (event) => {
    position = event.lastEventId;
    clearTimeout(quiet);
    put(JSON.parse(event.data));
    say("");
    keep();
  };
  stream.onerror = () => {
    connected = false;
    say("connecting");
    if (line.readyState === EventSource.CLOSED) { setTimeout(() => { if (line === stream) listen(); }, 2000); }
  };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || waiting.length) return;
  field.value = "";
  put({ message: "mine-" + Date.now(), mine: true, runs: [[text, false]], rows: [] });
  act({ text });
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return; // Shift+Enter: a new line
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (document.activeElement === field) return; // there it is written
  const cards = log.querySelectorAll(".asks");
  const buttons = cards.length ? cards[cards.length - 1].querySelectorAll("button") : [];
  const wanted = buttons[Number(event.key) - 1];
  // A number may be the answer itself: only choices that are buttons are pressed by number.
  if (wanted && cards[cards.length - 1].querySelector(".rows").children.length > 1) {
    event.preventDefault();
    wanted.click();
  }
});

document.getElementById("forget").addEventListener("click", () => {
  shown = [];
  log.replaceChildren();
  document.querySelector(".more").open = false;
  position = "";
  act({ open: true }); // and keeps the empty screen
});

for (const part of document.querySelectorAll("form, .more")) part.hidden = false; // without this script they do nothing
for (const entry of shown) log.append(draw(entry));
goDown();
listen();
addEventListener("online", listen);
const start = new URLSearchParams(location.search).get("start"); // a code that somebody was given, used once
if (start) {
  history.replaceState(null, "", location.pathname);
  act({ open: true, start: start.slice(0, 64) });
} else if (waiting.length) post(); else if (!shown.length) act({ open: true });
