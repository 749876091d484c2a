/* A chapter's deck: starts reveal.js, fits each slide to the wall, and keeps keys inside a figure to the figure. Without
   it, and on paper, the slides stand below each other. */
(() => {
  "use strict";
  const page = document.documentElement;
  const holder = document.getElementById("deck");
  const slides = [...holder.querySelectorAll(".slides > section")];
  const asked = new URLSearchParams(location.search);
  // Share of the full size of letters, tried one after the other until a slide holds its text.
  const SIZES = [1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6];

  const overflows = (slide) =>
    [slide, ...slide.querySelectorAll(".explorable, .deck-side, .deck-main, .deck-table")].some(
      (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1
    );
  const fit = (slide) => {
    for (const size of SIZES) {
      // A figure has more use for the room than its controls.
      if (size > 1 && slide.querySelector("figure")) continue;
      slide.style.setProperty("--size", size);
      if (!overflows(slide)) return;
    }
  };
  const whenDrawn = document.fonts ? document.fonts.ready : Promise.resolve();

  // ---- Paper: every slide is a page ----

  if (asked.has("print-pdf")) {
    page.classList.add("is-paper");
    whenDrawn.then(() => {
      slides.forEach(fit);
      page.classList.add("is-fitted");
    });
    return;
  }

  // ---- The speaker's window: notes of the slide that the other window shows ----

  if (asked.has("speaker") && window.opener) {
    const box = document.querySelector(".deck-speaker");
    const started = Date.now();
    const part = (tag, name, content) => {
      const made = document.createElement(tag);
      made.className = name;
      if (typeof content === "string") made.textContent = content;
      else made.append(...content);
      return made;
    };
    const clock = part("p", "deck-clock", "0:00");
    page.classList.add("is-speaker");
    box.hidden = false;
    window.addEventListener("message", (event) => {
      if (event.source !== window.opener || !(event.data.slide in slides)) return;
      const [now, next] = [slides[event.data.slide], slides[event.data.slide + 1]];
      const notes = now.querySelector(".notes").cloneNode(true).childNodes;
      const then = next ? `Next: ${next.getAttribute("aria-label")}` : "This is the last slide.";
      box.replaceChildren(
        part("h1", "", now.getAttribute("aria-label")),
        clock,
        part("div", "deck-notes", notes.length ? notes : "No notes for this slide."),
        part("p", "deck-next", then)
      );
    });
    setInterval(() => {
      const seconds = Math.floor((Date.now() - started) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }, 1000);
    const turns = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
    document.addEventListener("keydown", (event) => {
      if (event.key in turns) window.opener.postMessage({ turn: turns[event.key] }, "*");
    });
    window.opener.postMessage({ turn: 0 }, "*");
    return;
  }

  // ---- The wall ----

  const inFigure = (element) => element && element.closest(".explorable");
  // A presenter's remote sends these; a button has no other use for them, a slider has.
  const turnsPage = (event) => /^Page(Up|Down)$/.test(event.key) && event.target.tagName === "BUTTON";
  const turn = (by) => (by > 0 ? Reveal.next() : by < 0 && Reveal.prev());
  let speaker = null;
  const tellSpeaker = () => speaker && speaker.postMessage({ slide: Reveal.getIndices().h }, "*");

  const switchMode = () => {
    const mode = page.dataset.theme === "dark" ? "light" : "dark";
    page.dataset.mode = page.dataset.theme = mode;
    try {
      localStorage.setItem("mode", mode);
    } catch {
      // Pages from a disk may have no storage.
    }
  };
  const openSpeaker = () => {
    speaker = window.open(`${location.pathname}?speaker`, "deck-speaker", "width=900,height=700");
  };
  window.addEventListener("message", (event) => {
    if (!speaker || event.source !== speaker) return;
    turn(event.data.turn);
    tellSpeaker();
  });

  const runs = { speaker: openSpeaker, mode: switchMode };
  document.querySelector(".deck-bar").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.turn) turn(Number(button.dataset.turn));
    else if (button.dataset.deck) runs[button.dataset.deck]();
  });
  // Esc leaves a figure: the keys turn slides again.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && inFigure(document.activeElement)) document.activeElement.blur();
  });

  const here = () => {
    const named = document.getElementById(location.hash.slice(1).split("?")[0]);
    return slides.indexOf(named && named.closest(".slides > section"));
  };
  const number = document.querySelector(".deck-number");
  const arrived = () => {
    const { h } = Reveal.getIndices();
    number.textContent = `${h + 1} / ${slides.length}`;
    fit(slides[h]);
    // Of a talk: the figure of a slide opens at the view that the talk names, since it follows its address.
    const { view } = slides[h].dataset;
    if (here() !== h && view) location.replace(view);
    else if (here() !== h) history.replaceState(null, "", `#${slides[h].id}`);
    tellSpeaker();
  };

  // A longer sentence may need smaller letters.
  const watcher = new MutationObserver(() => fit(Reveal.getCurrentSlide()));
  const watched = { childList: true, subtree: true, attributeFilter: ["class"] };
  slides.forEach((slide) => slide.querySelectorAll(".explorable").forEach((card) => watcher.observe(card, watched)));

  // Slides that stand still are printed below each other.
  window.addEventListener("beforeprint", () => {
    holder.classList.remove("reveal");
    slides.forEach(fit);
  });
  window.addEventListener("afterprint", () => holder.classList.add("reveal"));

  holder.classList.add("reveal");
  page.classList.add("is-deck");
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 4,
    center: false,
    controls: false,
    progress: false,
    transition: "none",
    autoAnimate: false,
    hash: false,
    respondToHashChanges: false,
    jumpToSlide: false,
    postMessage: false,
    scrollActivationWidth: null,
    viewDistance: 1,
    keyboardCondition: (event) => turnsPage(event) || !(inFigure(event.target) || event.target.closest(".deck-bar")),
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 83, key: "S", description: "Notes for the speaker" }, openSpeaker);
    Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Light or dark" }, switchMode);
    // As an application, the text could not be read line by line.
    holder.removeAttribute("role");
    Reveal.on("slidechanged", arrived);
    window.addEventListener("hashchange", () => here() >= 0 && Reveal.slide(here()));
    if (here() > 0) Reveal.slide(here());
    scrollTo(0, 0);
    arrived();
    whenDrawn.then(() => fit(Reveal.getCurrentSlide()));
  });
})();
