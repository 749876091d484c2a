/* What a reader takes from a figure: a picture, a drawing, a line that shows it elsewhere, a sentence that cites it; and
   a figure by itself, where the address asks for it: page.html?only=name. */
(() => {
  "use strict";
  const DOTS = 3; // of a picture, for one of the page
  const make = (tag, named, ...inside) => {
    const one = Object.assign(document.createElement(tag), named);
    one.append(...inside);
    return one;
  };

  // The drawing that is seen now, with what the style sheets say of it written into it.
  const drawn = (figure) => {
    const svg = [...figure.querySelectorAll("svg")].find((one) => one.checkVisibility());
    const copy = svg.cloneNode(true);
    const look = getComputedStyle(svg);
    const set = (one, named) => Object.keys(named).forEach((name) => one.setAttribute(name, named[name]));
    const styled = "text, .explorable-guess";
    const seen = svg.querySelectorAll(styled);
    copy.querySelectorAll(styled).forEach((one, n) => {
      const here = getComputedStyle(seen[n]);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order"]) one.setAttribute(name, here.getPropertyValue(name));
      // In another font the words are as long as here, so that none is cut.
      if (one.tagName === "text") set(one, { textLength: seen[n].getComputedTextLength(), lengthAdjust: "spacingAndGlyphs" });
    });
    const [x, y, width, height] = svg.getAttribute("viewBox").split(" ");
    const ground = document.createElementNS(svg.namespaceURI, "rect");
    set(ground, { x, y, width, height, fill: "var(--x-paper)" });
    copy.prepend(ground);
    set(copy, { width, height, "font-family": look.fontFamily, "stroke-linejoin": "round" });
    const text = new XMLSerializer().serializeToString(copy).replace(/var\((--x-\w+)\)/g, (_, role) => look.getPropertyValue(role).trim());
    return { svg, text, width, height };
  };
  // A picture is drawn by itself, without the page's font: its words are drawn here.
  const write = (context, svg) => {
    const page = svg.getScreenCTM().inverse();
    for (const one of svg.querySelectorAll("text")) {
      const { a, b, c, d, e, f } = page.multiply(one.getScreenCTM());
      const look = getComputedStyle(one);
      context.setTransform(DOTS * a, DOTS * b, DOTS * c, DOTS * d, DOTS * e, DOTS * f);
      context.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
      Object.assign(context, { textAlign: { middle: "center" }[look.textAnchor] || look.textAnchor, fillStyle: look.fill, strokeStyle: look.stroke, lineWidth: parseFloat(look.strokeWidth), lineJoin: "round" });
      const words = [one.textContent, +one.getAttribute("x"), +one.getAttribute("y")];
      if (look.stroke !== "none") context.strokeText(...words);
      context.fillText(...words);
    }
  };
  const picture = async (figure) => {
    const { svg, text, width, height } = drawn(figure);
    const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(text.replace(/<text.*?<\/text>/gs, ""))}` });
    await image.decode();
    const canvas = make("canvas", { width: DOTS * width, height: DOTS * height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    write(context, svg);
    return new Promise((done) => canvas.toBlob(done));
  };
  const save = (blob, name) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    return `Saved as ${name}.`;
  };
  const copied = (what, otherwise) => navigator.clipboard.write([new ClipboardItem(what)]).then(() => "Copied.", otherwise);

  const said = (property) => document.querySelector(`meta[property="og:${property}"]`)?.content;
  const words = (place, selector) => place?.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() || "";
  const page = () => said("url") || location.href.split(/[?#]/)[0];

  const menu = (figure, n) => {
    const card = figure.closest(".explorable");
    const numbered = (card || figure).parentElement.closest("figure[id]");
    const { id } = card || numbered || figure.closest("[id]");
    const number = words(numbered, ".caption-number");
    const title = words(numbered, ".caption-text") || words(card, ".explorable-question") || figure.querySelector("svg").getAttribute("aria-label");
    // A card that was moved is shown as it stands.
    const view = () => (location.hash.startsWith(`#${id}?`) ? location.hash : `#${id}`);
    const alone = () => `${page()}?only=${id}${view()}`;
    const embedded = () => `<iframe src="${alone()}" title="${title.replace(/"/g, "&quot;")}" width="100%" height="620" loading="lazy"></iframe>`;
    const cited = () => {
      const year = document.querySelector(".edition time")?.dateTime.slice(0, 4);
      const author = words(document, ".component-author").replace(/^By /, "") + (year ? ` (${year})` : "");
      const what = [number, title].filter(Boolean).join(": ");
      const whole = [author, what, `In: ${said("title")}`, said("site_name"), words(document, ".edition").split(",")[0]];
      return `${whole.filter(Boolean).map((part) => part.replace(/\.?$/, /[?!]$/.test(part) ? "" : ".")).join(" ")} ${page()}${view()}`;
    };
    // What cannot be copied is shown, to be marked and copied by hand.
    const copy = (text) => copied({ "text/plain": new Blob([text], { type: "text/plain" }) }, () => "").then((done) => `${done} ${text}`);
    const png = () => picture(figure);
    const offered = {
      "Copy picture": () => copied({ "image/png": png() }, async () => save(await png(), `${id}.png`)),
      "Save PNG": async () => save(await png(), `${id}.png`),
      "Save SVG": () => save(new Blob([drawn(figure).text], { type: "image/svg+xml" }), `${id}.svg`),
      "Copy line to embed": () => copy(embedded()),
      "Copy citation": () => copy(cited()),
      "Show by itself": () => location.assign(`?only=${id}${view()}`),
    };
    const status = make("span", { role: "status" });
    const panel = make("div", { className: "figure-panel", id: `figure-menu-${n}`, hidden: true, role: "group", ariaLabel: "Save, embed or cite this figure" });
    for (const name in offered) {
      const button = make("button", { type: "button", textContent: name });
      button.addEventListener("click", async () => (status.textContent = (await offered[name]()) || ""));
      panel.append(button);
    }
    panel.append(status);
    const opener = make("button", { type: "button", className: "figure-opener", textContent: "Save, embed, cite", ariaExpanded: "false" });
    // In a list of all buttons each says whose it is.
    if (number) opener.ariaLabel = `${opener.textContent}: ${number}`;
    opener.setAttribute("aria-controls", panel.id);
    const turn = () => (opener.ariaExpanded = String(!(panel.hidden = !panel.hidden)));
    opener.addEventListener("click", turn);
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      turn();
      opener.focus();
    });
    const tools = card?.querySelector(".explorable-tools");
    if (tools) tools.append(opener, panel);
    else figure.after(make("div", { className: "figure-tools" }, opener, panel));
  };
  document.querySelectorAll(".bd-article figure.explorable-figure").forEach(menu);

  const name = new URLSearchParams(location.search).get("only");
  const one = name && document.getElementById(name);
  if (one) {
    document.documentElement.classList.add("is-only");
    one.classList.add("is-one");
    const back = make("a", { href: `${location.pathname}#${name}`, textContent: `${said("title")}, ${said("site_name")}` });
    one.append(make("p", { className: "is-from" }, "From: ", back));
  }
})();
