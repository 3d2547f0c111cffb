// The page image: fit, zoom by wheel, pinch and keys, pan by dragging. The image lies in a
// box that scrolls natively, so that touch, scroll bars and arrow keys work by themselves.

const STEP = 1.25;
const FIRST_AT_MOST = 1.5;
const SMALLEST = 0.05;
const LARGEST = 8;
const MOVE_MS = 180;
const TINY_ON_SCREEN = 24;
const TYPING = "input, textarea, select, [contenteditable], dialog";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const bounded = (value, low, high) => Math.min(Math.max(value, low), high);

class PageCanvas extends HTMLElement {
  connectedCallback() {
    this.scroll = this.querySelector("[data-scroll]");
    this.paper = this.querySelector("[data-paper]");
    this.image = this.querySelector("#page-image");
    if (!this.image) return;
    this.scale = 1;
    this.fitting = sessionStorage.getItem("ocrsite.job.fit") || "width";
    this.measure();
    this.listen();
    this.resized = new ResizeObserver(() => this.fitting && this.fit(this.fitting));
    this.resized.observe(this.scroll);
  }

  disconnectedCallback() {
    this.resized?.disconnect();
    this.gone?.abort();
  }

  listen() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.image.addEventListener("load", () => this.measure(true), { signal });
    this.image.addEventListener("error", () => this.lose(), { signal });
    if (this.image.complete && !this.image.naturalWidth) this.lose();
    this.scroll.addEventListener("wheel", (event) => this.wheel(event), { passive: false, signal });
    this.scroll.addEventListener("pointerdown", (event) => this.press(event), { signal });
    this.scroll.addEventListener("touchstart", (event) => this.pinchStart(event), { passive: false, signal });
    this.scroll.addEventListener("touchmove", (event) => this.pinchMove(event), { passive: false, signal });
    this.scroll.addEventListener("touchend", () => (this.pinch = null), { signal });
    this.addEventListener("click", (event) => this.tool(event), { signal });
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    document.addEventListener("ocr:reveal", (event) => this.reveal(event.detail), { signal });
    document.addEventListener("ocr:panel", (event) => this.replace(event.detail), { signal });
  }

  measure(loaded = false) {
    this.width = (loaded && this.image.naturalWidth) || Number(this.image.getAttribute("width")) || 1;
    this.height = (loaded && this.image.naturalHeight) || Number(this.image.getAttribute("height")) || 1;
    if (this.fitting) this.fit(this.fitting);
    else this.apply(this.scale);
  }

  lose() {
    this.paper.hidden = true;
    this.querySelector(".canvas-lost").hidden = false;
  }

  // Another image stands behind the panel now, for example the page turned.
  replace({ src }) {
    if (!src || this.image.getAttribute("src") === src) return;
    this.paper.hidden = false;
    this.querySelector(".canvas-lost").hidden = true;
    this.image.src = src;
  }

  get room() {
    const style = getComputedStyle(this.paper);
    const edge = parseFloat(style.marginTop);
    return { width: this.scroll.clientWidth - 2 * edge, height: this.scroll.clientHeight - 2 * edge };
  }

  fit(mode, smooth = false) {
    const { width, height } = this.room;
    if (width <= 0 || height <= 0) return;
    const wide = width / this.width;
    const target = mode === "page" ? Math.min(wide, height / this.height) : wide;
    this.fitting = mode;
    sessionStorage.setItem("ocrsite.job.fit", mode);
    this.go(Math.min(target, FIRST_AT_MOST), { smooth });
  }

  zoom(factor, point) {
    this.fitting = null;
    this.go(this.goal * factor, { point, smooth: !point });
  }

  get goal() {
    return this.target ?? this.scale;
  }

  go(scale, { point, smooth = false } = {}) {
    this.target = bounded(scale, SMALLEST, LARGEST);
    cancelAnimationFrame(this.frame);
    this.tell();
    if (!smooth || calm.matches) {
      this.apply(this.target, point);
      this.target = null;
      return;
    }
    const from = this.scale;
    const began = performance.now();
    const step = (now) => {
      const part = bounded((now - began) / MOVE_MS, 0, 1);
      this.apply(from + (this.target - from) * (1 - (1 - part) ** 3), point);
      if (part < 1) this.frame = requestAnimationFrame(step);
      else this.target = null;
    };
    this.frame = requestAnimationFrame(step);
  }

  // The spot of the paper under `point` (in the scroll box's own pixels) stays where it is.
  apply(scale, point) {
    const { scroll, paper } = this;
    const x = point?.x ?? scroll.clientWidth / 2;
    const y = point?.y ?? scroll.clientHeight / 2;
    const atX = (scroll.scrollLeft + x - paper.offsetLeft) / this.scale;
    const atY = (scroll.scrollTop + y - paper.offsetTop) / this.scale;
    const kept = this.fitting ? scroll.scrollTop / (paper.offsetHeight || 1) : null;
    this.scale = scale;
    this.move();
    paper.style.width = `${this.width * scale}px`;
    paper.style.height = `${this.height * scale}px`;
    scroll.scrollLeft = paper.offsetLeft + atX * scale - x;
    scroll.scrollTop = kept === null ? paper.offsetTop + atY * scale - y : kept * paper.offsetHeight;
    this.tell();
  }

  move() {
    this.paper.classList.add("moving");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.paper.classList.remove("moving"), 120);
  }

  tell() {
    this.querySelector("[data-scale]").textContent = `${Math.round(this.scale * 100)}%`;
    for (const button of this.querySelectorAll("[data-fit]")) {
      button.setAttribute("aria-pressed", String(button.dataset.fit === this.fitting));
    }
  }

  tool(event) {
    const button = event.target.closest("[data-zoom], [data-fit]");
    if (!button) return;
    if (button.dataset.fit) this.fit(button.dataset.fit, true);
    else this.zoom(button.dataset.zoom === "in" ? STEP : 1 / STEP);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const act = {
      "+": () => this.zoom(STEP), "=": () => this.zoom(STEP), "-": () => this.zoom(1 / STEP),
      "−": () => this.zoom(1 / STEP), 0: () => this.fit("width", true), 9: () => this.fit("page", true),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // A wheel zooms; two fingers on a touch pad scroll, and pinching there comes with Ctrl.
  wheel(event) {
    const pad = event.deltaMode === 0 && (event.deltaX !== 0 || Math.abs(event.deltaY) < 40);
    if ((pad && !event.ctrlKey) || event.shiftKey) return;
    event.preventDefault();
    const amount = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY;
    const factor = Math.exp(bounded(-amount, -240, 240) * (event.ctrlKey && pad ? 0.01 : 0.0015));
    this.zoom(factor, this.within(event.clientX, event.clientY));
  }

  within(clientX, clientY) {
    const box = this.scroll.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  press(event) {
    if (event.pointerType === "touch" || event.button !== 0) return;
    const { scroll } = this;
    const from = { x: event.clientX, y: event.clientY, left: scroll.scrollLeft, top: scroll.scrollTop };
    const stop = new AbortController();
    const move = (moved) => {
      const dx = moved.clientX - from.x;
      const dy = moved.clientY - from.y;
      if (!this.dragged && Math.hypot(dx, dy) < 4) return;
      this.dragged = true;
      scroll.classList.add("dragging");
      scroll.scrollTo(from.left - dx, from.top - dy);
    };
    const end = () => {
      stop.abort();
      scroll.classList.remove("dragging");
      // The click that ends a drag is no click on a word.
      setTimeout(() => (this.dragged = false));
    };
    addEventListener("pointermove", move, { signal: stop.signal });
    addEventListener("pointerup", end, { signal: stop.signal });
    addEventListener("pointercancel", end, { signal: stop.signal });
  }

  pinchStart(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    this.pinch = { apart: apart(event.touches), scale: this.scale };
  }

  pinchMove(event) {
    if (!this.pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const [one, two] = event.touches;
    const middle = this.within((one.clientX + two.clientX) / 2, (one.clientY + two.clientY) / 2);
    this.fitting = null;
    this.go((this.pinch.scale * apart(event.touches)) / this.pinch.apart, { point: middle });
  }

  // `left, top, right, bottom` are parts (0 to 1) of the image. The view moves only when the
  // box is out of sight or too small to be read.
  reveal({ left, top, right, bottom }) {
    const small = Math.max((right - left) * this.width, (bottom - top) * this.height) * this.scale;
    if (small < TINY_ON_SCREEN) {
      this.fitting = null;
      this.go((this.scale * 3 * TINY_ON_SCREEN) / Math.max(small, 1));
    }
    const { scroll, paper } = this;
    const width = paper.offsetWidth;
    const height = paper.offsetHeight;
    const x = { start: paper.offsetLeft + left * width, end: paper.offsetLeft + right * width };
    const y = { start: paper.offsetTop + top * height, end: paper.offsetTop + bottom * height };
    const target = {
      left: aim(x, scroll.scrollLeft, scroll.clientWidth),
      top: aim(y, scroll.scrollTop, scroll.clientHeight),
    };
    if (target.left === null && target.top === null) return;
    scroll.scrollTo({
      left: target.left ?? scroll.scrollLeft,
      top: target.top ?? scroll.scrollTop,
      behavior: calm.matches ? "instant" : "smooth",
    });
  }
}

const apart = ([one, two]) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);

const aim = ({ start, end }, from, room) => {
  if (start >= from && end <= from + room) return null;
  return (start + end) / 2 - room / 2;
};

customElements.define("page-canvas", PageCanvas);
