// The boxes over the page image: one polygon a word, drawn from the JSON beside the result.
// Hover and focus light a word on both sides; a click selects it. Arrow keys walk in reading
// order. It speaks with the rest of the page through the events `ocr:light` and `ocr:select`.

const LEVELS = ["sure", "to-check", "doubtful"];
const SHOWS = ["all", "doubtful", "none"];
const SVG = "http://www.w3.org/2000/svg";
const FORWARD = ["ArrowRight", "ArrowDown"];
const BACK = ["ArrowLeft", "ArrowUp"];

const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const pairs = (corners) => corners.map((value, index) => (index % 2 ? `${value} ` : `${value},`)).join("").trim();
const outline = (corners) => `M${pairs(corners)}Z`;

const bounds = (corners) => {
  const xs = corners.filter((_, index) => index % 2 === 0);
  const ys = corners.filter((_, index) => index % 2 === 1);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};

// One long path is slow to paint and thousands of short ones are slow to keep.
const GROUP = 12;
const inGroups = (outlines) => {
  const starts = outlines.map((_, place) => place).filter((place) => place % GROUP === 0);
  return starts.map((start) => outlines.slice(start, start + GROUP).join(""));
};

const isCell = (at) => at.startsWith("t") && at !== "title";

// A small triangle at the corner where reading starts: shape, not colour alone.
const flag = (corners) => {
  const [x, y, x2, y2] = corners;
  const [x4, y4] = corners.slice(-2);
  const along = Math.hypot(x2 - x, y2 - y) || 1;
  const down = Math.hypot(x4 - x, y4 - y) || 1;
  const size = Math.min(along, down) * 0.4;
  const right = [x + ((x2 - x) / along) * size, y + ((y2 - y) / along) * size];
  const below = [x + ((x4 - x) / down) * size, y + ((y4 - y) / down) * size];
  return `M${x},${y} ${right} ${below}Z`;
};

class PageBoxes extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    document.addEventListener("ocr:panel", () => this.draw(), { signal });
    document.addEventListener("ocr:light", (event) => this.light(event.detail), { signal });
    document.addEventListener("ocr:select", (event) => this.select(event.detail), { signal });
    document.addEventListener("ocr:tab", (event) => this.svg?.setAttribute("data-tab", event.detail.name), { signal });
    document.addEventListener("keydown", (event) => this.shortcut(event), { signal });
    this.closest("page-canvas").addEventListener("click", (event) => {
      if (event.target.closest("[data-boxes]")) this.cycle();
    }, { signal });
    this.addEventListener("pointerover", (event) => this.hover(event), { signal });
    this.addEventListener("pointerleave", () => say("ocr:light", { at: null }), { signal });
    this.addEventListener("click", (event) => this.click(event), { signal });
    this.addEventListener("focusin", (event) => this.focused(event), { signal });
    this.addEventListener("focusout", () => say("ocr:light", { at: null }), { signal });
    this.addEventListener("keydown", (event) => this.walk(event), { signal });
    this.show = SHOWS.includes(localStorage.getItem("ocrsite.job.boxes")) ? localStorage.getItem("ocrsite.job.boxes") : "all";
    this.draw();
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  draw() {
    const source = document.getElementById("job-boxes");
    this.data = source ? JSON.parse(source.textContent) : null;
    this.marks = new Map();
    this.shapes = new Map();
    this.replaceChildren();
    if (this.data) this.build();
    this.tell();
  }

  build() {
    const { frame, words, areas } = this.data;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${frame[0] || 1} ${frame[1] || 1}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("role", "listbox");
    svg.setAttribute("aria-label", this.dataset.label);
    const halos = LEVELS.flatMap((level, index) => {
      const outlines = words.filter((word) => word[1] === index).map((word) => outline(word[3]));
      return inGroups(outlines).map((path) => `<path class="halo ${level}" d="${path}"/>`);
    });
    const flags = words.filter((word) => word[1] === 2).map((word) => flag(word[3])).join("");
    svg.innerHTML = [
      ...areas.map(([at, corners]) => `<polygon class="area ${isCell(at) ? "of-cell" : "of-field"}" points="${pairs(corners)}"/>`),
      ...halos,
      ...words.map(([, level, , corners]) => `<polygon class="word-box ${LEVELS[level]}" role="option" aria-selected="false" points="${pairs(corners)}"/>`),
      flags && `<path class="flag" d="${flags}"/>`,
    ].join("");
    this.append(svg);
    this.svg = svg;
    this.index(words, areas);
  }

  index(words, areas) {
    this.boxes = [...this.svg.querySelectorAll(".word-box")];
    const shades = this.svg.querySelectorAll(".area");
    words.forEach(([at, level, percent, corners], place) => {
      this.boxes[place].place = place;
      this.marks.set(at, { at, level, percent, corners, shape: this.boxes[place] });
    });
    areas.forEach(([at, corners], place) => {
      shades[place].at = at;
      this.shapes.set(at, { at, corners, shape: shades[place] });
    });
    const texts = new Map([...document.querySelectorAll(".said [data-at]")].map((word) => [word.dataset.at, word.textContent]));
    words.forEach(([at, , percent], place) => {
      this.boxes[place].setAttribute("aria-label", `${texts.get(at) ?? ""}, ${percent}%`);
    });
    if (this.boxes.length) this.boxes[0].setAttribute("tabindex", "0");
  }

  // A word's own box, else the area of its field or cell, else the first word of the field.
  find(at) {
    return this.marks?.get(at) ?? this.shapes?.get(at) ?? this.marks?.get(`${at}.0`);
  }

  at(polygon) {
    return polygon?.place === undefined ? null : this.data.words[polygon.place];
  }

  // Words inside a table are told with their cell, so that the table can light it.
  cell(corners) {
    const { left, right, top, bottom } = bounds(corners);
    const inside = (box) => box.left <= (left + right) / 2 && box.right >= (left + right) / 2 && box.top <= (top + bottom) / 2 && box.bottom >= (top + bottom) / 2;
    for (const [at, { corners: area }] of this.shapes) {
      if (isCell(at) && inside(bounds(area))) return at;
    }
    return null;
  }

  hover(event) {
    if (event.pointerType === "touch") return;
    const found = this.under(event.target);
    if (found) say("ocr:light", found);
  }

  focused(event) {
    const word = this.at(event.target);
    if (!word || !event.target.matches(":focus-visible")) return;
    say("ocr:light", this.detail(word, "image"));
    this.reveal(word[3]);
  }

  // The word or, where the areas of fields or cells are shown, the area under the pointer.
  under(shape) {
    const word = this.at(shape);
    if (word) return this.detail(word, "image");
    return shape.at === undefined ? null : { at: shape.at, cell: null, from: "image", anchor: shape };
  }

  detail([at, , percent, corners], from) {
    return { at, percent, cell: this.cell(corners), from, anchor: this.marks.get(at)?.shape };
  }

  click(event) {
    const found = this.under(event.target);
    if (!found || this.closest("page-canvas").dragged) return;
    say("ocr:select", found);
  }

  light({ at }) {
    this.lit?.classList.remove("lit");
    this.lit = at === null ? null : this.find(at)?.shape;
    this.lit?.classList.add("lit");
  }

  select({ at, from }) {
    this.selected?.classList.remove("selected");
    this.selected?.setAttribute("aria-selected", "false");
    const found = at === null ? null : this.find(at);
    this.selected = found?.shape;
    if (!found) return;
    found.shape.classList.add("selected");
    if (found.shape.place !== undefined) {
      found.shape.setAttribute("aria-selected", "true");
      this.rove(found.shape, false);
    }
    this.reveal(found.corners, from);
  }

  reveal(corners) {
    const [width, height] = this.data.frame;
    const box = bounds(corners);
    say("ocr:reveal", { left: box.left / width, right: box.right / width, top: box.top / height, bottom: box.bottom / height });
  }

  rove(polygon, focus = true) {
    // What has the focus would lose it together with its tabindex.
    const before = this.svg.querySelector('[tabindex="0"]');
    polygon.setAttribute("tabindex", "0");
    if (before !== polygon) before?.removeAttribute("tabindex");
    if (focus) polygon.focus({ preventScroll: true });
  }

  walk(event) {
    const here = event.target.place;
    if (here === undefined) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      say("ocr:select", this.detail(this.at(event.target), "image"));
      return;
    }
    const last = this.boxes.length - 1;
    let to = null;
    if (FORWARD.includes(event.key)) to = Math.min(here + 1, last);
    if (BACK.includes(event.key)) to = Math.max(here - 1, 0);
    if (event.key === "Home") to = 0;
    if (event.key === "End") to = last;
    if (to === null) return;
    event.preventDefault();
    this.rove(this.boxes[to]);
  }

  // The physical key, so that B works while the Korean input method is on.
  shortcut(event) {
    if (event.code !== "KeyB" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    event.preventDefault();
    this.cycle();
  }

  cycle() {
    this.show = SHOWS[(SHOWS.indexOf(this.show) + 1) % SHOWS.length];
    localStorage.setItem("ocrsite.job.boxes", this.show);
    this.tell();
  }

  tell() {
    this.svg?.setAttribute("data-show", this.show);
    this.svg?.setAttribute("data-tab", document.querySelector("#job-panel [aria-selected=true]")?.dataset.tab ?? "");
    const button = this.closest("page-canvas").querySelector("[data-boxes]");
    const words = { all: button.dataset.sayAll, doubtful: button.dataset.sayDoubtful, none: button.dataset.sayNone };
    button.querySelector("[data-boxes-now]").textContent = words[this.show];
  }
}

customElements.define("page-boxes", PageBoxes);
