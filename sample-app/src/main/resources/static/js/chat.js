/**
 * The chat page: one connection to one room at a time.
 *
 * To the server go `join`, `say` and `ping`, from it come `welcome`, `joined`, `left`, `renamed`, `said`, `pong` and
 * `problem`. A message stays in the outbox until the server gives it back with its id; after a reconnect everything in the
 * outbox is sent again, and whoever has seen an id ignores it the second time.
 */

import { ChatLog, paintAvatar } from "./chat-log.js";
import { endpoint } from "./config.js";
import { Connection } from "./connection.js";
import { identity } from "./identity.js";
import { Outbox } from "./outbox.js";
import { currentRoom, roomName, showRooms } from "./rooms.js";
import { StatusPill } from "./status.js";
import { toast } from "./toast.js";

const MAX_TEXT = 500;
const $ = (id) => document.getElementById(id);

const heartbeat = {
  interval: 2_000,
  ping: (number) => JSON.stringify({ type: "ping", id: number }),
  pong: (data) => {
    const message = JSON.parse(data);
    return message.type === "pong" ? message.id : null;
  },
};

const log = new ChatLog();
const pill = new StatusPill($("status"));
let connection = null;
let outbox = null;
let welcomed = false;

/** What each message of the server does to the page. */
const events = {
  welcome({ people, recent }) {
    welcomed = true;
    showPeople(people);
    recent.forEach((message) => outbox.settle(message.id));
    log.catchUp(recent);
    showUnsent();
    outbox.messages.forEach(transmit);
  },
  joined({ nick, people }) {
    showPeople(people);
    log.notice(`${nick} joined, ${people} here`);
  },
  left({ nick, people }) {
    showPeople(people);
    log.notice(`${nick} left, ${people} here`);
  },
  renamed({ from, to }) {
    log.notice(`${from} is now ${to}`);
  },
  said(message) {
    if (outbox.settle(message.id)) {
      showUnsent();
    }
    log.said(message);
  },
  problem({ ref, message }) {
    toast(message);
    if (ref !== null && outbox.settle(ref)) {
      showUnsent();
    }
  },
};

function enter(room) {
  connection?.close();
  outbox = new Outbox(room);
  log.clear();
  showRooms(room);
  showPeople(null);
  $("room-title").textContent = `#${room}`;
  $("second-tab").href = location.href;
  document.title = `#${room} · Chat`;
  setText(outbox.draft);

  connection = new Connection(endpoint(`/chat/${room}`), heartbeat);
  connection.addEventListener("open", join);
  connection.addEventListener("state", ({ detail: { state } }) => {
    welcomed = false;
    $("away").hidden = state !== "reconnecting" && state !== "offline";
    showUnsent();
  });
  connection.addEventListener("message", ({ detail }) => {
    const message = JSON.parse(detail);
    events[message.type]?.(message);
  });
  pill.watch(connection);
  showUnsent();
  connection.open();
}

function join() {
  connection.send(JSON.stringify({ type: "join", nick: identity.nick }));
}

function transmit({ id, text }) {
  connection.send(JSON.stringify({ type: "say", id, text }));
}

function say(text) {
  const message = { id: identity.newId(), text };
  outbox.add(message);
  showUnsent();
  log.toBottom();
  if (welcomed) {
    transmit(message);
  }
}

function showUnsent() {
  log.unsent(outbox.messages, connection?.isOnline ? "Sending" : "Waiting for the connection");
}

function showPeople(people) {
  $("people").textContent = people === null ? "" : people === 1 ? "Only you are here" : `${people} people are here`;
}

function setText(text) {
  $("text").value = text;
  showLeft();
}

function showLeft() {
  const left = MAX_TEXT - $("text").value.length;
  $("left").textContent = left <= 100 ? `${left} left` : "";
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (text !== "") {
    say(text);
  }
  setText("");
  outbox.draft = "";
  $("text").focus();
});

$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});

$("text").addEventListener("input", () => {
  outbox.draft = $("text").value;
  showLeft();
});

$("rename").addEventListener("submit", (event) => {
  event.preventDefault();
  $("nick").blur();
});

$("nick").addEventListener("change", () => {
  const nick = $("nick").value.trim().replace(/\s+/g, " ");
  if (nick !== "") {
    identity.nick = nick;
    join();
  }
  showMe();
});

$("open-room").addEventListener("submit", (event) => {
  event.preventDefault();
  const room = roomName($("room-name").value);
  if (room === "") {
    toast("A room's name needs at least one letter or digit.");
  } else {
    location.hash = room;
    $("open-room").reset();
    $("text").focus();
  }
});

function showMe() {
  $("nick").value = identity.nick;
  paintAvatar($("my-avatar"), identity.nick);
}

addEventListener("hashchange", () => enter(currentRoom()));
showMe();
enter(currentRoom());
if (matchMedia("(hover: hover)").matches) {
  $("text").focus();
}
