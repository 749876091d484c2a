/* The search: what names.js and texts-*.js hold, ranked, with the sentence that was found. words-*.js says which texts
   have a word, so that a query fetches few of them. See sphinx/search_texts.py. */
"use strict";
(() => {
  const LETTER = "[\\p{L}\\p{N}]";
  const HANGUL = /[가-힣]/;
  // What may follow a noun and is not searched for, if two syllables or more stay; longer ones first.
  const ENDINGS = (
    "에서는 에서도 에서의 으로는 으로서 으로써 에게서 이라는 이라고 에서 에는 에게 까지 부터 으로 이나 이라 " +
    "이며 이고 보다 처럼 마다 조차 라는 하는 하고 하며 했다 한다 하여 하기 된다 되는 들의 들이 들은 들을 " +
    "되어 되나요 되나 되는가 됩니까 하나요 하는가 합니까 인가요 인가 입니까 들 의 은 는 이 가 을 를 에 로 와 과 도 만 나 적 인 한 된 될 할 "
  ).trim().split(" ");
  const IDLE = new Set(("a an and anything are as at by can do does for from has have how i in into is it its me mine my of on or our the their " +
    "please should could would want need tell show explain mean means there this to was were what when where which who whom whose why will with you your " +
    "이 그 저 무엇 무엇인 뭐 어떤 어느 어떻게 어디 왜 누가 언제 대한 대해 관한 있나 있나요 있었나 있었나요 있는가 있습니까 있는지 하나요 인가요").split(" "));
  // When somebody asks is no part of what is asked.
  const WHEN = /\b(?:next|this|coming) (?:week|month|term|semester|year)\b|\b(?:today|tomorrow)\b/gi;
  // Kinds in the order in which they are shown where names fit alike.
  const KINDS = { page: 1, term: 0.9, function: 0.8, region: 0.7, table: 0.5, figure: 0.4 };
  const CALLED = { term: "Term", function: "Indicator", table: "Table", figure: "Figure that moves", region: "Region" };
  const MOST = { region: 5, figure: 4, table: 4, function: 4 };
  // What the page of a region is about, whether it says the word or not.
  const OF_REGIONS = "region specialized specialization specialises industry industries jobs work 특화 전문화 산업";
  const SHOWN = 30;
  // Texts that a query fetches at once; what else has its words is looked through where a reader asks for it.
  const AT_ONCE = 10;

  // The same length as before, so that places in it are places in what was written.
  const fold = (text) =>
    text.normalize("NFC").replace(/[À-ɏ]/g, (letter) => letter.normalize("NFD")[0]).replace(/[’‘]/g, "'").replace(/[–—]/g, "-").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}])+/gu) || [];
  const bare = (run) => {
    const ending = ENDINGS.find((one) => run.endsWith(one) && run.length - one.length >= 2);
    return ending ? run.slice(0, -ending.length) : run;
  };

  // How a word is found: a Korean one anywhere, also over a space; another at the beginning of words, whatever its ending.
  const sourceOf = (word) => {
    if (HANGUL.test(word)) return word.length > 1 ? [...word].join(" ?") : `(?<!${LETTER})${word}`;
    let stem = word;
    let rest = `${LETTER}*`;
    if (word.length < 4 || /\d/.test(word)) rest = "s?(?!" + LETTER + ")";
    else stem = stem.replace(/(ies|y)$/, "(?:ies|y)").replace(/i[sz](ations?|ed|ing|es?)$/, "i[sz]");
    if (stem === word && word.length > 4) {
      stem = word.replace(/(ings?|ed|es|s|e)$/, "");
      stem = stem.length < 4 ? word : stem.replace(/([bdgmnprt])\1$/, "$1$1?");
    }
    return `(?<!${LETTER})${stem.replace(/our/g, "ou?r")}${rest}`;
  };
  // Words of a name stand beside each other.
  const phraseOf = (words) => words.map(sourceOf).join("[^\\p{L}\\p{N}]{0,3}");
  const joined = (text) => wordsOf(text).join(" ");

  let known = null;
  let passages = [];
  let groups = [];
  let hangul = new Set();
  let ready = [];
  let lost = false;

  // Names of one thing, in both languages: a query with one of them finds the others.
  const groupsOf = (entries) =>
    entries
      .filter(([kind, , , , others]) => kind === "term" && others.length)
      .map(([, , , name, others]) => [name, ...others])
      .concat(known.pairs)
      .map((names) => names.map(wordsOf).filter((words) => words.length));
  // The words of a name by which it is recognized: a query has lost the idle ones.
  const tellingOf = (words) => {
    const telling = words.filter((word) => !IDLE.has(word));
    return telling.length ? telling : words;
  };

  // A query as units, all of which should be found; a unit has one source, or one for each of its names.
  const unitsOf = (query) => {
    const asked = query.replace(/\bmy (?=csv|data|file|table)/gi, "own ");
    const read = (text) => tellingOf(wordsOf(text).flatMap((word) => (HANGUL.test(word) ? nouns(word) : [word])));
    let words = read(asked.replace(WHEN, " "));
    if (!words.length) words = read(asked);
    const units = [];
    while (words.length) {
      const [length, names, name] = longestName(words);
      const typed = words.splice(0, length);
      // A name with idle words within is looked for as it is written.
      const own = name && name.length > length ? name : typed;
      const others = names.filter((one) => one.join(" ") !== own.join(" "));
      units.push({ typed, own: phraseOf(own), others: others.map(phraseOf), names: [own, ...others] });
    }
    return units.map((unit) => ({ ...unit, found: new RegExp([unit.own, ...unit.others].join("|"), "gu") }));
  };
  const longestName = (words) => {
    let best = [1, [], null];
    for (const names of groups)
      for (const name of names) {
        const length = reaches(words, tellingOf(name));
        if (length > best[0] || (length === best[0] && !best[1].length)) best = [length, names, name];
      }
    return best;
  };
  // A name may end as a particle does.
  const nouns = (word) => {
    const whole = parted(word);
    return whole.length > 1 || hangul.has(word) ? whole : parted(bare(word));
  };
  // Korean nouns may be written together: one that is no name itself, and is all names put together, is taken apart.
  const parted = (word) => {
    if (word.length < 4 || hangul.has(word)) return [word];
    for (let length = word.length - 2; length >= 2; length--) {
      if (!hangul.has(word.slice(0, length))) continue;
      const rest = word.slice(length);
      const others = hangul.has(rest) ? [rest] : parted(rest);
      if (others.every((one) => hangul.has(one))) return [word.slice(0, length), ...others];
    }
    return [word];
  };
  const reaches = (words, name) => {
    if (HANGUL.test(name[0])) {
      const whole = name.join("");
      let read = "";
      for (let n = 0; n < words.length && HANGUL.test(words[n]); n++) {
        read += words[n];
        if (read === whole) return n + 1;
      }
      return 0;
    }
    if (name.length > words.length) return 0;
    const same = name.every((word, n) => word === words[n] || (word.length > 3 && new RegExp(`^${sourceOf(word)}$`, "u").test(words[n])));
    return same ? name.length : 0;
  };

  const count = (unit, text) => (text.match(unit.found) || []).length;
  const has = (unit, text) => text.search(unit.found) >= 0;

  // What has a name, or is a page, ready to be looked through.
  const prepare = () => {
    const { pages, entries, regions } = known;
    const one = (kind, href, name, others, text, page) => ({
      kind, href, name, others, text, page,
      names: [name, ...others].map((each) => fold(each)),
      plain: [name, ...others].map(joined),
      folded: fold(text),
    });
    ready = [
      ...pages.map(([address, number, title, part, opening, learned], n) => ({
        ...one("page", `${address}.html`, title, [address.split("/").pop().replace(/-/g, " ")], opening, n),
        // Of a page without a number the address tells what it is about, not what it is: a part's exercises are not the part.
        ...(number ? {} : { plain: [joined(title)] }),
        number, part, folded: fold(`${opening} ${learned}`), above: fold(`${title} ${opening} ${learned}`), weight: 1,
      })),
      ...entries.map(([kind, n, anchor, name, others, text]) => one(kind, `${pages[n][0]}.html#${anchor}`, name, others, text, n)),
      ...regions.map(([address, title, words, text]) => ({
        ...one("region", `${address}.html`, title, words, text, null),
        folded: fold(`${text} ${OF_REGIONS}`),
      })),
    ];
    groups = groupsOf(entries);
    hangul = new Set(groups.flat().map((name) => name.join("")).filter((name) => HANGUL.test(name)));
    // Lists are looked through after what is told in chapters and before them, and works after all else.
    const listed = pages.map((_, place) => entries.filter(([, n]) => n === place).length);
    pages.forEach(([, number, , part], n) => (ready[n].weight = known.works.includes(n) ? 0.3 : (number || !part) && listed[n] < 20 ? 1 : 0.6));
  };

  // Things whose names answer: all units in the names, or most of them there and the rest in what is said of it.
  const byName = (units, query) => {
    const asked = units.length ? joined(query) : "";
    const stems = units.flatMap(({ typed }) => typed).join(" ");
    const found = [];
    for (const thing of ready) {
      const held = units.map((unit) => thing.names.findIndex((name) => has(unit, name) && (thing.kind !== "region" || begins(unit, name))));
      const named = held.filter((n) => n >= 0).length;
      // A question about a place may say in several words what every place's page is about.
      const answers = thing.kind === "region" ? units.filter((unit, n) => held[n] >= 0 || has(unit, OF_REGIONS)).length : named;
      if (!named || answers * 2 < units.length) continue;
      if (!units.every((unit, n) => held[n] >= 0 || has(unit, thing.folded))) continue;
      const exact = thing.plain.some((name) => name === asked || name === stems || name.replaceAll(" ", "") === stems.replaceAll(" ", ""));
      const told = thing.kind === "page" && !thing.number ? thing.names.slice(0, 1) : thing.names;
      const covered = Math.max(...told.map((name) => cover(units, name)));
      // "Teach" is rather in "Teach from this book" than in "Teaching: Lab".
      const literal = told.some((name) => ` ${joined(name)} `.includes(` ${stems} `));
      const score = 6 * exact + 3 * (named / units.length) + 2 * covered + KINDS[thing.kind] + (thing.number ? 0.5 : 0) + (literal ? 1 : 0);
      const enough = thing.kind === "table" || thing.kind === "figure" ? 0.6 : 0.25;
      const ofRegion = thing.kind === "region" && (covered === 1 || units.every((unit, n) => held[n] >= 0 || has(unit, OF_REGIONS)));
      found.push({ ...thing, score, strong: exact || (named === units.length && covered > enough) || ofRegion });
    }
    return found.sort((a, b) => b.score - a.score);
  };
  // Of a place's name no stem is looked for: Slidell is no slide.
  const begins = (unit, name) => wordsOf(name).some((word) => unit.names.some(([first]) => word.startsWith(first)));
  const cover = (units, name) => {
    const letters = name.replace(/[^\p{L}\p{N}]/gu, "").length || 1;
    const read = units.reduce((sum, unit) => sum + (name.match(unit.found)?.[0].replace(/[^\p{L}\p{N}]/gu, "").length || 0), 0);
    return Math.min(1, read / letters);
  };

  // Which texts have the words of a query, the best first: those with all of them, then those that say rare ones often.
  const held = {};
  const beginOf = (word) => (HANGUL.test(word) ? "korean" : /[a-z0-9]/.test(word[0]) ? word[0] : "other");
  const beginsOf = (units) => {
    const begins = new Set(units.flatMap(({ names }) => names.flat().map(beginOf)));
    return [...begins].filter((begin) => known.words.includes(begin));
  };
  const timesOf = (pattern, begin) => {
    const times = new Map();
    if (begin === "korean") {
      for (const [file, text] of held.korean || []) {
        const here = (text.match(new RegExp(pattern, "gu")) || []).length;
        if (here) times.set(file, here);
      }
      return times;
    }
    const whole = new RegExp(`^${pattern}$`, "u");
    for (const [word, where] of Object.entries(held[begin] || {}))
      if (whole.test(word)) for (let n = 0; n < where.length; n += 2) times.set(where[n], (times.get(where[n]) || 0) + where[n + 1]);
    return times;
  };
  // A name of several words can only stand where each of them does.
  const filesWith = (unit) => {
    const files = new Map();
    for (const name of unit.names) {
      const korean = name.every((word) => HANGUL.test(word));
      const each = korean ? [timesOf(phraseOf(name), "korean")] : name.map((word) => timesOf(sourceOf(word), beginOf(word)));
      for (const [file, times] of each[0])
        if (each.every((one) => one.has(file))) files.set(file, (files.get(file) || 0) + Math.min(times, ...each.map((one) => one.get(file))));
    }
    return files;
  };
  const rarity = (unit) => Math.log(1 + known.files.length / (1 + (unit.files?.size || 0)));
  const filesFor = (units, first) => {
    units.forEach((unit) => (unit.files = filesWith(unit)));
    const scored = known.files.map((page, n) => {
      let score = first.has(page) ? 1 : 0;
      let missing = 0;
      for (const unit of units) {
        const times = unit.files.get(n + 1) || 0;
        const top = has(unit, ready[page].above);
        score += rarity(unit) * ((times * 2.2) / (times + 3) + top * 1.5);
        if (!times) missing += top ? 0.5 : 1;
      }
      return { file: n + 1, score: score * ready[page].weight, missing, some: units.some((unit) => unit.files.has(n + 1)) };
    });
    return scored.filter(({ some }) => some).sort((a, b) => a.missing - b.missing || b.score - a.score).map(({ file }) => file);
  };

  // Running text, by section: rare words count more, many in a short section more, those of a heading most.
  const byText = (units) => {
    const counts = passages.map(({ folded }) => units.map((unit) => count(unit, folded)));
    const weights = units.map(rarity);
    const tops = known.pages.map((_, n) => units.map((unit) => has(unit, ready[n].above)));
    const scored = passages.map((passage, place) => {
      let score = 0;
      let missing = 0;
      units.forEach((unit, n) => {
        const times = counts[place][n];
        const top = tops[passage.page][n];
        const above = has(unit, passage.title) * 2 + top * 1.5;
        score += weights[n] * ((times * 2.2) / (times + 1.2 * (0.4 + 0.6 * (passage.folded.length / 900))) + (times || above > 1.9 ? above : above / 2));
        if (!times && !has(unit, passage.title)) missing += top ? 0.5 : 1;
      });
      score *= ready[passage.page].weight;
      return { ...passage, score, missing, some: counts[place].some(Boolean) || units.some((unit) => has(unit, passage.title)) };
    });
    const some = scored.filter(({ some }) => some);
    const all = some.filter(({ missing }) => missing < 1);
    const kept = (all.length ? all : some).sort((a, b) => a.missing - b.missing || b.score - a.score);
    return { kept, whole: all.length > 0 || !some.length };
  };

  // Where nothing answers by its name: pages whose titles have the rarest of the words.
  const titlesWithSome = (units) => {
    const pages = ready.filter(({ kind, names }) => kind === "page" && units.some((unit) => has(unit, names.join(" "))));
    return pages.length <= 3 ? pages : [];
  };

  // Where a sentence ends: a point after "U.S", an initial or a title does not end one.
  const SHORT = "\\p{Lu}|al|cf|vs|ca|St|Mt|Ft|Dr|Mrs?|Jr|Inc|Ltd|Co|Corp";
  const SENTENCE = new RegExp(`(?<=[.?!])(?<!(?<!${LETTER})(?:${SHORT})\\.)\\s+(?=[\\p{Lu}가-힣"(])`, "u");
  const sentenceWith = (units, text) => {
    const lines = text.split("\n").flatMap((line) => line.split(SENTENCE));
    let best = [-1, lines[0] || ""];
    for (const line of lines) {
      const folded = fold(line);
      const here = units.filter((unit) => has(unit, folded)).length + Math.min(line.length, 80) / 1000;
      if (here > best[0]) best = [here, line];
    }
    const [, line] = best;
    if (line.length <= 260) return line;
    const from = Math.max(0, Math.min(...units.map((unit) => fold(line).search(unit.found)).filter((n) => n >= 0), line.length) - 100);
    return `${from ? "… " : ""}${line.slice(from, from + 240)} …`;
  };

  const marked = (element, units, text) => {
    const folded = fold(text);
    const whole = new RegExp(units.map(({ found }) => found.source).join("|"), "gu");
    let last = 0;
    for (const match of folded.length === text.length ? folded.matchAll(whole) : []) {
      if (!match[0]) continue;
      element.append(text.slice(last, match.index));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(match.index, match.index + match[0].length);
      element.append(mark);
      last = match.index + match[0].length;
    }
    element.append(text.slice(last));
    return element;
  };
  const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

  const titled = (n) => {
    const [, number, title] = known.pages[n];
    return number ? `${number}. ${title}` : title;
  };

  const results = (query, units = unitsOf(query)) => {
    if (!units.length) return { units, shown: [], whole: true };
    const counted = {};
    const named = byName(units, query).filter(({ kind }) => (counted[kind] = (counted[kind] || 0) + 1) <= (MOST[kind] || 12));
    const strong = named.filter(({ strong }) => strong).slice(0, 12);
    const pages = new Set(strong.filter(({ kind }) => kind === "page").map(({ page }) => page));
    const told = new Set(strong.map(({ page, name }) => `${page} ${name}`));
    const { kept, whole } = byText(units);
    const texts = [];
    for (const one of kept) {
      if (pages.has(one.page) || told.has(`${one.page} ${one.heading}`)) continue;
      pages.add(one.page);
      const [address] = known.pages[one.page];
      texts.push({ kind: "text", href: `${address}.html${one.anchor ? `#${one.anchor}` : ""}`, page: one.page, title: one.heading, text: one.text });
    }
    const there = new Set(strong);
    const weak = named.filter((one) => !there.has(one) && one.kind !== "page");
    // A page whose name answers shows the place in it that answers best, where what it says above does not.
    for (const one of strong.filter(({ kind }) => kind === "page")) {
      const inside = kept.find(({ page, text }) => page === one.page && text);
      if (inside && !units.every((unit) => has(unit, fold(one.text)))) Object.assign(one, { text: inside.text });
    }
    if (!strong.length) {
      const titles = titlesWithSome(units);
      const first = new Set(titles.map(({ page }) => page));
      texts.splice(0, texts.length, ...titles, ...texts.filter(({ page }) => !first.has(page)));
    }
    if (whole || !strong.length) return { units, shown: [...strong, ...texts.slice(0, 8), ...weak.slice(0, 6), ...texts.slice(8)], whole: whole || strong.length > 0 };
    return { units, shown: [...strong, ...weak], whole: true };
  };

  const shownAs = ({ units, shown, whole, waits, further = [] }, list, status, all) => {
    const some = all ? shown : shown.slice(0, SHOWN);
    list.replaceChildren(
      ...some.map((one) => {
        const item = make("li", `search-${one.kind}`);
        const link = Object.assign(make("a", ""), { href: one.href });
        const name = one.kind === "page" || one.kind === "text" ? titled(one.page) : one.kind === "function" ? one.others[0] : one.name;
        marked(link, units, name);
        const kind = one.kind === "text" ? (one.title && one.title !== known.pages[one.page][2] ? one.title : "") : one.kind === "page" ? one.part : CALLED[one.kind];
        item.append(link);
        if (kind) item.append(" ", make("span", "search-kind", kind));
        const other = one.kind === "term" && one.others.length ? `${one.others.join(", ")}: ` : "";
        const said = sentenceWith(units, one.text || "");
        if (other || said) item.append(marked(make("p", "context"), units, other + said));
        return item;
      }),
    );
    const more = (words, run) => {
      const button = make("button", "search-more", words);
      button.type = "button";
      button.addEventListener("click", run);
      const item = make("li", "search-rest");
      item.append(button);
      list.append(item);
    };
    status.textContent = waits
      ? "Reading the texts …"
      : !shown.length
        ? "Nothing was found. Try another word, or fewer."
        : `${whole ? "" : "No place has all of these words; these have some. "}${shown.length === 1 ? "One place" : `${shown.length} places`}, the best first.${lost ? " Some texts could not be read." : ""}`;
    status.dataset.done = String(!waits);
    if (some.length < shown.length) more(`Show the other ${shown.length - some.length}`, () => shownAs({ units, shown, whole, further }, list, status, true));
    else if (further.length && !waits) more(further.length === 1 ? "Look through one more text with these words" : `Look through ${further.length} more texts with these words`, () => ask(true));
  };

  const root = () => document.getElementById("search-results");
  let asked = "";
  let asking = 0;
  const ask = async (all = false) => {
    const place = root();
    if (!place || !known) return;
    if (!place.firstChild) {
      const status = make("p", "search-summary");
      status.setAttribute("role", "status");
      place.append(status, make("ol", "search"));
    }
    const [status, list] = place.children;
    const now = ++asking;
    if (!asked.trim()) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const query = asked;
    const units = unitsOf(query);
    // Names stand at once; what texts add is put in when all that were fetched are there, and nothing jumps meanwhile.
    if (!all) shownAs({ ...results(query, units), waits: true }, list, status, false);
    const further = await reach(query, units, all);
    // A slower answer to an earlier question must not overtake this one.
    if (now === asking) shownAs({ ...results(query, units), further }, list, status, all);
  };

  // Fetches the texts that answer best, or all that have a word of the query; tells which of these stay behind.
  const reach = async (query, units, all) => {
    await Promise.all(beginsOf(units).map((begin) => fetched(`words-${begin}`)));
    const named = byName(units, query).filter(({ strong, kind }) => strong && kind === "page").slice(0, 3);
    const files = filesFor(units, new Set(named.map(({ page }) => page)));
    const some = all ? files : files.slice(0, AT_ONCE);
    await Promise.all(some.map((file) => fetched(`texts-${file}`)));
    return files.filter((file) => !texts.has(file));
  };

  // Each file once. One that does not come is as if it held nothing, and the reader is told.
  const files = {};
  const fetched = (name) =>
    (files[name] ||= new Promise((done) => {
      const script = document.createElement("script");
      script.src = `search/${name}.js`;
      script.onload = done;
      script.onerror = () => {
        lost = true;
        done();
      };
      document.head.append(script);
    }));
  const texts = new Set();
  window.siteSearch = {
    names: (told) => {
      known = told;
      prepare();
      ask();
    },
    words: (begin, told) => (held[begin] = told),
    texts: (file, told) => {
      texts.add(file);
      passages.push(...told.map(([page, anchor, heading, text]) => ({ page, anchor, heading, text, folded: fold(text), title: fold(heading) })));
    },
    results: async (query) => {
      const units = unitsOf(query);
      await reach(query, units, false);
      return results(query, units).shown.map((one) => ({ ...one, title: one.title ?? one.name, on: one.page === null ? one.name : titled(one.page) }));
    },
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!root()) return;
    const field = document.querySelector(".bd-search-container input[type=search]");
    asked = new URLSearchParams(location.search).get("q") || "";
    field.value = asked;
    let later = 0;
    field.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => {
        asked = field.value;
        history.replaceState(null, "", `?q=${encodeURIComponent(asked)}`);
        ask();
      }, 150);
    });
    ask();
  });
})();
