/** Who this tab is: a name that the user may change, and an identity that marks the messages of this tab as its own. */

const ADJECTIVES = ["Brave", "Calm", "Clever", "Gentle", "Lucky", "Merry", "Nimble", "Quiet", "Swift", "Witty"];
const ANIMALS = ["Badger", "Falcon", "Fox", "Heron", "Lynx", "Marten", "Otter", "Owl", "Raven", "Wren"];

export const identity = {
  get nick() {
    return remember("chat.nick", () => `${pick(ADJECTIVES)} ${pick(ANIMALS)}`);
  },

  set nick(nick) {
    sessionStorage.setItem("chat.nick", nick);
  },

  /** A new message's id: the server gives it back with the message, which is how the tab knows its own. */
  newId() {
    return `${tab()}-${random()}`;
  },

  isOwn(id) {
    return id.startsWith(`${tab()}-`);
  },
};

/** The part of a message's id that is the same for all messages of one tab. */
export function author(id) {
  return id.slice(0, id.lastIndexOf("-"));
}

function tab() {
  return remember("chat.tab", random);
}

function remember(key, make) {
  let value = sessionStorage.getItem(key);
  if (value === null) {
    value = make();
    sessionStorage.setItem(key, value);
  }
  return value;
}

/** 64 random bits; `crypto.randomUUID` would need a secure context, which a page on the local network is not. */
function random() {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(16).padStart(8, "0")).join("");
}

function pick(words) {
  return words[Math.floor(Math.random() * words.length)];
}
