// <ocr-upload>: picks, drops, pastes, checks and sends files. Without it the form still works.

import { droppedFiles, wanted } from "./upload/drops.js";
import { refusal, sizeWords } from "./upload/kinds.js";
import { Options } from "./upload/options.js";
import { Rows } from "./upload/rows.js";
import { csrfToken, Refused, Sender } from "./upload/sender.js";

class Upload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form.upload");
    this.words = this.querySelector("[data-words]").dataset;
    this.maxFiles = Number(this.dataset.maxFiles);
    this.items = [];
    this.number = 0;
    this.folder = "";
    this.options = new Options(this, () => this.checkAgain());
    this.rows = new Rows(this, (item) => this.remove(item));
    this.listen();
    this.tell();
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  listen() {
    for (const input of this.querySelectorAll("[data-pick]")) {
      input.addEventListener("change", () => this.picked(input));
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.part("clear").addEventListener("click", () => this.clear());
    document.addEventListener("paste", (event) => this.pasted(event));
    this.listenToDrops();
    addEventListener("beforeunload", (event) => this.sending && event.preventDefault());
    addEventListener("pageshow", (event) => event.persisted && this.spent && location.reload());
  }

  listenToDrops() {
    let depth = 0;
    const over = (change) => {
      depth = Math.max(0, depth + change);
      this.classList.toggle("is-over", depth > 0);
    };
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragenter", (event) => holdsFiles(event) && over(1));
    document.addEventListener("dragleave", (event) => holdsFiles(event) && over(-1));
    document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
    document.addEventListener("drop", async (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      over(0);
      const { files, folder } = await droppedFiles(event.dataTransfer);
      this.add(files, folder);
    });
  }

  picked(input) {
    const files = [...input.files].filter(wanted);
    const folder = input.webkitdirectory ? files[0]?.webkitRelativePath.split("/")[0] : "";
    input.value = "";
    this.add(files, folder);
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
    this.add(files.map((file) => {
      const name = file.name === "image.png" ? `${this.words.pasted} ${time}.png` : file.name;
      return new File([file], name, { type: file.type, lastModified: file.lastModified });
    }));
  }

  async add(files, folder = "") {
    if (this.sending) return;
    this.say("");
    const known = new Set(this.items.map((item) => item.key));
    const fresh = files.filter((file) => !known.has(keyOf(file)));
    if (fresh.length < files.length) this.say(this.words.doubled, "info");
    const room = this.maxFiles - this.items.length;
    if (fresh.length > room) this.say(this.words.tooMany.replace("{count}", this.maxFiles.toLocaleString()));
    if (folder && !this.items.length) this.folder = folder;
    const items = fresh.slice(0, room).map((file) => this.item(file));
    this.items.push(...items);
    this.rows.add(items);
    this.tell();
    await Promise.all(items.map((item) => this.check(item)));
    this.tell();
  }

  item(file) {
    return { file, key: keyOf(file), number: this.number++, refused: "", sent: false };
  }

  async check(item) {
    if (item.sent || item.refusedByServer) return;
    const { maxBytes, limit } = this.options;
    const why = await refusal(item.file, maxBytes);
    item.refused = why ? this.words[why].replace("{max}", limit) : "";
    this.rows.show(item);
  }

  async checkAgain() {
    await Promise.all(this.items.map((item) => this.check(item)));
    this.tell();
  }

  remove(item) {
    if (this.sending) return;
    this.items = this.items.filter((other) => other !== item);
    this.tell();
  }

  clear() {
    if (this.sending) return;
    this.items = [];
    this.folder = "";
    this.rows.clear();
    this.say("");
    this.tell();
    this.part("plain").focus();
  }

  get ready() {
    return this.items.filter((item) => !item.refused);
  }

  tell() {
    const count = this.ready.length;
    const go = this.part("go");
    const { none, one, many } = go.dataset;
    go.textContent = count === 0 ? none : count === 1 ? one : many.replace("{count}", count.toLocaleString());
    go.disabled = count === 0 || this.sending;
    this.part("clear").hidden = this.items.length < 2 || this.sending;
    this.part("list").hidden = this.items.length === 0;
    this.classList.toggle("has-files", this.items.length > 0);
    const bytes = this.ready.reduce((sum, item) => sum + item.file.size, 0);
    const refused = this.items.length - count;
    const words = [
      refused ? this.words.leftOut.replace("{count}", refused.toLocaleString()) : "",
      count > 1 ? this.words.size.replace("{size}", sizeWords(bytes)) : "",
    ];
    if (!this.sending) this.part("progress-words").textContent = words.filter(Boolean).join(" · ");
  }

  say(words, kind = "bad") {
    const said = this.part("said");
    said.replaceChildren();
    if (!words) return;
    const banner = document.createElement("p");
    banner.className = `banner ${kind}`;
    banner.textContent = words;
    said.append(banner);
  }

  fields() {
    const body = new FormData(this.form);
    body.delete("files");
    // The token of the page is old once somebody signed in again; the header carries the new one.
    body.delete("csrfmiddlewaretoken");
    body.set("total", this.ready.length);
    body.set("name", this.folder);
    body.set("first", this.ready[0].file.name);
    return body;
  }

  async send() {
    const waiting = this.ready.filter((item) => !item.sent);
    if (this.sending || !this.ready.length) return;
    this.start(waiting);
    try {
      await this.sender.send(waiting);
      this.stop();
      this.leave();
    } catch (error) {
      this.stop();
      this.say((error instanceof Refused && error.message) || this.words.failed);
    }
  }

  start(waiting) {
    this.sending = true;
    this.say("");
    this.classList.add("is-sending");
    const total = waiting.reduce((sum, item) => sum + item.file.size, 0);
    const bar = this.part("progress");
    [bar.hidden, bar.max, bar.value] = [false, Math.max(total, 1), 0];
    this.sender = new Sender(this.form, {
      fields: () => this.fields(),
      progress: (bytes) => this.progress(bytes, total),
      answered: (answer, items) => this.answered(answer, items),
      lost: (is) => this.say(is ? this.words.lost : "", "warn"),
      signIn: () => this.signIn(),
    });
    this.tell();
  }

  stop() {
    this.sending = false;
    this.classList.remove("is-sending");
    this.part("progress").hidden = true;
    this.tell();
  }

  progress(bytes, total) {
    this.part("progress").value = bytes;
    this.part("progress-words").textContent = this.words.sending
      .replace("{done}", sizeWords(bytes)).replace("{total}", sizeWords(total));
  }

  answered(answer, items) {
    this.next = answer.next;
    const refused = new Map(answer.refused.map((one) => [one.item, one.sentence]));
    for (const item of items) {
      item.sent = true;
      item.refusedByServer = refused.has(item.number);
      item.refused = refused.get(item.number) ?? "";
      this.rows.show(item);
    }
  }

  // With nothing accepted the sentences beside the files are the answer.
  leave() {
    if (!this.ready.some((item) => item.sent)) return;
    this.spent = true;
    location.assign(this.next);
  }

  signIn() {
    const dialog = this.part("sign-in-dialog");
    const form = this.part("sign-in-form");
    const said = this.part("sign-in-said");
    dialog.showModal();
    return new Promise((resolve, reject) => {
      const end = (settle) => {
        form.onsubmit = dialog.onclose = null;
        form.elements.password.value = said.textContent = "";
        settle();
      };
      form.onsubmit = async (event) => {
        event.preventDefault();
        const wrong = await this.trySignIn(form);
        said.textContent = wrong;
        if (wrong) return;
        end(resolve);
        dialog.close();
      };
      dialog.onclose = () => end(() => reject(new Refused(this.words.failed)));
    });
  }

  // The sentence that says what is wrong, "" when the person is signed in.
  async trySignIn(form) {
    try {
      const response = await fetch(this.dataset.signIn, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "X-CSRFToken": csrfToken(this.form) },
      });
      return response.ok ? "" : (await response.json()).sentence;
    } catch {
      return this.words.lost;
    }
  }
}

const keyOf = (file) => `${file.webkitRelativePath || file.name}|${file.size}|${file.lastModified}`;

customElements.define("ocr-upload", Upload);
