// The rest of the job page: dialogs, keys for pages, live thumbnails, the sheet of the phone.

const job = document.getElementById("job");
const TYPING = "input, textarea, select, [contenteditable], dialog";

// --- dialogs: links that work alone open their dialog in place; one asked for becomes modal

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open], a[data-close]");
  if (!link) return;
  const isThere = link.dataset.close !== undefined || document.getElementById(link.dataset.open);
  if (isThere) event.preventDefault();
  link.closest("details[data-menu]")?.removeAttribute("open");
});

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

const stopAt = (share) => (share < 0.28 ? "bar" : share < 0.72 ? "half" : "full");

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-sheet-grip]");
  if (!grip) return;
  const sheet = grip.closest(".result");
  const desk = sheet.parentElement;
  let share = null;
  const stop = new AbortController();
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", (moved) => {
    if (share === null && Math.abs(moved.clientY - event.clientY) < 6) return;
    const room = desk.getBoundingClientRect();
    share = Math.min(Math.max((room.bottom - moved.clientY) / room.height, 0.05), 1);
    sheet.classList.add("dragging");
    sheet.style.height = `${share * 100}%`;
  }, { signal: stop.signal });
  const end = () => {
    stop.abort();
    sheet.classList.remove("dragging");
    sheet.style.height = "";
    job.dataset.sheet = share === null ? STOPS[(STOPS.indexOf(job.dataset.sheet) + 1) % 3] : stopAt(share);
    grip.moved = true;
  };
  grip.addEventListener("pointerup", end, { signal: stop.signal });
  grip.addEventListener("pointercancel", end, { signal: stop.signal });
});

document.addEventListener("click", (event) => {
  const grip = event.target.closest?.("[data-sheet-grip]");
  if (!grip) return;
  // A click that ended a drag or a tap has been answered; one from the keyboard has not.
  if (!grip.moved) job.dataset.sheet = STOPS[(STOPS.indexOf(job.dataset.sheet) + 1) % 3];
  grip.moved = false;
});

job.addEventListener("ocr:sheet-open", () => {
  if (job.dataset.sheet === "bar") job.dataset.sheet = "half";
});
