"use strict";
// The reader page: data in, views out. All text goes through `show` into text nodes; nothing an article holds is markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const MANY = 24; // articles; above that the matrix counts them instead of giving each a column
  const PAGE = 100; // claims shown at a time
  const FILTERS = ["item", "article", "stance", "basis", "source", "condition"];
  const stances = Object.fromEntries(data.stances.map((row) => [row.code, row]));
  const ranked = data.stances.filter((row) => row.rank !== null).sort((a, b) => a.rank - b.rank);
  const numbers = Object.fromEntries(data.articles.map((article, number) => [article.name, number]));
  const byId = new Map(data.claims.map((claim, number) => [claim.id, number]));
  const bySentence = data.sentences.map(() => []);
  data.claims.forEach((claim, number) => bySentence[claim.s].push(number));
  const searched = data.sentences.map((sentence) => `${sentence.quote}\n${sentence.gloss}`.toLowerCase());
  let state = {};
  let language = 0; // column of the vocabulary: 0 Chinese, 1 English
  let limit = PAGE;
  let typing = 0;

  // Controls that could turn or hide text are written out, as in the notebooks.
  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const show = (text) => String(text).replace(/\r/g, "").replace(CONTROLS,
    (char) => `⟨U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "on") for (const [event, work] of Object.entries(value)) node.addEventListener(event, work);
      else if (name === "colour") { node.style.background = value[0]; node.style.color = value[1]; }
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== "")
      .map((child) => (child instanceof Node ? child : show(child))));
    return node;
  }

  const ui = (key, values = {}) => data.ui[key][language].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const named = (code) => (data.vocabulary[code] || [code, code])[language];
  // In English a term keeps its Chinese beside it, since the sentences are Chinese.
  const label = (code) => (language && data.vocabulary[code] ? `${data.vocabulary[code][1]} ${data.vocabulary[code][0]}` : named(code));
  // Marks are drawn, since a reader's fonts may lack them or fill what should be hollow.
  const mark = (code, ink) => (["full", "half", "ring"].includes(stances[code].shape) ?
    el("i", { class: `disc ${stances[code].shape}`, "aria-hidden": "true", colour: ["", ink || "inherit"] }) : el("span", { "aria-hidden": "true", colour: ["", ink || "inherit"] }, stances[code].mark));
  const stanceOf = (rank) => ranked[rank].code;
  const pale = (code) => (stances[code].rank === 0 ? " pale" : "");
  const chip = (code, text) => el("span", { class: `chip${pale(code)}`, "data-stance": code, colour: [stances[code].colour, stances[code].ink] },
    mark(code), " ", text);
  const place = (claim) => `${data.articles[claim.a].short} [${claim.at[0]}:${claim.at[1]}]`;
  const address = (values) => `#${new URLSearchParams(values)}`;

  // Address and state

  function parsed() {
    const said = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (said.claim !== undefined) said.view = "article";
    else if (said.read !== undefined) said.view = "article";
    else if (!["pairs", "claims", "article"].includes(said.view)) said.view = "claims";
    return said;
  }

  function filtersOf(from) {
    return Object.fromEntries([...FILTERS, "position", "q", "sort"].filter((name) => from[name]).map((name) => [name, from[name]]));
  }

  function filterTo(change) {
    const wanted = filtersOf({ ...state, ...change });
    history.replaceState(null, "", address({ view: "claims", ...wanted }));
    state = parsed();
    limit = PAGE;
    matrix();
    results();
  }

  let lastFilters = {};
  function move() {
    const before = state;
    state = parsed();
    if (state.view === "claims") { lastFilters = filtersOf(state); limit = PAGE; }
    render();
    if (state.claim !== undefined) {
      const mark = byId.has(state.claim) && $("view").querySelector(`[data-sentence="${data.claims[byId.get(state.claim)].s}"]`);
      if (mark) { mark.focus({ preventScroll: true }); mark.scrollIntoView({ block: "center" }); open(mark); }
    } else if (before.view !== undefined) {
      const heading = $("view").querySelector("h2");
      if (heading) { heading.setAttribute("tabindex", "-1"); heading.focus({ preventScroll: true }); }
      if ($("panel").getBoundingClientRect().top < 0 || $("panel").getBoundingClientRect().top > innerHeight / 2) $("panel").scrollIntoView();
    }
  }

  // The matrix

  function legend() {
    const sample = (row) => el("span", {}, el("i", { class: `swatch${pale(row.code)}`, colour: [row.colour, row.ink], "aria-hidden": "true" }, mark(row.code)), label(row.code));
    const edge = el("i", { class: "swatch", "aria-hidden": "true" });
    edge.style.background = edges(1, 2, 2);
    const both = el("i", { class: "swatch pale", "aria-hidden": "true" });
    both.style.background = halves(0, 3);
    const silent = el("i", { class: "swatch pale", "aria-hidden": "true" }, "·");
    const cells = data.articles.length > MANY ? [] : [el("span", {}, edge, ui("legend_edge")), el("span", {}, both, ui("both")),
      ...Object.keys(data.marks).filter((code) => conditionsNamed().has(code)).map((code) => el("span", {}, `${data.marks[code]} ${label(code)}`))];
    $("legend").replaceChildren(...[...ranked].reverse().map(sample), el("span", {}, silent, ui("silent")), ...cells);
  }

  function conditionsNamed() {
    return new Set(Object.values(data.positions).flat().filter(Boolean).flatMap((cell) => cell[4]));
  }

  const halves = (low, high) => `linear-gradient(100deg, ${ranked[low].colour} 36%, ${ranked[high].colour} 36%)`;
  function edges(low, here, high) {
    const left = low < here ? `${ranked[low].colour} 0 0.4rem, ${ranked[here].colour} 0.4rem` : `${ranked[here].colour} 0`;
    const right = high > here ? `calc(100% - 0.4rem), ${ranked[high].colour} calc(100% - 0.4rem)` : "100%";
    return `linear-gradient(to right, ${left} ${right})`;
  }

  function matrix() {
    const many = data.articles.length > MANY;
    const columns = many ? [...ranked].reverse().map((row) => row.code).concat("silent") : data.articles.map((_, number) => number);
    const head = el("tr", {}, el("td"), ...columns.map((column) => el("th", { scope: "col" },
      many ? (column === "silent" ? ui("silent") : label(column)) :
        el("a", { href: address({ read: data.articles[column].name }), title: show(data.articles[column].title) }, data.articles[column].short))));
    const rows = [];
    let family = "";
    data.ordered.forEach((item) => {
      if (item.split(".")[0] !== family) {
        family = item.split(".")[0];
        rows.push(el("tr", { class: "family" }, el("th", { colspan: columns.length + 1, scope: "colgroup" }, label(family))));
      }
      rows.push(el("tr", {}, el("th", { scope: "row" }, label(item)),
        ...columns.map((column) => el("td", {}, many ? counted(item, column) : cell(item, column)))));
    });
    $("matrix").replaceChildren(el("table", { class: "matrix" }, el("caption", { hidden: true }, ui("matrix")), el("thead", {}, head), el("tbody", {}, ...rows)));
    const cells = [...$("matrix").querySelectorAll("a.cell")];
    cells.forEach((link) => link.setAttribute("tabindex", "-1"));
    (cells.find((link) => link.getAttribute("aria-current")) || cells[0])?.setAttribute("tabindex", "0");
  }

  function cell(item, number) {
    const article = data.articles[number];
    const found = data.positions[item][number];
    if (!found) return el("span", { class: "cell silent", role: "img", "aria-label": ui("cell", { item: label(item), article: article.short, stance: ui("silent"), n: 0 }) }, "·");
    const [claims, low, here, high, conditions] = found;
    const split = high - low > 1;
    const code = stanceOf(split ? high : here);
    const said = split ? `${label(stanceOf(low))} / ${label(code)}, ${ui("both")}` : label(code);
    const current = state.view === "claims" && state.item === item && state.article === article.name;
    const link = el("a", {
      class: `cell${split ? " split pale" : pale(code)}`, colour: [ranked[here].colour, ranked[split ? high : here].ink], href: address({ view: "claims", item, article: article.name }),
      "aria-current": current ? "true" : null, "aria-label": ui("cell", { item: label(item), article: article.short, stance: said, n: claims }),
      title: [said, ...conditions.map(label)].join("\n"),
    }, split ? mark(ranked[low].code, ranked[low].ink) : null, mark(code), el("span", {}, claims),
    conditions.length ? el("small", {}, conditions.length > 2 ? `${data.marks[conditions[0]]}…` : conditions.map((name) => data.marks[name]).join("")) : null);
    if (split) link.style.background = halves(low, high);
    else if (high !== low) link.style.background = edges(low, here, high);
    return link;
  }

  function counted(item, column) {
    const cells = data.positions[item];
    const n = cells.filter((found) => (found ? stanceOf(found[2]) === column : column === "silent")).length;
    if (column === "silent" || !n) return el("span", { class: "cell silent" }, n);
    const bar = el("span", { class: "meter", "aria-hidden": "true" }, el("span"));
    bar.firstChild.style.background = stances[column].colour;
    bar.firstChild.style.width = `${(100 * n) / cells.length}%`;
    return el("a", { class: "cell many", href: address({ view: "claims", item, position: column }),
      "aria-current": state.item === item && state.position === column ? "true" : null,
      "aria-label": ui("cell_many", { item: label(item), n, stance: label(column) }) }, el("span", {}, n), bar);
  }

  $("matrix").addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!step || !event.target.matches("a.cell")) return;
    event.preventDefault();
    const grid = [...$("matrix").querySelectorAll("tbody tr:not(.family)")].map((row) => [...row.querySelectorAll("td")].map((td) => td.querySelector("a.cell")));
    let row = grid.findIndex((line) => line.includes(event.target));
    let column = grid[row].indexOf(event.target);
    do { row += step[0]; column += step[1]; } while (grid[row] && column >= 0 && column < grid[row].length && !grid[row][column]);
    const next = grid[row] && grid[row][column];
    if (!next) return;
    event.target.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });

  // The claims

  function fits(claim) {
    const wanted = state;
    if (wanted.item && claim.item !== wanted.item) return false;
    if (wanted.article && claim.a !== numbers[wanted.article]) return false;
    if (wanted.stance && claim.stance !== wanted.stance) return false;
    if (wanted.basis && claim.basis !== wanted.basis) return false;
    if (wanted.source && claim.source !== wanted.source) return false;
    if (wanted.condition === "none" ? claim.conditions : wanted.condition && !(claim.conditions || []).includes(wanted.condition)) return false;
    if (wanted.position && wanted.item && data.positions[wanted.item]) {
      const found = data.positions[wanted.item][claim.a];
      if (!found || stanceOf(found[2]) !== wanted.position) return false;
    }
    return !wanted.q || searched[claim.s].includes(wanted.q.toLowerCase());
  }

  function sorted(claims) {
    const order = (list, code) => list.indexOf(code);
    const codes = data.stances.map((row) => row.code);
    const keys = { item: (claim) => order(data.items, claim.item), stance: (claim) => order(codes, claim.stance) };
    const key = keys[state.sort];
    return key ? claims.map((claim, at) => [key(claim), at, claim]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((row) => row[2]) : claims;
  }

  function claims() {
    const used = (name) => new Set(data.claims.flatMap((claim) => claim[name] || []));
    const pick = (name, options) => el("label", {}, ui(name), el("select", { "data-filter": name, on: { change: (event) => filterTo({ [name]: event.target.value, position: "" }) } },
      el("option", { value: "" }, ui("all")), ...options.map(([value, text]) => el("option", { value, selected: state[name] === value ? "" : null }, text))));
    const coded = (name, codes) => pick(name, codes.filter((code) => used(name === "condition" ? "conditions" : name).has(code)).map((code) => [code, label(code)]));
    const search = el("input", { type: "search", value: state.q || "", on: { input: (event) => {
      clearTimeout(typing);
      typing = setTimeout(() => filterTo({ q: event.target.value.trim() }), 150);
    } } });
    const sort = el("select", { "data-filter": "sort", on: { change: (event) => filterTo({ sort: event.target.value }) } },
      ...["place", "item", "stance"].map((name) => el("option", { value: name === "place" ? "" : name, selected: state.sort === name ? "" : null }, ui(`sort_${name}`))));
    $("view").replaceChildren(
      el("div", { class: "filters", role: "search", "aria-label": ui("claims") }, coded("item", data.items),
        pick("article", data.articles.map((article) => [article.name, `${article.short} ${article.title.slice(0, 24)}`])),
        coded("stance", data.stances.map((row) => row.code)), pick("basis", ["practice", "norm"].map((code) => [code, ui(code)])),
        coded("source", data.sources), pick("condition", [["none", ui("none")], ...data.conditions.filter((code) => used("conditions").has(code)).map((code) => [code, label(code)])]),
        el("label", {}, ui("search"), search), el("label", {}, ui("sort"), sort)),
      el("div", { id: "results" }));
    results();
  }

  function results() {
    if (state.view !== "claims") return;
    lastFilters = filtersOf(state);
    const found = sorted(data.claims.filter(fits));
    const clear = Object.keys(filtersOf(state)).length ? el("button", { type: "button", on: { click: () => { history.replaceState(null, "", address({ view: "claims" })); move(); } } }, ui("clear")) : null;
    const position = state.position && state.item && stances[state.position] ? el("span", { class: "quiet" }, ui("position", { stance: label(state.position) })) : null;
    const count = el("div", { class: "count" }, el("h2", { tabindex: "-1", role: "status" }, ui(found.length === 1 ? "count_one" : "count", { n: found.length, all: data.claims.length })), position, clear);
    const list = el("ol", { class: "claims" }, ...found.slice(0, limit).map(card));
    const rest = found.length - limit;
    const more = rest > 0 ? el("button", { type: "button", on: { click: () => {
      const at = limit;
      limit += PAGE;
      results();
      $("results").querySelectorAll("ol.claims > li")[at].querySelector("a").focus();
    } } }, ui("more", { n: Math.min(rest, PAGE) })) : null;
    $("results").replaceChildren(count, found.length ? list : el("p", {}, ui("nothing")), more || "");
  }

  function quoted(claim) {
    const { quote, gloss } = data.sentences[claim.s];
    const pieces = [];
    let at = 0;
    for (const [start, end] of claim.spans) {
      pieces.push(quote.slice(at, start), el("b", {}, quote.slice(start, end)));
      at = end;
    }
    pieces.push(quote.slice(at));
    return [el("blockquote", { lang: "zh" }, ...pieces), language && gloss ? el("p", { class: "gloss", lang: "en" }, gloss) : null];
  }

  function facts(claim) {
    const row = (key, value) => (value ? el("div", {}, el("dt", {}, ui(key)), el("dd", {}, value)) : null);
    return el("dl", { class: "facts" }, row("basis", ui(claim.basis)), row("conditions", (claim.conditions || []).map(label).join("; ")),
      row("timing", claim.timing), row("value", claim.value && label(claim.value)), row("source", label(claim.source)),
      row("laws", (claim.laws || []).map((title) => (/^《/.test(title) ? title : `《${title}》`)).join(" ")), row("reviewed", claim.reviewed));
  }

  function rules(claim) {
    return el("ul", { class: "rules" }, ...claim.cues.map(([rule, words]) => el("li", {}, el("code", {}, rule), ` ${data.rules[rule][0]} `,
      words ? el("b", { lang: "zh" }, words) : "", ` ${data.rules[rule][1]}`)));
  }

  const headOf = (claim) => el("div", { class: "head" }, chip(claim.stance, label(claim.stance)), el("strong", {}, label(claim.item)));

  function card(claim) {
    return el("li", {}, headOf(claim), quoted(claim), facts(claim), el("details", {}, el("summary", {}, ui("why")), rules(claim)),
      el("div", { class: "links" }, el("a", { href: address({ claim: claim.id }), class: "to-article" }, `${place(claim)}: ${ui("in_article")}`)));
  }

  // The article

  function article() {
    const number = state.claim !== undefined ? data.claims[byId.get(state.claim)]?.a : numbers[state.read] ?? (state.read === undefined ? 0 : undefined);
    const choose = el("div", { class: "choose" }, el("label", {}, ui("choose_article"), " ", el("select", { "data-filter": "read", on: { change: (event) => { location.hash = address({ read: event.target.value }); } } },
      ...data.articles.map((one, at) => el("option", { value: one.name, selected: at === number ? "" : null }, `${one.short} ${one.title.slice(0, 30)}`)))),
    el("a", { href: address({ view: "claims", ...lastFilters }) }, ui("back")));
    if (number === undefined) {
      $("view").replaceChildren(choose, el("h2", {}, ui("not_found", { id: show(state.claim ?? state.read) })));
      return;
    }
    const one = data.articles[number];
    const steps = one.steps.map(([item, step], at) => `${at && one.steps[at - 1][1] === step ? " = " : at ? " → " : ""}${label(item)}`).join("");
    const body = el("div", { id: "article-body", class: "text", lang: "zh" }, ...one.parts.map((found) => part(found, one.title)));
    $("view").replaceChildren(choose, el("h2", { lang: one.title ? "zh" : null }, one.title || one.name),
      el("p", { class: "quiet" }, [one.name, one.site, one.date, one.damage ? ui("damage", { n: one.damage }) : ""].filter(Boolean).join(" · ")),
      el("p", {}, one.steps.length ? `${ui("steps")} ${steps}` : ui("no_steps")), el("p", { class: "quiet" }, ui("article_help")), body);
  }

  function part({ kind, runs }, title) {
    const text = runs.map((run) => run[0]).join("");
    if (!text.trim() || (kind === "title" && text.trim() === title)) return "";
    if (kind === "furniture") return el("details", {}, el("summary", {}, ui("furniture", { n: [...text.trim()].length })), el("p", { class: "quiet" }, text.trim()));
    const pieces = [];
    for (let at = 0; at < runs.length;) {
      const key = runs[at][1].join();
      let end = at;
      while (end < runs.length && runs[end][1].join() === key) end += 1;
      const shown = runs.slice(at, end).map(([words, , repair]) => (repair === null ? words.replace(/\n\s*\n/g, "\n") :
        el("span", repair ? { class: "dropped", title: ui("dropped", { repair: show(repair) }) } : { class: "stray", title: ui("stray") }, words)));
      pieces.push(...(runs[at][1].length ? marked(runs[at][1], shown) : shown));
      at = end;
    }
    return el("p", { class: kind }, kind === "comment" ? el("strong", {}, `[${ui("comment")}] `) : null, ...pieces);
  }

  function marked(sentences, shown) {
    const found = sentences.flatMap((sentence) => bySentence[sentence]);
    const tags = new Map(found.map((claim) => [`${data.claims[claim].stance} ${data.claims[claim].item}`, data.claims[claim]]));
    return [el("span", { class: "mark", role: "button", tabindex: "0", "aria-expanded": "false", "data-sentence": sentences[0], "data-all": sentences.join(), on: {
      focus: (event) => open(event.currentTarget), mouseenter: (event) => { if (!pinned) open(event.currentTarget); },
      click: (event) => pin(event.currentTarget), keydown: keys,
    } }, ...shown), el("span", { class: "tags" }, ...[...tags.values()].map((claim) => chip(claim.stance, named(claim.item))), " ")];
  }

  let pinned = null;
  let opened = null;
  function open(mark) {
    if (opened === mark) return;
    close();
    opened = mark;
    mark.setAttribute("aria-expanded", "true");
    const found = mark.dataset.all.split(",").flatMap((sentence) => bySentence[Number(sentence)]).map((claim) => data.claims[claim]);
    const gloss = language ? data.sentences[Number(mark.dataset.sentence)].gloss : "";
    const pop = el("div", { class: "pop", id: "pop", role: "group", "aria-label": ui("claims"), lang: ui("language_code") === "en" ? "zh" : "en", on: { mouseleave: (event) => leave(event) } },
      gloss ? el("p", { class: "gloss" }, gloss) : null,
      ...found.map((claim) => el("div", { class: "one" }, headOf(claim), facts(claim), rules(claim), el("a", { href: address({ claim: claim.id }), class: "cite" }, ui("cite")))));
    mark.nextSibling.after(pop);
    mark.setAttribute("aria-controls", "pop");
    const within = $("article-body").getBoundingClientRect();
    const last = [...mark.getClientRects()].pop();
    pop.style.top = `${last.bottom - within.top + 2}px`;
    pop.style.left = `${Math.max(0, Math.min(last.left - within.left, within.width - pop.offsetWidth))}px`;
    mark.addEventListener("mouseleave", leave);
  }

  function close() {
    if (!opened) return;
    opened.setAttribute("aria-expanded", "false");
    opened.removeAttribute("aria-controls");
    opened.removeEventListener("mouseleave", leave);
    opened = pinned = null;
    $("pop")?.remove();
  }

  // What appears on hover stays while the pointer is on it (WCAG 1.4.13); what was opened by click or key stays longer.
  function leave(event) {
    if (pinned || document.activeElement === opened || $("pop")?.contains(document.activeElement)) return;
    const mark = opened;
    const from = event.currentTarget;
    setTimeout(() => {
      if (opened === mark && mark && !pinned && !mark.matches(":hover") && !$("pop")?.matches(":hover") && from.isConnected) close();
    }, 200);
  }

  function pin(mark) {
    if (pinned === mark) { close(); return; }
    open(mark);
    pinned = mark;
    history.replaceState(null, "", address({ claim: data.claims[bySentence[Number(mark.dataset.sentence)][0]].id }));
  }

  function keys(event) {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pin(event.currentTarget); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const marks = [...$("article-body").querySelectorAll(".mark")];
    const next = marks[marks.indexOf(event.currentTarget) + step];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened) return;
    const mark = opened;
    const inside = $("pop").contains(document.activeElement);
    close();
    if (inside) { mark.focus(); close(); }
  });
  document.addEventListener("focusin", (event) => {
    if (opened && event.target !== opened && !$("pop")?.contains(event.target)) close();
  });

  // The contradictions

  function pairs() {
    const listed = [...new Set(data.pairs.map((row) => row.item))].map((item) => {
      const rows = data.pairs.filter((row) => row.item === item);
      const left = rows[0].of > rows.length ? ui("pairs_left", { n: rows.length, all: rows[0].of }) : "";
      return [el("h3", {}, label(item)), left ? el("p", { class: "quiet" }, left) : null, ...rows.map(pair)];
    });
    $("view").replaceChildren(el("h2", {}, ui("pairs")), el("p", { class: "quiet" }, ui(listed.length ? "pairs_help" : "no_pairs")), ...listed.flat().filter(Boolean));
  }

  function pair(row) {
    const values = { a: label(row.sides[0].stance), b: label(row.sides[1].stance), n: row.distance, why: row.why,
      va: row.sides[0].value && label(row.sides[0].value), vb: row.sides[1].value && label(row.sides[1].value) };
    const sides = row.sides.map((side) => {
      const claim = data.claims.find((one) => one.a === side.a && one.at[0] === side.at[0] && one.at[1] === side.at[1]
        && one.item === row.item && one.stance === side.stance && (one.value || "") === (side.value || ""));
      return el("div", {}, chip(claim.stance, label(claim.stance)), quoted(claim), facts(claim),
        el("a", { href: address({ claim: claim.id }), class: "to-article" }, `${place(claim)}: ${ui("in_article")}`));
    });
    return el("div", { class: "pair" }, el("p", { class: "quiet" }, [ui(`pair_${row.clash}`, values), ui(`pair_kind_${row.kind}`), row.pairs > 1 ? ui("pair_more", { n: row.pairs }) : ""].filter(Boolean).join(" · ")),
      el("div", { class: "sides" }, ...sides));
  }

  // The whole

  function render() {
    close();
    document.documentElement.lang = language ? "en" : "zh-CN";
    const n = data.articles.length;
    $("skip").textContent = ui("skip");
    $("language").textContent = ui("language");
    $("language").lang = ui("language_code") === "en" ? "en" : "zh";
    $("title").textContent = ui("title");
    $("lead").textContent = ui("lead", { articles: n, claims: data.claims.length, items: data.ordered.length, ...data.summary });
    $("error").textContent = "gold" in data.scores && "blind" in data.scores ? ui("error", { gold: data.scores.gold.toFixed(2), blind: data.scores.blind.toFixed(2) }) : "";
    $("overview-title").textContent = n > MANY ? ui("matrix_many", { articles: n }) : ui("matrix");
    $("overview-help").textContent = ui("matrix_help");
    $("footer").textContent = ui("quoted");
    const tab = (view, href) => el("a", { href, "aria-current": state.view === view ? "page" : null }, ui(view));
    $("tabs").setAttribute("aria-label", ui("views"));
    $("tabs").replaceChildren(tab("claims", address({ view: "claims", ...lastFilters })),
      tab("article", state.view === "article" ? location.hash : address({ view: "article" })), tab("pairs", address({ view: "pairs" })));
    legend();
    matrix();
    ({ claims, article, pairs })[state.view]();
  }

  // A page opened from disk may have no storage; then the choice lasts as long as the page.
  const stored = (work) => { try { return work(localStorage); } catch { return null; } };
  language = (stored((box) => box.getItem("koujing-language")) || navigator.language || "en").startsWith("zh") ? 0 : 1;
  $("language").addEventListener("click", () => {
    language = 1 - language;
    stored((box) => box.setItem("koujing-language", language ? "en" : "zh"));
    const claim = state.claim;
    render();
    if (claim !== undefined) $("view").querySelector(`[data-sentence="${data.claims[byId.get(claim)]?.s}"]`)?.scrollIntoView({ block: "center" });
  });
  window.addEventListener("hashchange", move);
  move();
})();
