// The chosen rows of the history: how many, all, none, a range with Shift.

class ChosenJobs extends HTMLElement {
  connectedCallback() {
    this.count = this.querySelector("[data-count]");
    this.addEventListener("change", () => this.tell());
    this.addEventListener("click", (event) => this.range(event));
    this.querySelector("[data-all]").addEventListener("click", () => this.choose(true));
    this.querySelector("[data-none]").addEventListener("click", () => this.choose(false));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.choose(false);
    });
    // A download leaves the page where it is: the forms must be ready for another one.
    for (const button of this.querySelectorAll("[data-download]")) {
      button.addEventListener("click", () => {
        button.closest("details").open = false;
        setTimeout(() => delete button.form.dataset.sent, 100);
      });
    }
    this.tell();
  }

  get boxes() {
    return [...this.querySelectorAll('input[name="job"]')];
  }

  choose(checked) {
    for (const box of this.boxes) box.checked = checked;
    this.tell();
  }

  range(event) {
    const box = event.target.closest('input[name="job"]');
    if (!box) return;
    const boxes = this.boxes;
    if (event.shiftKey && this.last) {
      const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    this.last = box;
    this.tell();
  }

  tell() {
    const chosen = this.boxes.filter((box) => box.checked).length;
    const { one, many } = this.count.dataset;
    this.count.textContent = chosen === 1 ? one : many.replace("{count}", chosen.toLocaleString());
  }
}

customElements.define("ocr-chosen", ChosenJobs);
