// What every page needs: menus that close, toasts that leave, "/" for the search field.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
};

document.addEventListener("click", (event) => closeMenus(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-menu][open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = [...document.querySelectorAll("[data-search]")].find((field) => field.offsetParent);
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

const leave = (toast) => setTimeout(() => toast.remove(), 6000);
document.querySelectorAll("[data-toast]").forEach(leave);

// Other scripts say what was done through an event: it knows no names of other modules.
document.addEventListener("ocr:toast", (event) => {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = event.detail;
  document.getElementById("toasts").append(toast);
  leave(toast);
});

// <button data-open="ID"> opens the <dialog id="ID">; <button data-close> closes its own.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
});

// A form that was sent once is not sent twice by an impatient second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});

// The page comes back from the cache as it was left: menus closed, forms ready.
addEventListener("pageshow", () => {
  closeMenus(null);
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Somebody deleted what is shown here: it is said once, and nothing is asked for any more.
document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status !== 404 || !elt.matches("[hx-get]") || elt.dataset.gone) return;
  elt.dataset.gone = "yes";
  const said = document.getElementById("gone").content.cloneNode(true);
  (document.getElementById("job-banner") ?? document.getElementById("main")).prepend(said);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.dataset.gone) event.preventDefault();
});

// Live parts are swapped; what they say is announced from one place, at most every five seconds.
let announced = 0;
let waiting = null;

const announce = () => {
  const words = document.querySelector("[data-announce]")?.textContent.trim() ?? "";
  const place = document.getElementById("announcements");
  if (place.textContent !== words) place.textContent = words;
  [announced, waiting] = [Date.now(), null];
};

document.addEventListener("htmx:afterSwap", () => {
  if (!document.querySelector("[data-announce]")) return;
  waiting ??= setTimeout(announce, Math.max(0, announced + 5000 - Date.now()));
});
