/** Who this tab is: a name that the user may change, and the ids of the messages that it made. Both outlive a reload. */

const ADJECTIVES = ["Brave", "Calm", "Clever", "Gentle", "Lucky", "Merry", "Nimble", "Quiet", "Swift", "Witty"];
const ANIMALS = ["Badger", "Falcon", "Fox", "Heron", "Lynx", "Marten", "Otter", "Owl", "Raven", "Wren"];
const REMEMBERED = 200;

const own = new Set(JSON.parse(sessionStorage.getItem("chat.own") ?? "[]"));

export const identity = {
  get nick() {
    let nick = sessionStorage.getItem("chat.nick");
    if (nick === null) {
      nick = `${pick(ADJECTIVES)} ${pick(ANIMALS)}`;
      this.nick = nick;
    }
    return nick;
  },

  set nick(nick) {
    sessionStorage.setItem("chat.nick", nick);
  },

  /** A new message's id: the server gives it back with the message, which is how the tab knows its own. */
  newId() {
    const id = random();
    own.add(id);
    sessionStorage.setItem("chat.own", JSON.stringify([...own].slice(-REMEMBERED)));
    return id;
  },

  isOwn(id) {
    return own.has(id);
  },
};

/** 128 random bits; `crypto.randomUUID` would need a secure context, which a page on the local network is not. */
function random() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16).padStart(8, "0")).join("");
}

function pick(words) {
  return words[Math.floor(Math.random() * words.length)];
}
