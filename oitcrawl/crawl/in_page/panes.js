// What each opening showed in a pane that the next one fills anew: kept, and put back under the words of its opener.
(() => {
  "use strict";
  if (window.__panes) return;
  const MOST = 60, LONGEST = 2e5, LEAST = 20; // snapshots; characters of one; letters below which one without links says nothing
  const BLOCKS = "[role=tabpanel],section,article,table,ul,ol,dl,div", WHOLE = /^(?:HTML|BODY|MAIN)$/;
  const kept = [], seen = new Set();
  let room = 1.5e6;
  const squeezed = text => String(text || "").replace(/\s+/g, " ").trim();
  // the texts and addresses of a part of the page: nothing is put back that says no more than what stands there
  const says = root => {
    const all = new Set(), walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = squeezed(walk.currentNode.data);
      if (text && !/^(?:SCRIPT|STYLE)$/.test(walk.currentNode.parentElement?.tagName)) all.add(text);
    }
    for (const link of root.querySelectorAll("a[href]")) all.add(link.href);
    return all;
  };
  const keep = (node, label) => {
    if (kept.length >= MOST || node.nodeType !== 1) return;
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll("script,style,iframe,template")) one.remove();
    for (const one of copy.querySelectorAll("a[href]")) one.setAttribute("href", one.href);
    const size = copy.outerHTML.length;
    if (size > Math.min(LONGEST, room)) return;
    if (squeezed(copy.textContent).length < LEAST && !copy.querySelector("a[href]")) return;
    room -= size;
    kept.push([label, copy]);
  };
  const blockOf = (target, added) => {
    const one = target.nodeType === 1 ? target : target.parentElement;
    if (!one?.isConnected) return [];
    if (WHOLE.test(one.tagName)) return one.tagName === "MAIN" ? [one] : added.filter(node => node.isConnected);
    const block = one.closest(BLOCKS);
    return [block || one];
  };
  const first = (record, block) => { // what stood there before the very first opening
    if (seen.has(block) || seen.size > 500) return;
    seen.add(block);
    const box = document.createElement("div");
    for (const node of record.removedNodes) box.append(node.cloneNode(true));
    keep(box, "");
  };
  const changes = [], watch = new MutationObserver(records => { if (changes.length < 5000) changes.push(...records); });

  window.__panes = {
    watch: () => { changes.length = 0; watch.observe(document, { childList: true, characterData: true, subtree: true }); },
    // keeps the panes that changed since ``watch``
    keep: (label, opener) => {
      changes.push(...watch.takeRecords());
      watch.disconnect();
      const blocks = new Set();
      for (const record of changes.slice(0, 5000)) {
        if (opener.contains(record.target)) continue;
        for (const block of blockOf(record.target, [...record.addedNodes])) {
          if (block.nodeType !== 1 || block.closest("nav,header,footer,[aria-live]")) continue;
          first(record, block);
          blocks.add(block);
        }
      }
      const outer = [...blocks].filter(one => ![...blocks].some(other => other !== one && other.contains(one)));
      for (const block of outer.slice(0, 5)) keep(block, label);
    },
    // puts back what can no longer be seen, at the end of the main content
    restore: () => {
      const there = says(document.body), missing = [];
      for (const [label, copy] of kept.reverse()) {
        const told = says(copy);
        if ([...told].every(one => there.has(one))) continue;
        for (const one of told) there.add(one);
        missing.unshift([label, copy]);
      }
      const places = document.querySelectorAll("main,[role=main]");
      const place = places.length === 1 ? places[0] : document.body;
      for (const [label, copy] of missing) {
        const part = document.createElement("section"), head = document.createElement("h3");
        head.textContent = label;
        if (label) part.append(head);
        part.append(copy);
        place.append(part);
      }
    },
  };
})()
