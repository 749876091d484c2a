/* Moves explorables on a plain page: reads the states that travel with it, swaps figure, reading and table.
   A classic script without a framework, so that it also works from a disk. */
(() => {
  "use strict";
  const arrived = {};
  const waiting = {};
  let remembering; // one address for all cards: that of the one moved last

  // Large parts come as files that call this; a script element works where fetch is blocked.
  window.explorablePart = (name, value) => {
    arrived[name] = value;
    (waiting[name] || []).forEach((done) => done(value));
    delete waiting[name];
  };

  const fetchPart = (name, address) =>
    new Promise((done, failed) => {
      if (name in arrived) return done(arrived[name]);
      if (waiting[name]) return waiting[name].push(done);
      waiting[name] = [done];
      const script = document.createElement("script");
      script.src = address;
      script.onerror = () => {
        delete waiting[name];
        script.remove();
        failed(new Error(address));
      };
      document.head.append(script);
    });

  // What the page gives in its own language where that is another; faces/page.py has the same.
  const ENGLISH = {
    guess: "You said <strong>{guess}</strong>; here it is <strong>{answer}</strong>.",
    copied: "Address copied.",
    address: "The address of this view: {address}",
    lost: "The other views could not be loaded ({why}). Figure and controls stay as they were.",
  };

  // Exact digits and halves to the even neighbour: the table rounds as the sentences do.
  const formats = {};
  const format = (decimals) =>
    (formats[decimals] ||= new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      roundingMode: "halfEven",
    }));
  const shown = (cell, decimals) => {
    if (cell === null) return "–";
    if (typeof cell !== "number" || decimals === null) return String(cell);
    // Nothing has no sign: a number that rounds to zero is told as zero.
    return format(decimals).format(cell.toFixed(40)).replace(/^-(?=[0.]*$)/, "").replace("-", "−");
  };

  const csvCell = (cell) => {
    const text = cell === null ? "" : String(cell);
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  const plain = (html) => {
    const holder = document.createElement("p");
    holder.innerHTML = html;
    return holder.textContent;
  };

  class Card {
    constructor(section) {
      this.section = section;
      this.meta = this.inline("meta");
      this.state = [];
      this.asked = 0;
      this.guess = null;
      let rest = this.meta.start;
      for (const control of [...this.meta.controls].reverse()) {
        this.state.unshift(rest % control.keys.length);
        rest = Math.floor(rest / control.keys.length);
      }
      this.first = [...this.state];
      this.drawn = [...this.state];
      section.classList.add("is-live");
      this.listen();
      if (this.meta.prediction && this.answersNow()) section.classList.add("is-covered");
      this.mark();
      this.followAddress();
    }

    find(selector) {
      return this.section.querySelector(selector);
    }

    all(selector) {
      return [...this.section.querySelectorAll(selector)];
    }

    holder(part) {
      return this.find(`script[data-explorable-part="${part}"]`);
    }

    inline(part) {
      return JSON.parse(this.holder(part).textContent);
    }

    // A part is parsed once: from the page, or from its file on first need.
    part(name) {
      this.parts = this.parts || {};
      if (!this.parts[name]) {
        const { src, key } = this.holder(name).dataset;
        this.parts[name] = src ? fetchPart(key, src) : Promise.resolve(this.inline(name));
        this.parts[name].catch(() => delete this.parts[name]);
      }
      return this.parts[name];
    }

    width() {
      return getComputedStyle(this.find(".explorable-narrow")).display === "none" ? "wide" : "narrow";
    }

    listen() {
      const warm = () => Promise.all([this.part("views"), this.part(this.width())]).catch(() => {});
      for (const sign of ["pointerenter", "focusin", "touchstart"])
        this.section.addEventListener(sign, warm, { once: true, passive: true });
      this.all("[data-control]").forEach((input) => {
        input.addEventListener("input", () => this.moved(input));
      });
      this.all("form").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));
      this.all("[data-preset]").forEach((button) =>
        button.addEventListener("click", () => this.set(this.meta.presets[button.dataset.preset], true))
      );
      const actions = { csv: () => this.csv(), link: () => this.link(), reset: () => this.reset(), skip: () => this.skip() };
      this.all("[data-action]").forEach((button) => button.addEventListener("click", actions[button.dataset.action]));
      const form = this.find(".explorable-prediction");
      if (form) form.addEventListener("submit", () => this.predict(form.querySelector("input").valueAsNumber));
      let last = this.width();
      new ResizeObserver(() => {
        if (this.width() !== last && this.touched) this.show();
        last = this.width();
      }).observe(this.section);
      window.addEventListener("hashchange", () => this.followAddress());
    }

    moved(input) {
      const number = this.meta.controls.findIndex((control) => control.name === input.dataset.control);
      this.state[number] = input.type === "checkbox" ? Number(input.checked) : Number(input.value);
      this.touched = true;
      this.mark();
      return this.show(true);
    }

    // Controls named by their keys; the others go to their start when a case is chosen.
    set(values, others) {
      const next = others ? [...this.first] : [...this.state];
      this.meta.controls.forEach((control, i) => {
        const found = control.name in values ? control.keys.indexOf(values[control.name]) : -1;
        if (found >= 0) next[i] = found;
      });
      this.state = next;
      this.touched = true;
      this.mark();
      return this.show(true);
    }

    // Brings every control to the state and says its value.
    mark() {
      this.meta.controls.forEach((control, i) => {
        const label = control.labels[this.state[i]];
        this.all(`[data-control="${control.name}"]`).forEach((input) => {
          if (input.type === "radio") input.checked = Number(input.value) === this.state[i];
          else if (input.type === "checkbox") input.checked = Boolean(this.state[i]);
          else input.value = this.state[i];
          if (input.type === "range") {
            input.setAttribute("aria-valuetext", label);
            input.style.setProperty("--x-filled", `${(100 * this.state[i]) / (control.keys.length - 1)}%`);
            this.find(`output[for="${input.id}"]`).textContent = label;
          }
        });
      });
      this.all("[data-preset]").forEach((button) => {
        const preset = this.meta.presets[button.dataset.preset];
        const here = this.meta.controls.every((control, i) => {
          const key = control.name in preset ? preset[control.name] : control.keys[this.first[i]];
          return control.keys[this.state[i]] === key;
        });
        button.setAttribute("aria-pressed", String(here));
      });
    }

    number() {
      return this.meta.controls.reduce((sum, control, i) => sum * control.keys.length + this.state[i], 0);
    }

    async show(remember) {
      const asked = ++this.asked;
      const width = this.width();
      let views, drawings;
      try {
        [views, drawings] = await Promise.all([this.part("views"), this.part(width)]);
      } catch (error) {
        if (asked !== this.asked) return;
        // Figure and controls must not contradict each other.
        this.state = [...this.drawn];
        this.mark();
        this.say(this.words("lost", { why: error.message }));
        return;
      }
      // A slower answer to an earlier move must not overtake this one.
      if (asked !== this.asked) return;
      this.say("");
      this.drawn = [...this.state];
      const [reading, alt, facts, rows, columns] = views.views[this.number()];
      this.draw(drawings, width, alt || plain(reading));
      this.find(".explorable-reading").innerHTML = reading;
      this.fill(views.columns[columns], rows);
      this.tell(facts);
      if (remember) this.remember();
    }

    draw(drawings, width, alt) {
      const [box, axes, ...numbers] = drawings.drawings[this.number()];
      const parts = numbers.map((number) => drawings.parts[number]).join("");
      this.find(`.explorable-${width}`).innerHTML =
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="${escaped(alt)}" ` +
        `data-axes="${axes}">${parts}${this.guessLine(axes.split(" ").map(Number))}</svg>`;
    }

    fill(columns, rows) {
      const table = this.find(".explorable-table table");
      this.rows = [columns.map(([name]) => name), ...rows];
      if (!table) return;
      table.tHead.rows[0].replaceChildren(
        ...columns.map(([name, decimals]) => {
          const head = document.createElement("th");
          head.scope = "col";
          if (decimals !== null) head.className = "number";
          head.textContent = name;
          return head;
        })
      );
      table.tBodies[0].replaceChildren(
        ...rows.map((row) => {
          const line = document.createElement("tr");
          row.forEach((cell, i) => {
            const box = line.insertCell();
            box.textContent = shown(cell, columns[i][1]);
            if (columns[i][1] !== null) box.className = "number";
          });
          return line;
        })
      );
    }

    // Prediction: the guess moves the card to its answer and stays drawn there.
    answersNow() {
      const at = this.meta.prediction.at;
      return this.meta.controls.every((c, i) => !(c.name in at) || at[c.name] === c.keys[this.state[i]]);
    }

    predict(value) {
      if (Number.isNaN(value)) return;
      this.guess = value;
      this.skip();
      this.set(this.meta.prediction.at);
    }

    skip() {
      this.section.classList.remove("is-covered");
    }

    tell(facts) {
      if (this.guess === null) return;
      const { answer, decimals } = this.meta.prediction;
      this.find(".explorable-verdict").innerHTML =
        this.words("guess", { guess: this.guess, answer: shown(facts[answer], decimals) });
    }

    guessLine([left, bottom, right, top, x0, x1, y0, y1]) {
      if (this.guess === null || !this.meta.prediction.axis) return "";
      const [from, to] = this.meta.prediction.axis === "x" ? [x0, x1] : [y0, y1];
      if (this.guess < Math.min(from, to) || this.guess > Math.max(from, to)) return "";
      if (this.meta.prediction.axis === "x") {
        const at = left + ((this.guess - x0) / (x1 - x0)) * (right - left);
        return `<path class="explorable-guess" d="M ${at} ${bottom} V ${top}"/>`;
      }
      const at = bottom + ((this.guess - y0) / (y1 - y0)) * (top - bottom);
      return `<path class="explorable-guess" d="M ${left} ${at} H ${right}"/>`;
    }

    // Address: #name?control=value&control=value
    address() {
      const values = this.meta.controls.map((c, i) => `${c.name}=${encodeURIComponent(c.keys[this.state[i]])}`);
      return `#${this.section.id}?${values.join("&")}`;
    }

    remember() {
      clearTimeout(remembering);
      remembering = setTimeout(() => history.replaceState(null, "", this.address()), 250);
    }

    followAddress() {
      const [name, query] = location.hash.slice(1).split("?");
      if (name !== this.section.id || !query) return;
      this.skip();
      this.set(Object.fromEntries(new URLSearchParams(query)), true);
      this.section.scrollIntoView();
    }

    async link() {
      clearTimeout(remembering);
      history.replaceState(null, "", this.address());
      try {
        await navigator.clipboard.writeText(location.href);
        this.say(this.words("copied"));
      } catch {
        this.say(this.words("address", { address: location.href }));
      }
    }

    async csv() {
      if (!this.rows) await this.show();
      const text = this.rows.map((row) => row.map(csvCell).join(",")).join("\n");
      const anchor = document.createElement("a");
      anchor.href = URL.createObjectURL(new Blob(["\ufeff", text, "\n"], { type: "text/csv" }));
      anchor.download = `${this.section.id}.csv`;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
    }

    reset() {
      this.guess = null;
      const verdict = this.find(".explorable-verdict");
      if (verdict) verdict.textContent = "";
      this.set({}, true);
    }

    // In the language of the page, with its names filled in.
    words(name, named = {}) {
      const message = (this.meta.words || ENGLISH)[name];
      return message.replace(/\{(\w+)\}/g, (_, part) => named[part]);
    }

    say(text) {
      this.find(".explorable-status").textContent = text;
    }
  }

  // On paper the numbers stand below the figure; afterwards each table is as it was.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".explorable-table:not([open])")];
    closed.forEach((table) => (table.open = true));
  });
  window.addEventListener("afterprint", () => closed.forEach((table) => (table.open = false)));

  const start = () => {
    document.querySelectorAll("[data-explorable]:not(.is-live)").forEach((section) => new Card(section));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
