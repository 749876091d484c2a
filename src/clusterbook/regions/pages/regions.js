/* What depends on which places a reader picks: shares, quotients, differences and ranks, from stored figures. All else
   was computed by the library when the site was built. A test holds these functions against the library; views.js shows
   what they say, and computes nothing. */
const regions = (() => {
  "use strict";
  const kinds = {}, cells = {};

  // ---- Numbers. A figure that is not published is null or a hole: never zero. ----
  const known = (value) => value !== null && value !== undefined;
  const share = (value, total) => (known(value) && total ? value / total : null);
  const quotient = (value, total, other, all) => {
    const [here, there] = [share(value, total), share(other, all)];
    return known(here) && there ? here / there : null;
  };
  // Half the sum of differences of shares, in what both publish.
  const difference = (a, b) => {
    const both = a.values.map((value, i) => [value, b.values[i]]).filter((pair) => pair.every(known));
    const [mine, theirs] = [0, 1].map((k) => both.reduce((sum, pair) => sum + pair[k], 0));
    return mine && theirs ? both.reduce((sum, [here, there]) => sum + Math.abs(here / mine - there / theirs), 0) / 2 : null;
  };
  const rank = (value, all) => (known(value) ? 1 + all.filter((other) => known(other) && other > value).length : null);
  // What 95 of 100 draws leave of a value whose relative standard error, in percent, is known.
  const interval = (value, error) => (known(value) && known(error)
    ? [-1, 1].map((side) => Math.max(0, value * (1 + side * 1.96 * error / 100))) : null);
  // In which fifth of all a value lies, from 0, the lowest, to 4.
  const fifth = (value, all) => {
    const some = all.filter(known);
    return known(value) ? Math.min(4, Math.floor(5 * some.filter((other) => other < value).length / some.length)) : null;
  };
  // Positions of the activities with the largest quotients against a reference, of those that are large enough.
  const strongest = (place, { values, totals }, least, most) => place.values
    .map((value, i) => ({ i, value, lq: quotient(value, place.total, values[i], totals[i]) }))
    .filter(({ value, lq }) => lq !== null && value >= least).sort((a, b) => b.lq - a.lq).slice(0, most);
  // Places taken together: an activity is held against those that publish it, and their totals.
  const together = (places) => {
    const length = places[0].values.length;
    const values = Array(length).fill(null), totals = Array(length).fill(0);
    for (const place of places) for (let i = 0; i < length; i++) if (known(place.values[i])) {
      values[i] += place.values[i];
      totals[i] += place.total;
    }
    return { values, totals };
  };
  // As the library's texts print it: rounded half away from zero, no minus before a zero.
  const format = (value, digits, percent) => {
    if (!known(value)) return "–";
    const text = (percent ? 100 * value : value).toFixed(digits).replace(/^-(?=[0.]*$)/, "").replace("-", "−");
    return text.replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (percent ? "%" : "");
  };

  // ---- Files beside the page: they come as scripts, which a page from a disk may load, too. ----
  const base = document.currentScript?.src ? new URL(".", document.currentScript.src).href : "";
  const loading = {};
  const load = (name) => (loading[name] ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: `${base}${name}.js`, onload: done, onerror: failed });
    document.head.append(script);
  }));
  const kind = async (name) => (await load(name), kinds[name]);
  const place = async (name, code) => {
    const [found] = await Promise.all([kind(name), load(`cells/${name}-${code}`)]);
    const row = found.places.find((one) => one.code === code), { values, errors, marks } = cells[`${name}-${code}`];
    // A hole is passed over by map and its like; it must count, as a figure that is not known.
    return { ...row, marks, values: [...values], errors: errors && [...errors] };
  };

  return { kinds, cells, base, known, share, quotient, difference, rank, interval, fifth, strongest, together, format, load, kind, place };
})();
