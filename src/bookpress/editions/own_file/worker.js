// Python in a worker, so that the page stays alive. Every file is here already, and nothing else can be fetched.
"use strict";

let python = null;
let module = null;
let files = null;

// Pyodide asks for its parts by address; each is answered from what the page has fetched and checked.
self.fetch = async (asked) => {
  const address = typeof asked === "string" ? asked : asked.url || String(asked);
  const name = decodeURIComponent(address.split("?")[0].split("/").pop());
  if (!(name in files)) throw new TypeError(`${name} is none of the files that this page may load`);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(files[name], { headers: { "Content-Type": type } });
};

async function start({ base, packages, wheels, module: name, words }) {
  python = await loadPyodide({ indexURL: base, lockFileURL: `${base}pyodide-lock.json` });
  await python.loadPackage(packages, { messageCallback: () => {} });
  self.postMessage({ kind: "progress", words: words.unpacking });
  for (const wheel of wheels) python.unpackArchive(files[wheel], "wheel");
  files = {};
  module = python.pyimport(name);
}

function report({ name, content, others, said }) {
  for (const file of others) python.FS.writeFile(file.name.replace(/\//g, "_"), new Uint8Array(file.content));
  const bytes = python.toPy(new Uint8Array(content));
  const given = python.toPy(said);
  const tell = (words) => self.postMessage({ kind: "progress", words });
  const found = module.report_on(name, bytes.tobytes(), given, tell);
  const plain = found.toJs({ dict_converter: Object.fromEntries });
  for (const one of [found, bytes, given]) one.destroy();
  self.postMessage(plain);
}

function workbook() {
  const found = module.workbook();
  const excel = found.toJs();
  found.destroy();
  self.postMessage({ kind: "workbook", excel });
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.kind === "start") {
      files = data.files;
      await start(data);
      self.postMessage({ kind: "ready" });
    } else if (data.kind === "workbook") workbook();
    else report(data);
  } catch (error) {
    // Of a fault in Python the last line says what it was.
    self.postMessage({ kind: "fault", reason: String(error.message || error).trim().split("\n").pop() });
  }
});
