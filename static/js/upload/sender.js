// Sends files in portions, two at a time, with true progress. A portion that broke off is sent
// again: the server takes the same item of the same token only once.

const FILES = 20;
const BYTES = 20 * 1024 * 1024;
const AT_A_TIME = 2;
const WAITS = [1, 2, 4, 8, 15];

export class Refused extends Error {}
export class SignedOut extends Error {}
class Lost extends Error {}

export const csrfToken = (form) =>
  /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

const portions = (items) => {
  const found = [];
  let [files, bytes] = [[], 0];
  for (const item of items) {
    if (files.length && (files.length >= FILES || bytes + item.file.size > BYTES)) {
      found.push(files);
      [files, bytes] = [[], 0];
    }
    files.push(item);
    bytes += item.file.size;
  }
  if (files.length) found.push(files);
  return found;
};

const answerOf = (request, address) => {
  const path = new URL(request.responseURL || address, location.href).pathname;
  if (path !== new URL(address, location.href).pathname) throw new SignedOut();
  let answer = null;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    if (request.status < 400 || request.status >= 500) throw new Lost();
  }
  if (request.status >= 500) throw new Lost();
  if (request.status >= 400 || !answer) throw new Refused(answer?.sentence ?? "");
  return answer;
};

const post = (address, body, token, progress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => progress(event.loaded / (event.total || 1)));
    request.addEventListener("error", () => reject(new Lost()));
    request.addEventListener("timeout", () => reject(new Lost()));
    request.addEventListener("load", () => {
      try {
        resolve(answerOf(request, address));
      } catch (error) {
        reject(error);
      }
    });
    request.send(body);
  });

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export class Sender {
  // `hooks`: fields() -> FormData without files; progress(bytes); answered(answer, items);
  // lost(true or false); signIn() -> promise.
  constructor(form, hooks) {
    this.form = form;
    this.hooks = hooks;
    this.shares = new Map();
  }

  async send(items) {
    const waiting = portions(items);
    const work = async () => {
      while (waiting.length) await this.portion(waiting.shift());
    };
    const lines = Array.from({ length: AT_A_TIME }, work);
    const results = await Promise.allSettled(lines);
    const broken = results.find((result) => result.status === "rejected");
    if (broken) throw broken.reason;
  }

  async portion(items) {
    for (let tries = 0; ; ) {
      try {
        const answer = await this.once(items);
        this.hooks.lost(false);
        this.hooks.answered(answer, items);
        return;
      } catch (error) {
        if (error instanceof SignedOut) {
          await this.signedIn();
        } else if (error instanceof Lost && tries < WAITS.length) {
          this.hooks.lost(true);
          await pause(WAITS[tries++]);
        } else {
          throw error;
        }
      }
    }
  }

  // Two portions may find the session ended at once: the dialog opens only once.
  signedIn() {
    this.signing ??= this.hooks.signIn().finally(() => (this.signing = null));
    return this.signing;
  }

  once(items) {
    const body = this.hooks.fields();
    for (const item of items) {
      body.append("item", item.number);
      body.append("files", item.file, item.file.name);
    }
    const bytes = items.reduce((sum, item) => sum + item.file.size, 0);
    const share = (part) => {
      this.shares.set(items[0].number, part * bytes);
      this.hooks.progress([...this.shares.values()].reduce((sum, one) => sum + one, 0));
    };
    share(0);
    return post(this.form.action, body, csrfToken(this.form), share);
  }
}
