"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const table = by("table");
  if (!table) return;
  const STEP = 50;
  const MANY = 1000; // rows that a browser lays out in a second
  const head = table.tHead.rows[0];
  const body = table.tBodies[0];
  const [search, sorter, shown, more, nothing] = ["search", "sort", "shown", "more", "nothing"].map(by);
  const choosers = ["province", "kind", "item", "status", "owner", "template"].map(by).filter(Boolean);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const chosen = (id) => by(id)?.value ?? "";

  // every row once: what it is searched, chosen and sorted by
  const all = Array.from(table.querySelectorAll("tbody tr"), (row) => {
    const [name, province] = row.children;
    const kind = name.querySelector("small");
    return {
      row,
      text: `${name.textContent} ${province.textContent}`.toLowerCase(),
      province: province.textContent,
      kind: kind?.textContent ?? "",
      letters: row.dataset.s,
      owed: row.dataset.o ?? "",
      template: row.dataset.t,
      added: null,
    };
  });
  let order = all;
  let limit = STEP;

  const hasStatus = ({ letters }, item, status) => {
    if (!status) return true;
    if (item) return status.includes(letters[item]);
    for (const letter of status) if (letters.includes(letter)) return true;
    return false;
  };

  const owes = (one, owner) => one.owed.split(" ").find((part) => part.startsWith(`${owner}.`));

  const matching = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [province, kind, item, status, owner, template] =
      ["province", "kind", "item", "status", "owner", "template"].map(chosen);
    return order.filter(
      (one) =>
        (!province || one.province === province) &&
        (!kind || one.kind === kind) &&
        (!owner || owes(one, owner)) &&
        (!template || one.template === template) &&
        hasStatus(one, item, status) &&
        words.every((word) => one.text.includes(word)),
    );
  };

  // what a chosen item or division comes to at this agency, under its name
  const badge = (letter, code) => {
    const option = by("status").querySelector(`option[value="${letter}"]`);
    if (!option) return null;
    const made = document.createElement("span");
    made.className = `badge s-${option.dataset.status}`;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#i-${option.dataset.status}`);
    svg.append(use);
    made.append(svg, `${code} ${option.textContent}`);
    return made;
  };

  const dress = (one, item, owner) => {
    one.added?.remove();
    one.added = null;
    if (!item && !owner) return;
    const added = document.createElement("div");
    added.className = "chosen";
    if (item) added.append(badge(one.letters[item], by("item").selectedOptions[0].textContent.split(" ")[0]) ?? "");
    if (owner) {
      const tag = document.createElement("span");
      tag.className = "tag";
      tag.textContent = table.dataset.owed
        .replace("{owner}", by("owner").selectedOptions[0].textContent)
        .replace("{count}", owes(one, owner)?.split(".")[1] ?? "0");
      added.append(tag);
    }
    one.row.children[0].append(added);
    one.added = added;
  };

  const show = () => {
    const found = matching();
    const page = found.slice(0, limit);
    const [item, owner] = [chosen("item"), chosen("owner")];
    for (const one of page) dress(one, item, owner);
    body.replaceChildren(...page.map(({ row }) => row));
    more.hidden = found.length <= limit;
    by("every").hidden = found.length > MANY;
    nothing.hidden = found.length > 0;
    table.hidden = !found.length;
    shown.textContent = shown.dataset.text
      .replace("{shown}", found.length.toLocaleString())
      .replace("{total}", all.length.toLocaleString());
  };

  const fresh = () => {
    limit = STEP;
    show();
  };

  const value = ({ row }, column, isText) => {
    const cell = row.children[column];
    if (isText) return (cell.querySelector("a") ?? cell).textContent;
    return Number(cell.dataset.v ?? Number.parseFloat(cell.textContent));
  };

  const sort = (column, down) => {
    for (const other of head.cells) other.removeAttribute("aria-sort");
    head.cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const isText = "text" in head.cells[column].dataset;
    const keyed = all.map((one) => [value(one, column, isText), one]);
    const turn = down ? -1 : 1;
    keyed.sort(isText ? ([a], [b]) => collator.compare(a, b) * turn : ([a], [b]) => (a - b) * turn);
    order = keyed.map(([, one]) => one);
    sorter.value = `${column} ${down ? 1 : 0}`;
    fresh();
  };

  Array.from(head.cells).forEach((header, column) => {
    const name = header.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(column, header.getAttribute("aria-sort") === "ascending"));
    // a heading that is repeated on the next sheet of paper is painted without its buttons
    const plain = Object.assign(document.createElement("span"), { className: "on-paper", textContent: name });
    header.append(button, plain);
    for (const [down, arrow] of [[0, "\u2191"], [1, "\u2193"]]) sorter.append(new Option(`${name} ${arrow}`, `${column} ${down}`));
  });

  const clear = () => {
    for (const one of choosers) one.value = "";
    search.value = "";
  };

  const open = () => {
    const wanted = document.querySelector(`.part[id="${CSS.escape(location.hash.slice(1))}"]`) ?? by("agencies");
    for (const part of document.querySelectorAll(".part")) part.classList.toggle("on", part === wanted);
    for (const link of document.querySelectorAll(".nav a")) {
      if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (location.hash === `#${wanted.id}`) wanted.scrollIntoView();
  };

  for (const button of document.querySelectorAll("button.who")) {
    button.addEventListener("click", () => {
      clear();
      const wanted = button.dataset.template ? "template" : "item";
      by(wanted).value = button.dataset[wanted];
      if (wanted === "item") by("status").value = "IOM";
      fresh();
      location.hash = "#agencies";
      open(); // the event comes later, and what is hidden takes no focus
      by(wanted).focus();
    });
  }
  search.addEventListener("input", fresh);
  for (const one of choosers) one.addEventListener("change", fresh);
  sorter.addEventListener("change", () => {
    const [column, down] = sorter.value.split(" ");
    if (down) return sort(Number(column), down === "1");
    for (const other of head.cells) other.removeAttribute("aria-sort");
    order = all;
    fresh();
  });
  by("reset").addEventListener("click", () => {
    clear();
    fresh();
    search.focus();
  });
  by("next").addEventListener("click", () => {
    const at = limit;
    limit += STEP;
    show();
    body.rows[at]?.querySelector("a").focus();
  });
  by("every").addEventListener("click", () => {
    const at = limit;
    limit = Infinity;
    show();
    body.rows[at]?.querySelector("a").focus();
  });
  addEventListener("hashchange", open);
  open();
  fresh();
  by("rest")?.remove();
})();
