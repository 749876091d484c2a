/* Opens and closes the notes of claims. */
(() => {
  "use strict";
  const set = (button, open) => button.setAttribute("aria-expanded", String(open));

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".claim > button");
    if (button) set(button, button.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const button = event.target.closest(".claim")?.querySelector("button");
    if (button) set(button, false);
  });
  document.documentElement.classList.add("claims-open");
})();
