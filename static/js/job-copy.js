// Copy buttons: the text of the page, of all pages, or what an element holds. Works on plain
// http in an office network too, where browsers offer no clipboard interface.

const words = document.getElementById("job").dataset;

const byHand = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
};

const pageText = () => [...document.querySelectorAll(".said .said-line")].map((line) => line.textContent).join("\n");

const fetched = async (url) => {
  const answer = await fetch(url);
  return answer.ok ? (await answer.text()).replace(/^\uFEFF/, "") : null;
};

const report = (button, done) => {
  const label = button.querySelector("[data-label]");
  label.dataset.before ??= label.textContent;
  label.textContent = done ? words.sayCopied : words.sayFailed;
  document.getElementById("job-announce").textContent = label.textContent;
  clearTimeout(button.waiting);
  button.waiting = setTimeout(() => (label.textContent = label.dataset.before), done ? 2000 : 6000);
};

const wanted = async (button) => {
  if (button.dataset.copyFrom) return fetched(button.dataset.copyFrom);
  if (button.dataset.copyOf === undefined) return pageText();
  const source = document.getElementById(button.dataset.copyOf);
  return source.value ?? source.textContent;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy-page], [data-copy-of], [data-copy-from]");
  if (!button) return;
  const text = await wanted(button);
  report(button, text !== null && (await copy(text)));
});
