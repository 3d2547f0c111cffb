// The line that says what would be read with, kept true while the options change.

export class Options {
  constructor(root, changed) {
    this.root = root;
    this.summary = root.querySelector("[data-summary]");
    this.domain = root.querySelector("[data-domain]");
    this.groups = [...root.querySelectorAll("[data-group]")];
    root.querySelector("[data-options]")?.addEventListener("change", (event) => {
      this.show();
      if (event.target === this.domain) changed();
    });
    if (this.summary) this.show();
  }

  get source() {
    return (this.domain?.selectedOptions[0] ?? this.root.querySelector("[data-only]")).dataset;
  }

  get maxBytes() {
    return Number(this.source.maxBytes);
  }

  get limit() {
    return this.source.limit;
  }

  show() {
    const chosen = this.domain?.value ?? this.groups[0]?.dataset.group;
    for (const group of this.groups) group.hidden = group.dataset.group !== chosen;
    const limit = this.root.querySelector(".drop [data-limit]");
    if (limit) limit.textContent = this.limit;
    const group = this.groups.find((one) => !one.hidden);
    const words = [this.source.word, this.languages(group), ...this.others(group)];
    this.summary.textContent = words.filter(Boolean).join(" · ");
  }

  // No language chosen means all of the domain's own.
  languages(group) {
    const boxes = [...(group?.querySelectorAll('[name^="languages-"]') ?? [])];
    const checked = boxes.filter((box) => box.checked);
    return (checked.length ? checked : boxes).map((box) => box.dataset.word).join(", ");
  }

  others(group) {
    const boxes = [...(group?.querySelectorAll('[name^="tables-"], [name^="templates-"]') ?? [])];
    return boxes.map((box) => (box.checked ? box.dataset.word : box.dataset.wordOff));
  }
}
