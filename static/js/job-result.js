// The result beside the image: tabs, words, rows and cells that light and select their boxes,
// and the raw answer, fetched when its tab is opened.

const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const panel = () => document.getElementById("job-panel");
const holder = (event) => event.target.closest?.("#job-panel [data-at]");
const tip = document.getElementById("word-tip");
const words = document.getElementById("job").dataset;

let boxes = new Map();

const readBoxes = () => {
  const source = document.getElementById("job-boxes");
  const data = source ? JSON.parse(source.textContent) : { words: [] };
  boxes = new Map(data.words.map(([at, level, percent]) => [at, { level, percent }]));
};

// --- tabs

const openTab = (name, { remember = true } = {}) => {
  const tabs = [...panel().querySelectorAll("[data-tab]")];
  if (!tabs.some((tab) => tab.dataset.tab === name)) return;
  for (const tab of tabs) {
    const open = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
    const body = document.getElementById(`panel-${tab.dataset.tab}`);
    if (body) body.hidden = !open;
  }
  const none = panel().querySelector(".no-content");
  if (none) none.hidden = name === "json";
  if (name === "json") showAnswer();
  say("ocr:tab", { name });
  if (!remember) return;
  const url = new URL(location);
  url.searchParams.set("tab", name);
  history.replaceState(history.state, "", url);
  for (const link of document.querySelectorAll("a[data-page-link]")) {
    const target = new URL(link.href);
    target.searchParams.set("tab", name);
    link.href = target.search;
  }
};

document.addEventListener("click", (event) => {
  const tab = event.target.closest?.("#job-panel [data-tab]");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openTab(tab.dataset.tab);
  panel().closest(".job").dispatchEvent(new CustomEvent("ocr:sheet-open"));
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("#job-panel [data-tab]");
  if (!tab || !["ArrowLeft", "ArrowRight", "Home", "End", " "].includes(event.key)) return;
  event.preventDefault();
  const tabs = [...panel().querySelectorAll("[data-tab]")];
  const here = tabs.indexOf(tab);
  const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: tabs.length - 1, " ": here }[event.key];
  const next = tabs[(to + tabs.length) % tabs.length];
  openTab(next.dataset.tab);
  next.focus();
});

const showAnswer = async () => {
  const target = document.getElementById("answer-json");
  if (!target || target.dataset.shown) return;
  target.dataset.shown = "yes";
  const text = await (await fetch(target.dataset.answer)).text();
  try {
    target.textContent = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    target.textContent = text;
  }
};

// --- the number beside a word

const showTip = (anchor, text, percent) => {
  if (!anchor || percent === undefined) return hideTip();
  tip.textContent = text ? `${text} · ${words.sayConfidence} ${percent}%` : `${words.sayConfidence} ${percent}%`;
  tip.hidden = false;
  const box = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(box.left, 8), innerWidth - tip.offsetWidth - 8);
  const below = box.bottom + 6;
  const top = below + tip.offsetHeight > innerHeight ? box.top - tip.offsetHeight - 6 : below;
  tip.style.left = `${left}px`;
  tip.style.top = `${Math.max(top, 8)}px`;
};

const hideTip = () => {
  tip.hidden = true;
};

// --- light and select

const places = (at, cell) => {
  const wanted = [at, String(at).split(".")[0], cell].filter(Boolean).map((one) => CSS.escape(one));
  return wanted.flatMap((one) => [...panel().querySelectorAll(`[data-at="${one}"]`)]);
};

const clear = (name) => panel().querySelectorAll(`[data-at].${name}`).forEach((one) => one.classList.remove(name));

const textOf = (at) => panel().querySelector(`.said [data-at="${CSS.escape(at)}"]`)?.textContent ?? "";

document.addEventListener("ocr:light", ({ detail }) => {
  clear("lit");
  if (detail.at === null) return hideTip();
  places(detail.at, detail.cell).forEach((one) => one.classList.add("lit"));
  if (detail.from === "image") return showTip(detail.anchor, textOf(detail.at), detail.percent);
  const box = boxes.get(detail.at);
  if (box?.level) return showTip(detail.anchor, "", box.percent);
  return hideTip();
});

document.addEventListener("ocr:select", ({ detail }) => {
  clear("selected");
  if (detail.at === null) return;
  const found = places(detail.at, detail.cell);
  found.forEach((one) => one.classList.add("selected"));
  if (detail.from !== "panel") found.find((one) => one.offsetParent)?.scrollIntoView({ block: "nearest" });
  if (detail.from === "image" && matchMedia("(hover: none)").matches) showTip(detail.anchor, textOf(detail.at), detail.percent);
  const url = new URL(location);
  url.searchParams.set("field", detail.at);
  history.replaceState(history.state, "", url);
});

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const word = holder(event);
  if (word) say("ocr:light", { at: word.dataset.at, from: "panel", anchor: word });
});

document.addEventListener("pointerout", (event) => {
  if (holder(event)) say("ocr:light", { at: null });
});

document.addEventListener("focusin", (event) => {
  const word = holder(event);
  if (word?.matches(":focus-visible")) say("ocr:light", { at: word.dataset.at, from: "panel", anchor: word });
});

document.addEventListener("focusout", (event) => {
  if (holder(event)) say("ocr:light", { at: null });
});

document.addEventListener("click", (event) => {
  const go = event.target.closest?.("[data-go]");
  if (go) return say("ocr:select", { at: go.dataset.go, from: "list" });
  const word = holder(event);
  // Somebody who has just selected text with the mouse wants the text, not the box.
  if (!word || String(getSelection())) return undefined;
  rove(word, false);
  return say("ocr:select", { at: word.dataset.at, from: "panel" });
});

// --- keys: one stop for Tab, arrows from word to word

const rove = (to, focus = true) => {
  const group = to.closest(".said, tbody");
  if (!group) return;
  // What has the focus would lose it together with its tabindex.
  const before = group.querySelector('[tabindex="0"]');
  to.tabIndex = 0;
  if (before !== to) before?.removeAttribute("tabindex");
  if (focus) to.focus();
};

document.addEventListener("keydown", (event) => {
  const word = holder(event);
  if (!word || event.target !== word || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    say("ocr:select", { at: word.dataset.at, from: "panel" });
    return;
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...(word.closest(".said, tbody")?.querySelectorAll("[data-at]") ?? [])];
  const next = all[all.indexOf(word) + step];
  if (next) rove(next);
});

// --- start, and again whenever htmx has put another panel in place

const begin = () => {
  readBoxes();
  const first = panel()?.querySelector(".said [data-at]");
  if (first) first.tabIndex = 0;
  const cell = panel()?.querySelector(".found td[data-at]");
  if (cell) cell.tabIndex = 0;
  if (panel()?.querySelector('[data-tab="json"][aria-selected="true"]')) showAnswer();
};

document.addEventListener("ocr:panel", begin);
if (panel()) begin();

const asked = new URL(location).searchParams.get("field");
if (asked && panel()) {
  // The image has to have its size before a box can be brought into view.
  requestAnimationFrame(() => requestAnimationFrame(() => say("ocr:select", { at: asked, from: "link" })));
}
