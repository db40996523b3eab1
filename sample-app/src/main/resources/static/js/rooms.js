/** Rooms in the address: `#lobby` is a room, and the list beside the conversation are links to such addresses. */

const SUGGESTED = ["lobby", "engineering", "coffee"];
const visited = new Set(SUGGESTED);

/** The room that the address names. */
export function currentRoom() {
  return roomName(decode(location.hash.slice(1))) || SUGGESTED[0];
}

/** What the server takes for a room's name: lower case letters, digits and single hyphens, at most 32 of them. */
export function roomName(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32)
    .replace(/^-+|-+$/g, "");
}

/** Lists the rooms; the current one is marked, and stays in the list once left. */
export function showRooms(current) {
  visited.add(current);
  const links = Array.from(visited, (room) => {
    const link = document.createElement("a");
    link.href = `#${room}`;
    link.textContent = room;
    if (room === current) {
      link.setAttribute("aria-current", "page");
    }
    return link;
  });
  document.getElementById("rooms").replaceChildren(...links.map(inItem));
  document.querySelector("#rooms [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
}

function inItem(link) {
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
