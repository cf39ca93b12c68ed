// Runs in every page before its own scripts. Walls: what talks past HTTP, opens windows, asks questions or sends forms.
// Watch: requests, timers and changes of the page, so that its quiet can be told; JSON that it loads; where it wants to go.
(() => {
  "use strict";
  const QUIET = 60, WARY = 150; // milliseconds without a change; wary while something ticks or a loader is in sight
  const SAME_SIZE = 500; // milliseconds in which a clock changes a page, and makes it no larger
  const LONGEST_TIMER = 2500, SAME_TIMER = 3, LONGEST_REQUEST = 6000;
  const MAX_JSON = 4e6, MAX_ANSWERS = 150, MAX_WENT = 300, MAX_BY_ITSELF = 60, MAX_BY_ONE = 20, MAX_HEARERS = 3000;
  const now = performance.now.bind(performance), later = window.setTimeout, forget = window.clearTimeout;
  const requests = new Map(), timers = new Map(), timed = new Map(), answers = [], went = [], hearers = new Set();
  let changed = now(), ticks = false, room = MAX_JSON, turn = 0, label = ["", ""], acting = false;

  const notes = new Map(); // how many of each opening, so that a storm of one leaves room for the others
  const note = url => {
    const mine = label.join("\n"), before = notes.get(mine) || 0;
    if (went.length >= MAX_WENT || before >= (label[0] ? MAX_BY_ONE : MAX_BY_ITSELF)) return;
    notes.set(mine, before + 1);
    went.push([String(url), ...label]);
  };
  const silence = (name, value) => {
    try { Object.defineProperty(window, name, { value, writable: true, configurable: true }); } catch { /* stays */ }
  };

  // Walls
  class Deaf extends EventTarget { readyState = 3; close() {} send() {} postMessage() {} terminate() {} start() {} }
  for (const name of ["WebSocket", "EventSource", "Worker", "SharedWorker", "WebTransport", "RTCPeerConnection"])
    if (name in window) silence(name, class extends Deaf {});
  silence("webkitRTCPeerConnection", undefined);
  silence("alert", () => {});
  silence("confirm", () => false);
  silence("prompt", () => null);
  silence("print", () => {});
  silence("open", url => { if (url) note(new URL(url, document.baseURI)); return null; });
  navigator.sendBeacon = () => false;
  for (const name of ["submit", "requestSubmit"]) HTMLFormElement.prototype[name] = () => {};
  addEventListener("submit", event => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
  window.navigation?.addEventListener("navigate", event => {
    const there = event.destination;
    if (there.sameDocument || event.hashChange) return;
    note(there.url);
    if (event.cancelable) event.preventDefault();
  });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: "open" }); };

  // A page may be left without a word: the browser asks none that has an ear for it
  const leaving = Object.getOwnPropertyDescriptor(window, "onbeforeunload");
  try { Object.defineProperty(window, "onbeforeunload", { get: () => null, set: () => {} }); } catch { /* stays */ }

  // Who hears clicks: openers of panels, rows and buttons that are no links
  const hear = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    if (kind === "beforeunload" || kind === "unload") return undefined;
    if (kind === "click" && this instanceof Element && hearers.size < MAX_HEARERS) hearers.add(this);
    return hear.call(this, kind, ...rest);
  };

  // Requests and the JSON that they bring
  const keep = (url, kind, text) => {
    if (!text || answers.length >= MAX_ANSWERS || text.length > room) return;
    if (!/json/.test(kind || "") && !/^\s*[[{]/.test(text.slice(0, 50))) return;
    room -= text.length;
    answers.push([url, text]);
  };
  const begin = () => { const mine = ++turn; requests.set(mine, now()); return mine; };
  const end = mine => { requests.delete(mine); changed = now(); };
  const fetches = window.fetch;
  window.fetch = function (...words) {
    const mine = begin(), promise = fetches.apply(this, words);
    promise.then(async answer => {
      const kind = answer.headers.get("content-type") || "";
      if (!/html|javascript|css|image|font|pdf|octet/.test(kind)) keep(answer.url, kind, await answer.clone().text());
    }).catch(() => {}).finally(() => end(mine));
    return promise;
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...words) {
    const mine = begin();
    hear.call(this, "loadend", () => {
      try {
        const text = this.responseType === "json" ? JSON.stringify(this.response)
          : this.responseType === "" || this.responseType === "text" ? this.responseText : "";
        keep(this.responseURL, this.getResponseHeader("content-type"), text);
      } catch { /* nothing to keep */ }
      end(mine);
    });
    try { return send.apply(this, words); } catch (error) { end(mine); throw error; }
  };

  // Timers that will still change something; one that comes again and again (a clock, a slide show) does not count
  const counts = (code, wait) => {
    if (!(wait > 0 && wait <= LONGEST_TIMER)) return false;
    if (acting || timed.size > 300) return acting;
    const key = String(code).slice(0, 200), seen = (timed.get(key) || 0) + 1;
    timed.set(key, seen);
    return seen <= SAME_TIMER;
  };
  const LATE = 1000; // milliseconds by which a busy page may be late with a timer
  window.setTimeout = function (code, wait, ...rest) {
    const mine = counts(code, +wait);
    const work = !mine || typeof code !== "function" ? code
      : function (...words) { timers.delete(id); changed = now(); return code.apply(this, words); };
    const id = later.call(window, work, wait, ...rest);
    if (mine) timers.set(id, now() + +wait);
    return id;
  };
  window.clearTimeout = function (id) { timers.delete(id); forget.call(window, id); };
  const repeat = window.setInterval;
  window.setInterval = function (code, wait, ...rest) {
    ticks = true;
    const id = repeat.call(window, code, wait, ...rest);
    if (counts(code, +wait) && +wait <= 1000) timers.set(-id, now() + +wait);
    return id;
  };

  new MutationObserver(records => {
    for (const { addedNodes, removedNodes } of records)
      for (const node of [...addedNodes, ...removedNodes])
        if (node.nodeType === 1) { changed = now(); return; }
  }).observe(document, { childList: true, subtree: true });

  const LOADERS = "[class*=loader],[class*=loading],[class*=spinner],[class*=skeleton],[id*=loading],[aria-busy=true]";
  const waits = () => {
    try {
      for (const one of [...document.querySelectorAll(LOADERS)].slice(0, 20)) if (one.checkVisibility()) return true;
    } catch { /* then not */ }
    return false;
  };
  const underWay = () => {
    const here = now();
    for (const [mine, began] of requests) if (here - began > LONGEST_REQUEST) requests.delete(mine);
    for (const [id, due] of timers) if (due + (id > 0 ? LATE : 20) < here) timers.delete(id);
    return requests.size + timers.size > 0 || document.readyState !== "complete";
  };

  // Settles when nothing is under way and the page has not changed for a while; true when it fell quiet in time.
  const quiet = (longest, shortest = QUIET) => new Promise(done => {
    const until = now() + longest, all = document.getElementsByTagName("*");
    let size = -1, grown = 0;
    const look = () => {
      const here = now();
      if (here >= until) return done(false);
      if (all.length !== size) { size = all.length; grown = here; }
      if (underWay()) return later.call(window, look, 10);
      const still = (ticks && shortest === QUIET) || waits() ? WARY : shortest, left = changed + still - here;
      return left <= 0 || here - grown > SAME_SIZE ? done(true) : later.call(window, look, Math.max(left, 5));
    };
    look();
  });

  const api = {
    quiet, hearers,
    reset: () => { answers.length = went.length = 0; },
    answers: () => answers,
    went: () => went,
    act: work => { acting = true; try { work(); } finally { acting = false; } }, // what it starts is waited for
    speak: (text, row) => { label = [text, row]; },
    free: () => leaving?.set.call(window, null), // of what an attribute of the page's body asks
  };
  Object.defineProperty(window, "__oitcrawl", { value: Object.freeze(api) });
})();
