/** The conversation on the page. Text of users only ever becomes text nodes. */

import { identity } from "./identity.js";

const GROUP_GAP = 5 * 60_000;
const NEAR_BOTTOM = 48;

export class ChatLog {
  #log = document.getElementById("log");
  #messages = document.getElementById("messages");
  #unsent = document.getElementById("unsent");
  #empty = document.getElementById("empty");
  #newer = document.getElementById("newer");
  #seen = new Set();
  #last = null;
  #atBottom = true;

  constructor() {
    this.#newer.addEventListener("click", () => {
      this.toBottom();
      this.#log.focus();
    });
    this.#log.addEventListener("scroll", () => {
      this.#atBottom = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_BOTTOM;
      this.#newer.hidden ||= this.#atBottom;
    });
    new ResizeObserver(() => this.#atBottom && this.toBottom()).observe(this.#log);
  }

  clear() {
    this.#messages.replaceChildren();
    this.#unsent.replaceChildren();
    this.#seen.clear();
    this.#last = null;
    this.#change(() => false);
    this.toBottom();
  }

  /** Adds what was said before this page came, without the part of it that is here already. */
  catchUp(messages) {
    this.#log.setAttribute("aria-busy", "true");
    this.#change(() => messages.filter((message) => this.#append(message, false)).length > 0);
    this.#log.removeAttribute("aria-busy");
  }

  said(message) {
    this.#change(() => this.#append(message, true));
  }

  notice(text) {
    this.#change(() => {
      this.#messages.append(element("p", "notice", text));
      this.#last = null;
      return true;
    });
  }

  /** Shows the messages that wait for the server. */
  unsent(messages, label) {
    this.#change(() => {
      this.#unsent.replaceChildren();
      if (messages.length > 0) {
        const group = element("div", "group own");
        const said = element("div", "said");
        said.append(...messages.map((message) => element("p", "", message.text)));
        const by = element("div", "by", label);
        group.append(said, by);
        this.#unsent.append(group);
      }
      return false;
    });
  }

  toBottom() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#atBottom = true;
    this.#newer.hidden = true;
  }

  #append(message, fresh) {
    if (this.#seen.has(message.id)) {
      return false;
    }
    this.#seen.add(message.id);
    this.#groupFor(message).append(element("p", fresh ? "fresh" : "", message.text));
    return true;
  }

  /** The bubbles of the last group when it goes on, of a new one otherwise. */
  #groupFor({ id, nick, at }) {
    const time = new Date(at);
    const own = identity.isOwn(id);
    if (this.#last?.nick !== nick || this.#last.own !== own || time - this.#last.time > GROUP_GAP) {
      const group = element("div", own ? "group own" : "group");
      const said = element("div", "said");
      group.append(avatar(nick), byline(nick, time), said);
      this.#messages.append(group);
      this.#last = { nick, own, said };
    }
    this.#last.time = time;
    return this.#last.said;
  }

  /**
   * Changes the log and stays at its end if the reader was there; otherwise offers the way to what is new.
   *
   * @param change tells whether it brought something new to read
   */
  #change(change) {
    const isNew = change();
    this.#empty.hidden = this.#messages.hasChildNodes() || this.#unsent.hasChildNodes();
    if (this.#atBottom) {
      this.toBottom();
    } else if (isNew) {
      this.#newer.hidden = false;
    }
  }
}

/** Gives an avatar the initial of a name and a hue that is always the same for it. */
export function paintAvatar(target, nick) {
  let hash = 7;
  for (const character of nick) {
    hash = (hash * 31 + character.codePointAt(0)) % 360;
  }
  target.style.setProperty("--hue", hash);
  target.textContent = [...nick][0]?.toUpperCase() ?? "";
}

function avatar(nick) {
  const circle = element("span", "avatar");
  circle.setAttribute("aria-hidden", "true");
  paintAvatar(circle, nick);
  return circle;
}

function byline(nick, time) {
  const line = element("div", "by");
  const clock = element("time", "", time.toLocaleTimeString([], { timeStyle: "short" }));
  clock.dateTime = time.toISOString();
  clock.title = time.toLocaleString();
  line.append(element("b", "", nick), clock);
  return line;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
