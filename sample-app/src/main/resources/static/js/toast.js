/** Says what went wrong, for as long as it takes to read it. */
export function toast(message) {
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = message;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 6_000);
}
