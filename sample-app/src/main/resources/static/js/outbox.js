/**
 * What the user said and the server has not confirmed yet, and the text that is not even sent: both kept in the tab's
 * session storage, so that neither a lost connection nor a reload loses a word. One outbox a room.
 */
export class Outbox {
  #key;

  constructor(room) {
    this.#key = `chat.${room}`;
  }

  get messages() {
    return JSON.parse(sessionStorage.getItem(`${this.#key}.unsent`) ?? "[]");
  }

  add(message) {
    this.#store([...this.messages, message]);
  }

  /** Forgets a message that arrived or was refused; false when it is none of ours. */
  settle(id) {
    const before = this.messages;
    const after = before.filter((message) => message.id !== id);
    this.#store(after);
    return after.length < before.length;
  }

  get draft() {
    return sessionStorage.getItem(`${this.#key}.draft`) ?? "";
  }

  set draft(text) {
    sessionStorage.setItem(`${this.#key}.draft`, text);
  }

  #store(messages) {
    sessionStorage.setItem(`${this.#key}.unsent`, JSON.stringify(messages));
  }
}
