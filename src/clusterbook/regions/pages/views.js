/* What a reader chooses on the pages of regions, and how it is shown; the numbers come from regions.js. */
(() => {
  "use strict";
  const { base, known, share, quotient, difference, rank, interval, fifth, strongest, together, format, kind, place } = regions;

  const make = (tag, text, more = {}) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
    made.append(...(Array.isArray(text) ? text : [text]));
    return made;
  };
  const number = (text) => make("td", text, { class: "text-right" });
  // Between what and what, in small beneath a value; nothing where that is not known.
  const around = (ends, digits, percent) => (ends && known(ends[0])
    ? [" ", make("small", ends.map((end) => format(end, digits, percent)).join(" – "), { class: "r-ends" })] : []);
  const head = (text, right) => make("th", text, { scope: "col", ...(right && { class: "text-right" }) });
  const named = ({ title, korean }) => make("th", korean ? [title, " ", make("small", korean, { lang: "ko" })] : title, { scope: "row" });
  const link = (row) => make("a", row.title, { href: `${base}${row.slug}.html` });
  const worded = (words, filled) => words.replace(/\{(\w+)\}/g, (_, name) => filled[name]);
  const wordsOf = (box) => JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const save = (name, rows) => {
    const text = rows.map((row) => row.map((cell) => `"${String(known(cell) ? cell : "").replace(/"/g, '""')}"`).join(",")).join("\r\n");
    const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    make("a", "", { href: address, download: `${name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1e4);
  };
  const tableRows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s*\n\s*/g, " | ")));
  // Names without accents and signs: who writes durham chapel hill finds Durham-Chapel Hill.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const matches = (asked, name) => plain(asked).split(" ").every((word) => plain(name).includes(word));
  // A view follows the name of its part of the page, after a question mark, as that of a figure does.
  const hash = () => new URLSearchParams(location.hash.replace(/^#[^?]*\??/, ""));
  const keep = (values) => {
    const part = document.querySelector("[data-regions]").id, view = new URLSearchParams(values);
    history.replaceState(null, "", `${location.pathname}#${part}${view.size ? `?${view}` : ""}`);
  };

  // ---- A region's page: what it has more of than what the reader chooses ----
  const regionPage = (box) => {
    const { kind: name, code } = box.dataset, words = wordsOf(box);
    const select = box.querySelector("select"), other = box.querySelector("input"), body = box.querySelector("tbody");
    const last = [...box.querySelectorAll("thead th")].pop(), lastNamed = last.textContent, first = [...body.rows], told = box.querySelector("[role=status]");
    const show = async () => {
      const choice = select.value;
      other.parentElement.hidden = choice !== "other";
      told.textContent = "";
      if (choice === "nation") {
        last.textContent = lastNamed;
        body.replaceChildren(...first);
        return keep({});
      }
      const codes = choice === "other" ? [other.value.split(" ").pop()] : select.selectedOptions[0].dataset.places.split(" ");
      const found = await kind(name);
      if (!codes.every((one) => found.places.some((row) => row.code === one))) return;
      const [own, ...rest] = await Promise.all([code, ...codes].map((one) => place(name, one)));
      const held = together(rest), rows = strongest(own, held, found.least, found.most);
      body.replaceChildren(...rows.map(({ i, value, lq }) => make("tr", [
        named(found.activities[i]), number(format(value, 0)), number(format(share(value, own.total), 2, true)),
        number(format(share(held.values[i], held.totals[i]), 2, true)), number(format(lq, 2)),
        number(own.errors && known(own.errors[i]) ? format(own.errors[i] / 100, 1, true) : "–")])));
      last.textContent = words.error;
      told.textContent = worded(rest.length > 10 ? words.many : words.held, { n: rest.length, places: rest.map((row) => row.title).join("; ") });
      keep(choice === "other" ? { reference: choice, place: codes[0] } : { reference: choice });
    };
    const names = async () => {
      const list = box.querySelector("datalist");
      if (!list.children.length) list.append(...(await kind(name)).places.filter((row) => row.code !== code)
        .map((row) => make("option", "", { value: `${row.title} ${row.code}` })));
    };
    select.addEventListener("change", () => (show(), select.value === "other" && names()));
    other.addEventListener("change", show);
    box.querySelector("[data-save]").addEventListener("click", async () => {
      const [found, own] = [await kind(name), await place(name, code)];
      save(own.slug, [words.columns, ...own.values.map((value, i) => [own.title, found.activities[i].code, found.activities[i].title,
        known(value) ? value : "", words.marks[own.marks[i]], own.errors?.[i], share(value, own.total),
        quotient(value, own.total, found.reference[i], found.total), found.unit, found.year, found.source])]);
    });
    const asked = hash();
    if (asked.get("reference")) {
      select.value = asked.get("reference");
      other.value = asked.get("place") || "";
      show();
    }
  };

  // ---- Places of a kind: ranking and map ----
  const kindPage = async (box) => {
    const words = wordsOf(box), by = box.querySelector("select"), find = box.querySelector("input[type=search]");
    const table = box.querySelector("table"), told = box.querySelector("[role=status]"), map = box.querySelector("svg.r-map");
    const found = await kind(box.dataset.kind);
    const value = (row) => row.measures[by.value]?.[0] ?? null;
    const show = () => {
      const measure = found.measures[by.value];
      const all = found.places.map(value), low = (row) => row.measures[by.value];
      const rows = found.places.filter((row) => matches(find.value, `${row.title} ${row.korean} ${row.also}`))
        .sort((a, b) => (value(b) ?? -Infinity) - (value(a) ?? -Infinity));
      table.tHead.rows[0].cells[2].textContent = measure.label;
      table.tBodies[0].replaceChildren(...rows.map((row) => make("tr", [number(format(rank(value(row), all), 0)),
        make("th", link(row), { scope: "row" }), number(format(value(row), measure.digits, measure.percent)),
        number(known(low(row)?.[1]) ? `${format(low(row)[1], measure.digits, measure.percent)} – ${format(low(row)[2], measure.digits, measure.percent)}` : "")])));
      told.textContent = worded(words.found, { n: rows.length, all: all.length, reading: measure.reading });
      for (const row of found.places) {
        const mark = map?.querySelector(`[data-code="${row.code}"]`);
        if (mark) mark.dataset.fifth = fifth(value(row), all) ?? "none";
      }
    };
    const changed = () => (show(), keep({ by: by.value, ...(find.value && { find: find.value }) }));
    const asked = hash();
    if (found.measures[asked.get("by")]) by.value = asked.get("by");
    find.value = asked.get("find") || "";
    by.addEventListener("change", changed);
    find.addEventListener("input", changed);
    box.querySelector("[data-save]").addEventListener("click", () => save(box.dataset.kind,
      [...tableRows(table), [], [found.source]]));
    show();
    if (map) walk(map, box.querySelector(".r-named"));
  };
  // Arrow keys go to the nearest place in their direction; a tap beside a place names the nearest.
  const walk = (map, named) => {
    const marks = [...map.querySelectorAll("a")], middle = (mark) => [mark.dataset.x, mark.dataset.y].map(Number);
    const name = (mark) => named.replaceChildren(make("a", mark.getAttribute("aria-label"), { href: mark.getAttribute("href") }));
    const nearest = (x, y, inside = () => true) => marks.filter((mark) => inside(...middle(mark)))
      .sort((a, b) => Math.hypot(middle(a)[0] - x, middle(a)[1] - y) - Math.hypot(middle(b)[0] - x, middle(b)[1] - y))[0];
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    map.addEventListener("focusin", (event) => event.target.closest("a") && name(event.target.closest("a")));
    map.addEventListener("pointerover", (event) => event.target.closest("a") && name(event.target.closest("a")));
    map.addEventListener("keydown", (event) => {
      const way = ways[event.key], from = document.activeElement.closest("a");
      if (!way || !from) return;
      event.preventDefault();
      const [x, y] = middle(from);
      const next = nearest(x, y, (u, v) => (u - x) * way[0] + (v - y) * way[1] > Math.abs((u - x) * way[1] + (v - y) * way[0]));
      if (!next) return;
      from.setAttribute("tabindex", -1);
      next.setAttribute("tabindex", 0);
      next.focus();
    });
    map.addEventListener("click", (event) => {
      if (event.target.closest("a")) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      name(nearest(at.x, at.y));
    });
  };

  // ---- Up to five places side by side; the address keeps the choice ----
  const MOST = 5;
  const comparePage = (box) => {
    const words = wordsOf(box), [select, field] = [box.querySelector("select"), box.querySelector("input")];
    const told = box.querySelector("[role=status]"), shown = box.querySelector("[data-shown]");
    const list = box.querySelector("datalist"), chosen = box.querySelector("[data-chosen]");
    const codes = () => (hash().get("places") || "").split(" ").filter(Boolean);
    const choose = (name, some) => (keep({ kind: name, places: some.join(" ") }), show());
    const table = (caption, header, rows) => make("div", [make("table", [make("caption", caption),
      make("thead", [make("tr", header)]), make("tbody", rows.map((row) => make("tr", row)))])],
    { class: "pst-scrollable-table-container", tabindex: 0, role: "region", "aria-label": caption });
    const measured = (figure, { digits, percent }) => number(figure
      ? [format(figure[0], digits, percent), ...around(figure.slice(1), digits, percent)] : "–");
    const show = async () => {
      const name = hash().get("kind") || select.value;
      select.value = name;
      const found = await kind(name), some = codes().filter((code) => found.places.some((row) => row.code === code)).slice(0, MOST);
      list.replaceChildren(...found.places.map((row) => make("option", "", { value: `${row.title} ${row.code}` })));
      const places = await Promise.all(some.map((code) => place(name, code)));
      chosen.replaceChildren(...places.map((one) => {
        const button = make("button", "×", { type: "button", "aria-label": worded(words.remove, { place: one.title }) });
        button.addEventListener("click", () => choose(name, some.filter((code) => code !== one.code)));
        return make("li", [link(one), " ", button]);
      }));
      field.disabled = some.length === MOST;
      told.textContent = worded(places.length ? words.shown : words.none, { n: places.length, most: MOST });
      if (!places.length) return shown.replaceChildren();
      const header = (first) => [head(first), ...places.map((one) => head(one.title, true))];
      const figures = Object.entries(found.measures).map(([key, measure]) => [make("th", measure.label, { scope: "row" }),
        ...places.map((one) => measured(one.measures[key], measure))]);
      const nation = { values: found.reference, totals: found.reference.map(() => found.total) };
      const lq = (one, i) => quotient(one.values[i], one.total, found.reference[i], found.total);
      const strong = (one) => strongest(one, nation, found.least, 8).map(({ i }) => i);
      const rows = [...new Set(places.flatMap(strong))].map((i) => [named(found.activities[i]),
        ...places.map((one) => number([format(lq(one, i), 2), ...around(interval(lq(one, i), one.errors?.[i]), 2), " ",
          make("small", known(one.values[i]) ? format(share(one.values[i], one.total), 2, true) : words.marks[one.marks[i]])]))]);
      const apart = places.map((one) => [make("th", one.title, { scope: "row" }),
        ...places.map((other) => number(one === other ? "–" : format(difference(one, other), 1, true)))]);
      shown.replaceChildren(table(words.figures, header(words.figure), figures), table(words.quotients, header(found.activity), rows),
        ...(places.length > 1 ? [table(words.apart, header(words.place), apart)] : []), make("p", found.source));
    };
    const add = () => {
      const code = field.value.split(" ").pop(), name = select.value;
      if (!regions.kinds[name]?.places.some((row) => row.code === code)) return;
      field.value = "";
      choose(name, [...new Set([...codes(), code])].slice(0, MOST));
    };
    select.addEventListener("change", () => choose(select.value, []));
    field.addEventListener("change", add);
    field.addEventListener("input", (event) => event.inputType === "insertReplacementText" && add());
    window.addEventListener("hashchange", show);
    box.querySelector("[data-save]").addEventListener("click", () => save("comparison",
      [...shown.querySelectorAll("table")].flatMap((one) => [[one.caption.innerText], ...tableRows(one), []]).concat([[regions.kinds[select.value].source]])));
    show();
  };

  // ---- The search by name: the names of all places come when the field is first used ----
  const findPage = (box) => {
    const words = wordsOf(box), field = box.querySelector("input"), list = box.querySelector("[data-list]"), told = box.querySelector("[role=status]");
    const MANY = 12;
    // First whose name begins with what is asked for, then whose name holds it, then those of other names.
    const order = (asked, [title, korean]) => [plain(title), plain(korean)].some((name) => name.startsWith(asked)) ? 0
      : plain(`${title} ${korean}`).includes(asked) ? 1 : 2;
    const show = async () => {
      await regions.load("names");
      const asked = plain(field.value);
      const rows = !asked ? [] : regions.names.filter((row) => matches(asked, `${row[0]} ${row[1]} ${row[4]}`))
        .map((row) => [order(asked, row), row]).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
      list.replaceChildren(...rows.slice(0, MANY).map(([title, korean, what, slug]) => make("li",
        [slug ? link({ title, slug }) : title, " ", make("span", korean, { lang: "ko" }), " ", make("small", what)])));
      told.textContent = !asked ? "" : worded(rows.length > MANY ? words.more : rows.length ? words.found : words.none, { n: rows.length, shown: MANY });
    };
    field.addEventListener("input", show);
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
  };

  const pages = { region: regionPage, kind: kindPage, compare: comparePage, find: findPage };
  document.querySelectorAll("[data-regions]").forEach((box) => pages[box.dataset.regions](box));
})();
