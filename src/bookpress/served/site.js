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

  document.addEventListener("DOMContentLoaded", () => {
    leadOn();
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
