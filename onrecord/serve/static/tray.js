// Statements pinned while reading: kept in this browser, shown at /tray, whose address carries them.
const KEY = "onrecord.tray", MOST = 100;
const kept = () => { try { return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter((id) => typeof id === "string"); } catch { return []; } };
const link = document.querySelector("a.tray");

function show() {
  const ids = kept();
  if (link) {
    link.hidden = !ids.length;
    link.href = `/tray?ids=${ids.join(",")}`;
    link.textContent = `Tray (${ids.length})`;
  }
  for (const button of document.querySelectorAll("button.pin")) {
    const pinned = ids.includes(button.dataset.id);
    button.setAttribute("aria-pressed", pinned);
    button.textContent = pinned ? "Pinned" : "Pin";
  }
}

function keep(ids) {
  try { localStorage.setItem(KEY, JSON.stringify(ids.slice(-MOST))); } catch { /* a browser that keeps nothing has no tray */ }
  show();
}

for (const card of document.querySelectorAll("article.statement[id^='st-']")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "pin quiet" });
  button.dataset.id = card.id.slice(3);
  button.addEventListener("click", () => {
    const id = button.dataset.id, ids = kept();
    keep(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
  });
  const row = card.nextElementSibling?.matches(".copying") ? card.nextElementSibling : card.querySelector(".from");
  if (row?.matches(".copying")) row.prepend(button, " ");
  else row?.append(" ", button);
}
for (const out of document.querySelectorAll("a.take-out")) out.addEventListener("click", () => keep(kept().filter((id) => id !== out.dataset.id)));
const empty = document.querySelector(".empty-tray");
if (empty) {
  empty.hidden = false;
  empty.addEventListener("click", () => { keep([]); location.href = "/tray"; });
}
addEventListener("storage", show);
show();
