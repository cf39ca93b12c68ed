// Menus, tabs and accordions: told as labels, and opened one by one on demand. No link is followed, no form is sent.
(() => {
  "use strict";
  if (window.__opens) return;
  const api = window.__oitcrawl, tried = new WeakSet(), opened = new Map(), known = new Set(), MAX_TOLD = 300, MAX_FOUND = 1500;
  const PLAIN = "summary,[aria-expanded=false],[role=tab],[data-toggle],[data-bs-toggle],[class*=accordion],"
    + "[class*=collaps],[class*=toggle],[class*=expand],button,[role=button],[onclick],a:not([href]),a[href^='#'],"
    + "a[href^='javascript:'],[class*=tab-],[class*=panel-head]";
  const NEVER = /ลบ|ออกจากระบบ|เข้าสู่ระบบ|โหวต|พิมพ์|แชร์|สมัคร|delete|log ?(?:in|out)|sign|vote|print|share|submit|ก[-+]|a[-+]$/i;
  const words = one => String(one.innerText || one.value || one.title || one.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
  const hears = one => {
    if (api.hearers.has(one) || one.onclick) return true;
    for (const key of Object.keys(one)) if (key.startsWith("__reactProps$")) return !!one[key]?.onClick;
    return false;
  };
  const isOpener = one => {
    if (/^(?:HTML|BODY|MAIN|FORM|INPUT|TEXTAREA|LABEL)$/.test(one.tagName)) return false;
    const href = one.tagName === "A" ? one.getAttribute("href") : null;
    if (href && !/^(?:#|javascript:)/i.test(href.trim())) return false;
    if (one.closest("form") && /^(?:submit|reset)$/.test(one.type || "")) return false;
    if (one.getAttribute("aria-expanded") === "true" || one.getAttribute("aria-selected") === "true") return false;
    return hears(one) || one.matches("summary,button,[role=button],[role=tab],[aria-expanded=false],[data-toggle],[data-bs-toggle],[onclick],a");
  };
  // [element, label, name]: its label and how many bear the same before it, by which one that was drawn anew is known
  const openers = () => {
    const count = new Map(), all = [...new Set([...document.querySelectorAll(PLAIN), ...api.hearers])];
    return all.filter(one => one.isConnected && isOpener(one)).map(one => [one, words(one)])
      .filter(([, text]) => text && text.length <= 200 && !NEVER.test(text))
      .map(([one, text]) => {
        const before = count.get(text) || 0;
        count.set(text, before + 1);
        return [one, text, `${text}\n${before}`];
      });
  };
  const wasOpened = ([one, , name]) => tried.has(one) || (opened.has(name) && !opened.get(name).isConnected);
  const drawnAnew = name => (openers().find(([one, , other]) => other === name && !tried.has(one)) || [])[0];
  const key = link => `${link.href}\n${link.textContent}`;
  const links = () => [...document.links].filter(one => !known.has(key(one)));
  // the row or item of a link, or the smallest block around it that says more than the link
  const around = link => {
    const row = link.closest("tr,li"), own = words(link).length;
    for (let block = row || link.parentElement, up = 0; block && up < 4; block = block.parentElement, up++) {
      const text = words(block);
      if (text.length > 300 || block.getElementsByTagName("a").length > (row ? 4 : 2)) return "";
      if (row || text.length > own + 2) return text;
    }
    return "";
  };
  let told = [];

  window.__opens = {
    // titles of the page, and [label, whether it is a route of the page's own] of what can be opened and was not yet
    tell: () => {
      links().forEach(one => known.add(key(one)));
      told = openers().filter(one => !wasOpened(one)).slice(0, MAX_TOLD);
      const titles = [document.title, ...[...document.querySelectorAll("h1,h2,h3")].slice(0, 5).map(words)];
      return { titles, openers: told.map(([one, text]) => [text, /^#!?\//.test(one.getAttribute("href") || "")]) };
    },
    // opens those told before; gives [href, text, row, heading] of the links that came to light
    open: async (which, longest) => {
      const until = performance.now() + longest, found = [];
      for (const number of which) {
        const [first, text, name] = told[number] || [];
        if (!first || performance.now() > until || found.length > MAX_FOUND) break;
        const one = first.isConnected ? first : drawnAnew(name);
        if (!one || tried.has(one)) continue;
        tried.add(one);
        opened.set(name, one);
        api.speak(text, around(one));
        window.__panes.watch();
        const parent = one.closest("details");
        if (parent && one.tagName === "SUMMARY") parent.open = true;
        else api.act(() => one.click());
        await new Promise(done => setTimeout(done, 0));
        await api.quiet(Math.min(1500, until - performance.now()), 20);
        for (const link of links()) {
          known.add(key(link));
          if (found.length <= MAX_FOUND) found.push([link.href, link.textContent.trim().slice(0, 500), around(link), text.slice(0, 300)]);
        }
        window.__panes.keep(text.slice(0, 200), one);
        api.speak("", "");
      }
      return found;
    },
  };
})()
