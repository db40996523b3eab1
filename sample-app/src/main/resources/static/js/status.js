/**
 * The pill that shows the state of a connection: a word, the round-trip time, the seconds until the next attempt, and a
 * button that does not wait for them. Screen readers hear the word when it changes, not each second.
 */

const WORDS = {
  connecting: "Connecting",
  online: "Online",
  reconnecting: "Reconnecting",
  offline: "Offline",
};

export class StatusPill {
  #root;
  #word = span("status-word");
  #detail = span("status-detail");
  #retry = document.createElement("button");
  #retryAt = 0;
  #ticking = 0;
  #connection = null;
  #onState = (event) => this.#show(event.detail);
  #onRtt = (event) => this.#detail.replaceChildren(milliseconds(event.detail));

  constructor(root) {
    this.#root = root;
    this.#word.setAttribute("role", "status");
    this.#detail.setAttribute("aria-hidden", "true");
    this.#retry.type = "button";
    this.#retry.className = "status-retry";
    this.#retry.textContent = "Retry now";
    this.#retry.addEventListener("click", () => this.#connection?.retryNow());
    root.replaceChildren(this.#word, this.#detail, this.#retry);
    this.#show({ state: "connecting", retryAt: 0 });
  }

  /** Shows this connection from now on. */
  watch(connection) {
    this.#connection?.removeEventListener("state", this.#onState);
    this.#connection?.removeEventListener("rtt", this.#onRtt);
    this.#connection = connection;
    connection.addEventListener("state", this.#onState);
    connection.addEventListener("rtt", this.#onRtt);
  }

  #show({ state, retryAt }) {
    if (!(state in WORDS)) {
      return;
    }
    this.#root.dataset.state = state;
    if (this.#word.textContent !== WORDS[state]) {
      this.#word.textContent = WORDS[state];
    }
    this.#detail.textContent = "";
    this.#retryAt = retryAt;
    const waiting = state === "reconnecting" && retryAt > 0;
    this.#retry.hidden = !waiting;
    clearInterval(this.#ticking);
    if (waiting) {
      this.#ticking = setInterval(() => this.#countDown(), 250);
      this.#countDown();
    }
  }

  #countDown() {
    this.#detail.textContent = `in ${Math.max(1, Math.ceil((this.#retryAt - Date.now()) / 1000))} s`;
  }
}

/** A duration in the precision that says something: 0.42 ms, 3.1 ms, 87 ms. */
export function milliseconds(value) {
  return `${digits(value)} ms`;
}

export function digits(value) {
  return value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0);
}

function span(name) {
  const element = document.createElement("span");
  element.className = name;
  return element;
}
