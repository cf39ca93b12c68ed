"use strict";
(() => {
  const table = document.getElementById("agencies");
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  if (!table || !tools || !search || !shown) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const tell = (count) => {
    shown.textContent = shown.dataset.text
      .replace("{shown}", count.toLocaleString())
      .replace("{total}", rows.length.toLocaleString());
  };

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count += 1;
    }
    tell(count);
  };

  const value = (row, column) => row.cells[column].dataset.v || row.cells[column].textContent.trim();

  const sort = (column, header) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => collator.compare(value(a.row, column), value(b.row, column)) * (down ? -1 : 1));
    body.append(...rows.map(({ row }) => row));
  };

  Array.from(table.tHead.rows[0].cells).forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(column, header));
    header.append(button);
  });
  search.addEventListener("input", filter);
  tools.hidden = false;
  tell(rows.length);
})();
