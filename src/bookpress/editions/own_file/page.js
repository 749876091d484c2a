// A reader's own file becomes a report on this machine. Nothing is fetched before the reader asks for it; what is
// fetched is held against its hash; what comes back is shown in a frame without scripts.
"use strict";

const settings = JSON.parse(document.getElementById("settings").textContent);
const words = settings.words;
const at = (id) => document.getElementById(id);
const say = (key, named = {}) =>
  words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in named ? named[name] : whole));
const command = (name) =>
  `${words.install} ; ${say("command", { name: /^[\w.-]+$/.test(name) ? name : `'${name.replace(/'/g, "'\\''")}'` })}`;
const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

let worker = null;
let isReady = false;
let chosen = null;
let began = 0;
let addresses = [];

function show(id, text) {
  at(id).textContent = text;
  at(id).hidden = !text;
}

function refuse(sentence, ways = []) {
  at("refusal").hidden = !sentence;
  at("refused").textContent = sentence;
  at("ways").hidden = ways.length === 0;
  at("ways").querySelector("ul").replaceChildren(
    ...ways.map((way) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = way.label;
      button.addEventListener("click", () => {
        for (const [name, text] of Object.entries(way.fields)) at(`option-${name}`).value = text;
        run();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
}

// Fetching -----------------------------------------------------------------------------------------------------------

// The browser itself refuses a file whose hash is another.
async function fetched(file) {
  const answer = await fetch(file.address, {
    integrity: file.integrity,
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function start() {
  at("start").disabled = true;
  show("trouble", "");
  const all = settings.files.reduce((sum, file) => sum + file.bytes, 0);
  const contents = {};
  let done = 0;
  for (const [number, file] of settings.files.entries()) {
    at("status").textContent = say("fetching", {
      name: file.name, number: number + 1, files: settings.files.length,
      done: megabytes(done), megabytes: megabytes(all),
    });
    try {
      contents[file.name] = await fetched(file);
    } catch (error) {
      at("start").disabled = false;
      at("status").textContent = "";
      return show("trouble", say("not_fetched", {
        name: file.name, reason: error.message, command: command(chosen ? chosen.name : "my.csv"),
      }));
    }
    done += file.bytes;
  }
  at("status").textContent = words.starting;
  begin(contents);
}

// The worker is made of the files that were held against their hashes: so it lives under this page's own policy, and
// loads no script by itself.
function begin(contents) {
  kept = contents;
  const script = new Blob([...settings.scripts.flatMap((name) => [contents[name], "\n"])], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.addEventListener("message", ({ data }) => heard(data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fault(event.message);
  });
  const files = Object.fromEntries(
    Object.entries(contents).filter(([name]) => !settings.scripts.includes(name)),
  );
  worker.postMessage({
    kind: "start", files, base: settings.base, packages: settings.packages, wheels: settings.wheels,
    module: settings.module, words: { unpacking: words.unpacking },
  });
}
let kept = null;

function fault(reason) {
  at("stop").hidden = true;
  at("status").textContent = "";
  refuse(say("fault", { reason, command: command(chosen ? chosen.name : "my.csv") }));
}

function heard(message) {
  if (message.kind === "progress") at("status").textContent = message.words;
  else if (message.kind === "ready") {
    isReady = true;
    at("asking").hidden = true;
    at("status").textContent = words.ready;
    if (chosen) run();
  } else if (message.kind === "fault") fault(message.reason);
  else {
    at("stop").hidden = true;
    at("again").disabled = false;
    if (message.kind === "workbook") saveWorkbook(message.excel);
    else if (message.kind === "refused") {
      at("status").textContent = "";
      refuse(message.sentence, message.ways);
    } else report(message);
  }
}

// The file -----------------------------------------------------------------------------------------------------------

function take(file) {
  if (!file) return;
  refuse("");
  at("result").hidden = true;
  at("status").textContent = "";
  const ending = (file.name.match(/\.\w+$/) || [""])[0].toLowerCase();
  const named = { name: file.name, largest: settings.largest, megabytes: megabytes(file.size), command: command(file.name) };
  chosen = null;
  if (ending && !settings.kinds.includes(ending)) return refuse(say("parquet", named));
  if (file.size > settings.largest * 1e6) return refuse(say("too_large", named));
  chosen = file;
  if (isReady) run();
  else at("status").textContent = say("waiting", named);
}

async function run() {
  if (!chosen || !isReady) return;
  began = performance.now();
  refuse("");
  at("result").hidden = true;
  at("again").disabled = true;
  at("stop").hidden = false;
  at("status").textContent = say("reading", { name: chosen.name });
  const others = await Promise.all(
    [...at("others").files].map(async (file) => ({ name: file.name, content: await file.arrayBuffer() })),
  );
  const said = Object.fromEntries(
    settings.options.map((name) => [name, at(`option-${name}`).value]).filter(([, text]) => text !== ""),
  );
  const content = await chosen.arrayBuffer();
  worker.postMessage({ kind: "file", name: chosen.name, content, others, said });
}

// A worker that computes hears nothing: stopping it means ending it, and starting another from what was fetched.
function stop() {
  worker.terminate();
  isReady = false;
  chosen = null;
  at("file").value = "";
  at("result").hidden = true;
  at("stop").hidden = true;
  at("again").disabled = true;
  refuse("");
  at("status").textContent = words.stopped;
  begin(kept);
}

function report(message) {
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  at("status").textContent = say("done", { name: chosen.name, seconds });
  at("result").hidden = false;
  at("frame").srcdoc = message.html;
  show("lacks", message.lacks);
  addresses.forEach((address) => URL.revokeObjectURL(address));
  addresses = [];
  const links = [
    link("save_html", "html", message.html, "text/html"),
    link("save_json", "json", message.json, "application/json"),
  ];
  if (!message.lacks) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.save_excel;
    button.addEventListener("click", () => {
      at("stop").hidden = false;
      at("status").textContent = words.packing;
      worker.postMessage({ kind: "workbook" });
    });
    links.push(button);
  }
  at("saving").replaceChildren(...links);
  at("result-title").scrollIntoView({ block: "start" });
}

function link(key, ending, content, type) {
  const made = document.createElement("a");
  made.href = URL.createObjectURL(new Blob([content], { type }));
  made.download = `${chosen.name.replace(/\.\w+$/, "") || "table"}-report.${ending}`;
  made.textContent = words[key];
  addresses.push(made.href);
  return made;
}

function saveWorkbook(excel) {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  link("save_excel", "xlsx", excel, type).click();
  at("status").textContent = say("packed", { name: chosen.name });
}

if (location.protocol === "file:") {
  at("asking").hidden = true;
  show("trouble", say("from_disk", { command: command("my.csv") }));
  at("file").disabled = true;
} else {
  at("start").addEventListener("click", start);
  at("file").addEventListener("change", () => take(at("file").files[0]));
  at("stop").addEventListener("click", stop);
  at("options").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  const drop = at("drop");
  // Dropped beside the field, a file would be opened in place of this page.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("over"));
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => take(event.dataTransfer.files[0]));
}
