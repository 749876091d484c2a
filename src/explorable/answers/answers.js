/* Checks answers to exercises on a plain page; the counterpart of form.py, which has the words. */
(() => {
  "use strict";

  // FNV-1a, 32 bits.
  const hashed = (salt, what) =>
    new TextEncoder().encode(`${salt}:${what}`).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

  const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
  const numberOf = (text) => {
    const parts = text.split("/");
    if (parts.length > 2 || !parts.every((part) => NUMBER.test(part))) return NaN;
    return parts.length === 2 ? parts[0] / parts[1] : Number(text);
  };
  // A comma may stand for thousands or for the decimal point: 1,125 is taken either way.
  const numbersOf = (text) => {
    const bare = text.replace(/\u2212/g, "-").replace(/[\s_]|%$/g, "");
    const ways = [bare];
    if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(bare)) ways.push(bare.replace(/,/g, ""));
    if (/^[^.,]*,[^.,]*$/.test(bare)) ways.push(bare.replace(",", "."));
    return ways.map(numberOf).filter(Number.isFinite);
  };

  const plain = (name) => name.trim().replace(/^["']|["']$/g, "").trim().toLowerCase();

  // Each returns a test of one entry, or nothing where the answer is of the wrong kind.
  const readers = {
    number: (text, salt) => {
      const values = numbersOf(text);
      if (!values.length) return null;
      return ({ width, offset, hash }) =>
        values.some((value) => hashed(salt, Math.floor((value - offset) / width)) === hash);
    },
    word: (text, salt) => {
      const name = plain(text);
      return name ? ({ hash }) => hashed(salt, name) === hash : null;
    },
    choice: (text, salt) => readers.word(text, salt),
    // The place of each thing, as the things stand there.
    order: (text, salt) => {
      const places = text.split(" ");
      return places.includes("") || new Set(places).size < places.length ? null : readers.word(text, salt);
    },
    list: (text, salt) => {
      const given = new Set(text.split(";").map(plain).filter(Boolean).map((name) => hashed(salt, name)));
      if (!given.size) return null;
      return ({ hashes }) => hashes.length === given.size && hashes.every((hash) => given.has(hash));
    },
  };

  const verdict = (data, text) => {
    const matches = readers[data.kind](text.normalize("NFKC"), data.salt);
    if (!matches) return data.wrongKind;
    const found = data.entries.find(matches);
    return found ? found.said : data.otherwise;
  };

  document.addEventListener("DOMContentLoaded", () => {
    // A button is told by the exercise that it belongs to: the last one above it.
    let exercise = null;
    for (const place of document.querySelectorAll(".exercise, .answer-check")) {
      if (place.matches(".exercise")) exercise = place.querySelector(".admonition-title");
      else if (exercise && !place.closest(".self-check")) {
        exercise.id ||= `${place.querySelector("input").id}-exercise`;
        place.querySelector("button").setAttribute("aria-describedby", exercise.id);
      }
    }
    for (const form of document.querySelectorAll(".answer-check")) {
      const data = JSON.parse(form.querySelector("script").textContent);
      // What is written, chosen or put into places, in the order of the fields.
      const given = () => [...form.querySelectorAll("input:not([type=radio]), input:checked, select")].map(({ value }) => value).join(" ");
      const said = form.querySelector(".answer-verdict");
      form.classList.add("is-live");
      form.querySelectorAll("fieldset").forEach((fields) => (fields.disabled = false));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        said.textContent = verdict(data, given());
        form.classList.toggle("is-right", said.textContent === data.entries[0].said);
      });
      // A verdict is about the answer that was checked, not about the one being written.
      form.addEventListener("input", () => {
        said.textContent = "";
        form.classList.remove("is-right");
      });
    }
  });
})();
