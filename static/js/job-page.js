// The rest of the job page: dialogs, keys for pages, live thumbnails, the sheet of the phone.

const job = document.getElementById("job");
const TYPING = "input, textarea, select, [contenteditable], dialog";

// --- dialogs: links that work alone open their dialog in place; one asked for becomes modal

let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open], a[data-close]");
  if (!link) return;
  const isThere = link.dataset.close !== undefined || document.getElementById(link.dataset.open);
  if (isThere) event.preventDefault();
  const menu = link.closest("details[data-menu]");
  if (!menu) return;
  menu.open = false;
  opener = menu.querySelector("summary");
});

// The entry that opened the dialog is hidden again: the focus goes back to its menu.
document.addEventListener("close", () => {
  opener?.focus();
  opener = null;
}, true);

for (const dialog of document.querySelectorAll("dialog[open]")) {
  dialog.close();
  dialog.showModal();
  const url = new URL(location);
  for (const name of ["ask", "domain", "turn"]) url.searchParams.delete(name);
  if (!dialog.querySelector(".errorlist")) history.replaceState(history.state, "", url);
}

// Only the options of the chosen domain are shown and sent.
const fitOptions = () => {
  const choice = document.querySelector("[data-domain-choice]");
  if (!choice) return;
  for (const group of document.querySelectorAll("[data-for-domain]")) {
    const fits = group.dataset.forDomain === choice.value;
    group.hidden = !fits;
    group.querySelectorAll("fieldset").forEach((set) => (set.disabled = !fits));
  }
};
document.addEventListener("change", (event) => event.target.matches?.("[data-domain-choice]") && fitOptions());
fitOptions();

// --- pages

const showCurrent = () => {
  const strip = document.getElementById("job-thumbs");
  const current = strip?.querySelector("[aria-current]");
  if (!current) return;
  strip.scrollTop = current.offsetTop - strip.offsetTop - (strip.clientHeight - current.offsetHeight) / 2;
  strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
};
showCurrent();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
  const rel = { BracketLeft: "prev", BracketRight: "next" }[event.code];
  if (rel) document.querySelector(`.job-pager a[rel="${rel}"]`)?.click();
});

// --- live: states of the thumbnails, a new panel, an announcement at most every five seconds

const NAMES = { R: "READ", F: "FAILED", C: "CANCELED", O: "WAITING" };
const QUIET_MS = 5000;
let spoke = 0;
let pending = 0;
let panel = document.getElementById("job-panel");

const announce = () => {
  clearTimeout(pending);
  const wait = spoke + QUIET_MS - Date.now();
  if (wait > 0) {
    pending = setTimeout(announce, wait);
    return;
  }
  spoke = Date.now();
  const state = document.querySelector("#job-state .state");
  document.getElementById("job-announce").textContent = state?.textContent.trim() ?? "";
};

const refresh = () => {
  const statuses = document.getElementById("job-live")?.dataset.statuses ?? "";
  document.querySelectorAll("#job-thumbs .thumb").forEach((thumb, place) => {
    const status = NAMES[statuses[place]];
    if (!status || thumb.dataset.status === status) return;
    if (status === "WAITING" && thumb.dataset.status === "READING") return;
    thumb.dataset.status = status;
  });
  const now = document.getElementById("job-panel");
  if (now === panel) return;
  panel = now;
  document.dispatchEvent(new CustomEvent("ocr:panel", { detail: { src: now.dataset.src } }));
};

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "job-live" && event.detail.elt?.id !== "job-live") return;
  const strip = document.getElementById("job-thumbs");
  if (strip?.hidden && strip.querySelectorAll(".thumb").length > 1) strip.hidden = false;
  refresh();
  announce();
});

// --- the sheet on a phone: bar, half, full

const STOPS = ["bar", "half", "full"];
const START_PX = 6;
const FLICK_PX = 48;

const place = () => STOPS.indexOf(job.dataset.sheet);

const goTo = (stop) => {
  job.dataset.sheet = STOPS[Math.min(Math.max(stop, 0), 2)];
  const grip = job.querySelector("[data-sheet-grip]");
  grip?.setAttribute("aria-valuenow", place());
  grip?.setAttribute("aria-valuetext", grip.dataset[job.dataset.sheet]);
};

// Where a drag ends: a flick goes one stop on, a long way to the stop that is nearest.
const ending = (from, moved, share) => {
  const nearest = share < 0.28 ? 0 : share < 0.72 ? 1 : 2;
  if (nearest !== from || Math.abs(moved) < FLICK_PX) return nearest;
  return from + (moved < 0 ? 1 : -1);
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-sheet-grip], .result-tabs");
  const sheet = handle?.closest(".result");
  const grip = sheet?.querySelector("[data-sheet-grip]");
  if (!grip?.offsetParent || !event.isPrimary) return;
  const desk = sheet.parentElement;
  const from = place();
  let share = null;
  const stop = new AbortController();
  const move = (moved) => {
    const way = moved.clientY - event.clientY;
    if (share === null && Math.abs(way) < START_PX) return;
    if (share === null) handle.setPointerCapture(event.pointerId);
    const room = desk.getBoundingClientRect();
    share = Math.min(Math.max((room.bottom - moved.clientY) / room.height, 0.05), 1);
    sheet.classList.add("dragging");
    sheet.style.height = `${share * 100}%`;
  };
  const end = (ended) => {
    stop.abort();
    sheet.classList.remove("dragging");
    sheet.style.height = "";
    if (share === null) return;
    goTo(ending(from, ended.clientY - event.clientY, share));
    grip.dragged = true;
    setTimeout(() => (grip.dragged = false));
  };
  document.addEventListener("pointermove", move, { signal: stop.signal });
  document.addEventListener("pointerup", end, { signal: stop.signal });
  document.addEventListener("pointercancel", end, { signal: stop.signal });
});

// A tap and Enter go round; the click that ends a drag does nothing more.
document.addEventListener("click", (event) => {
  const grip = event.target.closest?.("[data-sheet-grip]");
  if (grip && !grip.dragged) goTo((place() + 1) % 3);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("[data-sheet-grip]")) return;
  const to = {
    ArrowUp: place() + 1, ArrowRight: place() + 1, ArrowDown: place() - 1, ArrowLeft: place() - 1,
    Home: 0, End: 2, Enter: (place() + 1) % 3, " ": (place() + 1) % 3,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  goTo(to);
});

job.addEventListener("ocr:sheet-open", () => {
  if (place() === 0) goTo(1);
});

// A new panel comes with its own grip: it is told where the sheet stands.
document.addEventListener("ocr:panel", () => goTo(place()));
