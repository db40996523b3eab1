/**
 * Where the WebSocket server listens. The page asks the application for the port, because it is configurable, and uses its
 * own host name, because the server's default origin policy admits exactly that.
 */
const answer = await fetch("/ws-config", { headers: { Accept: "application/json" } });
if (!answer.ok) {
  throw new Error(`/ws-config answered ${answer.status}`);
}

export const { port } = await answer.json();

/** The address of an endpoint; `path` begins with a slash and is percent-encoded already. */
export function endpoint(path) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.hostname}:${port}${path}`;
}
