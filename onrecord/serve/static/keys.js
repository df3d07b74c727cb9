// Keys on every page: "/" goes to the search box, "j" and "k" to the next and previous statement.
const typing = (event) => event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey;

function step(by) {
  const all = [...document.querySelectorAll(".statement[tabindex], .note-card")];
  if (!all.length) return;
  const at = all.findIndex((s) => s === document.activeElement || s.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))] ?? all[0];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  if (event.key === "/") {
    (document.querySelector("#q") ?? document.querySelector("#quick"))?.focus();
    event.preventDefault();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Enter" && event.target.matches(".statement[tabindex]")) event.target.querySelector("a.more")?.click();
});
