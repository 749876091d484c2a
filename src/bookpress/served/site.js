/* Before the page is drawn: light or dark. After it: the buttons of the frame. */
(() => {
  "use strict";
  const page = document.documentElement;
  let mode = "auto";
  try {
    mode = localStorage.getItem("mode") || mode;
  } catch {
    // Pages from a disk may have no storage.
  }
  page.dataset.mode = mode;
  page.dataset.theme = mode !== "auto" ? mode : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

  const fullScreen = () => (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen());
  const runs = { print: () => window.print(), fullscreen: fullScreen };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-run]");
    if (button) runs[button.dataset.run]();
  });

  // What can be scrolled can be reached by keyboard, also where it was folded when the page was opened.
  const boxes = "pre, .cell_output .output, .pst-scrollable-table-container";
  const scrolls = (box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  const watcher = new ResizeObserver((sizes) => sizes.forEach(({ target }) => (target.tabIndex = scrolls(target) ? 0 : -1)));

  // What has moved leads on from its former address; without scripts its link stands there.
  const leadOn = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const link = place?.closest(".moved") && place.closest("li").querySelector("a[href]");
    if (link) location.replace(link.href);
  };
  window.addEventListener("hashchange", leadOn);

  // What is looked up is folded; its address opens it, and all that it is folded in.
  const FOLD = "details.looked-up";
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const inner = place && (place.querySelector(`:scope > ${FOLD}`) || place.closest(FOLD));
    for (let fold = inner; fold; fold = fold.parentElement.closest(FOLD)) fold.open = true;
    if (inner) place.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  // On paper all of it is told.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(`${FOLD}:not([open])`)];
    folded.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => folded.forEach((fold) => (fold.open = false)));

  // A long list is cut to what holds the words in the field above it, whatever their accents.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  const filter = (box) => {
    const { list, of } = box.dataset;
    const items = [...document.querySelectorAll(list)].map((item) => [item, plain(item.textContent)]);
    const label = Object.assign(document.createElement("label"), { textContent: `Show only ${of} with ` });
    const field = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    label.append(field);
    box.append(label, status);
    const groups = new Set();
    for (const [item] of items)
      for (let group = item.parentElement.closest("section"); group && !group.contains(box); group = group.parentElement.closest("section")) groups.add(group);
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const [item, text] of items) left += !(item.hidden = !words.every((word) => text.includes(word)));
      for (const group of groups) group.hidden = words.length > 0 && !group.querySelector(`:is(${list}):not([hidden])`);
      status.textContent = words.length ? `${left} of ${items.length} ${of}` : "";
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    leadOn();
    unfold();
    document.querySelectorAll(".list-filter").forEach(filter);
    // The page that is read is seen in the contents, however long its part is.
    const [side, here] = [".bd-sidebar-primary", ".bd-docs-nav li.current.active > a"].map((one) => document.querySelector(one));
    if (side && here) {
      const below = here.getBoundingClientRect().bottom - side.getBoundingClientRect().bottom;
      if (below > 0) side.scrollTop += below + side.clientHeight / 3;
    }
    document.querySelectorAll(boxes).forEach((box) => watcher.observe(box));
    // A Python in the browser needs a server; a page from a disk does not offer it.
    if (location.protocol === "file:") document.querySelectorAll("[data-needs-server]").forEach((item) => item.remove());
    const field = document.querySelector(".bd-search-container input[type=search]");
    if (field) {
      field.focus();
      field.select();
    }
  });
})();

// The words of the buttons that fold solutions, and what they fold.
var toggleHintShow = "Click to show";
var toggleHintHide = "Click to hide";
var toggleOpenOnPrint = "true";
var togglebuttonSelector = ".toggle, .admonition.dropdown";
