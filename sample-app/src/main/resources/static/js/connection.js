/**
 * A WebSocket that comes back: after a loss it reconnects with exponential back-off and full jitter, so that a server which
 * restarts is not met by all its clients in the same moment.
 *
 * Events: `state` (detail: `{ state, retryAt }`), `open`, `rtt` (detail: the round-trip time in milliseconds, measured again
 * and again) and `message` (detail: the data). The states are `connecting`, `online`, `reconnecting` (waiting until
 * `retryAt` by `Date.now()`, or trying when that is 0), `offline` (like reconnecting, but the browser says that there is no
 * network) and `closed`.
 */

const BASE_DELAY = 500;
const MAX_DELAY = 30_000;
const PATIENCE = 10_000;

/** A random time below the doubled and doubled again base: "full jitter". */
export function backoff(attempt, random = Math.random) {
  return random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** attempt);
}

export class Connection extends EventTarget {
  #url;
  #heartbeat;
  #socket = null;
  #state = "closed";
  #attempt = 0;
  #retryTimer = 0;
  #retryAt = 0;
  #timer = 0;
  #pinged = null;
  #pings = 0;

  /**
   * @param url where to connect to
   * @param heartbeat `ping(number)` makes the message that asks for an answer, `pong(data)` tells the number of the ping
   *     that a message answers, or null; `interval` is the time between an answer and the next ping, in milliseconds. This
   *     measures the round trip, and notices a peer that is gone without a word.
   */
  constructor(url, heartbeat) {
    super();
    this.#url = url;
    this.#heartbeat = heartbeat;
  }

  get isOnline() {
    return this.#state === "online";
  }

  open() {
    addEventListener("online", this.#wake);
    addEventListener("offline", this.#probe);
    document.addEventListener("visibilitychange", this.#wake);
    this.#connect("connecting");
  }

  /** Ends for good. */
  close() {
    removeEventListener("online", this.#wake);
    removeEventListener("offline", this.#probe);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#drop();
    this.#become("closed");
  }

  /** Hands a message to an open connection; false when there is none. */
  send(data) {
    if (!this.isOnline) {
      return false;
    }
    this.#socket.send(data);
    return true;
  }

  /** Does not wait for the end of the back-off. */
  retryNow() {
    if (this.#retryTimer !== 0) {
      clearTimeout(this.#retryTimer);
      this.#connect("reconnecting");
    }
  }

  #wake = () => {
    if (navigator.onLine && document.visibilityState === "visible") {
      this.retryNow();
    }
  };

  #probe = () => {
    if (this.isOnline) {
      this.#ping();
    } else if (this.#state === "reconnecting") {
      this.#become("offline");
    }
  };

  #connect(state) {
    this.#retryTimer = 0;
    this.#retryAt = 0;
    this.#become(state);
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lost(), PATIENCE);
    socket.onopen = () => {
      this.#become("online");
      this.dispatchEvent(new Event("open"));
      this.#ping();
    };
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = () => this.#lost();
  }

  #receive(data) {
    const number = this.#heartbeat.pong(data);
    if (number === null) {
      this.#tell("message", data);
    } else if (number === this.#pinged?.number) {
      const rtt = performance.now() - this.#pinged.at;
      this.#pinged = null;
      // Only an answer proves that the connection works: one that opens and breaks at once must not reset the back-off.
      this.#attempt = 0;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ping(), this.#heartbeat.interval);
      this.#tell("rtt", rtt);
    }
  }

  #ping() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), PATIENCE);
    this.#pinged = { number: ++this.#pings, at: performance.now() };
    this.#socket.send(this.#heartbeat.ping(this.#pinged.number));
  }

  #lost() {
    this.#drop();
    const delay = backoff(this.#attempt++);
    this.#retryAt = Date.now() + delay;
    this.#retryTimer = setTimeout(() => this.#connect("reconnecting"), delay);
    this.#become(navigator.onLine ? "reconnecting" : "offline");
  }

  /** Lets go of the socket without waiting for a peer that may never answer. */
  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = 0;
    this.#retryAt = 0;
    this.#pinged = null;
    const socket = this.#socket;
    if (socket !== null) {
      this.#socket = null;
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #become(state) {
    this.#state = state;
    this.#tell("state", { state, retryAt: this.#retryAt });
  }

  #tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}
