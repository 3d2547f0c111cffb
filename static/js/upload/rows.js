// The list of chosen files. Pictures are made only for rows that come into view.

import { canShow, sizeWords } from "./kinds.js";

const END_OF_NAME = 12;

export class Rows {
  constructor(root, removed) {
    this.list = root.querySelector("[data-list]");
    this.template = root.querySelector("template[data-row]");
    this.words = root.querySelector("[data-words]").dataset;
    this.removed = removed;
    this.rows = new Map();
    this.seen = new IntersectionObserver((entries) => this.picture(entries), { rootMargin: "200px" });
  }

  add(items) {
    const fragment = document.createDocumentFragment();
    for (const item of items) fragment.append(this.row(item));
    this.list.append(fragment);
  }

  row(item) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    const name = item.file.name.normalize("NFC");
    const [start, end] = row.querySelectorAll("[data-name] > span");
    start.textContent = name.slice(0, -END_OF_NAME);
    end.textContent = name.slice(-END_OF_NAME);
    row.querySelector("[data-name]").title = name;
    row.querySelector("[data-size]").textContent = sizeWords(item.file.size);
    row.querySelector("[data-remove]").setAttribute("aria-label", this.words.remove.replace("{name}", name));
    row.querySelector("[data-remove]").addEventListener("click", () => this.remove(item));
    row.item = item;
    this.rows.set(item, row);
    if (canShow(item.file)) this.seen.observe(row);
    return row;
  }

  picture(entries) {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      this.seen.unobserve(entry.target);
      const image = new Image();
      const address = URL.createObjectURL(entry.target.item.file);
      image.alt = "";
      image.decoding = "async";
      image.addEventListener("load", () => {
        entry.target.querySelector("[data-thumb]").replaceChildren(image);
        URL.revokeObjectURL(address);
      });
      image.addEventListener("error", () => URL.revokeObjectURL(address));
      image.src = address;
    }
  }

  show(item) {
    const row = this.rows.get(item);
    if (!row) return;
    row.classList.toggle("is-refused", Boolean(item.refused));
    row.classList.toggle("is-sent", item.sent);
    const state = item.refused || (item.sent ? this.words.sent : "");
    row.querySelector("[data-state]").textContent = state;
    row.querySelector("[data-remove]").hidden = item.sent;
  }

  remove(item) {
    const row = this.rows.get(item);
    const near = row.nextElementSibling ?? row.previousElementSibling;
    this.removed(item);
    row.remove();
    this.rows.delete(item);
    near?.querySelector("[data-remove]").focus();
  }

  clear() {
    this.rows.clear();
    this.list.replaceChildren();
  }
}
