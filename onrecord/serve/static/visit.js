// What was added since the last visit in this browser is told to be new.
const KEY = "onrecord.visit";
const added = [...document.querySelectorAll(".added li")];
const newest = added.map((item) => item.dataset.added).sort().at(-1);
try {
  const last = localStorage.getItem(KEY);
  const fresh = last ? added.filter((item) => item.dataset.added > last) : [];
  for (const item of fresh) item.insertAdjacentHTML("beforeend", " <strong class=\"new\">new</strong>");
  if (fresh.length) document.querySelector("#since").textContent = `${fresh.length}${fresh.length === added.length ? " or more" : ""} new since your last visit`;
  if (newest) localStorage.setItem(KEY, newest);
} catch { /* a browser that keeps nothing knows of no visit */ }
