// Words and note of one statement light up together while the pointer or the focus is on one of them.
const ids = (element) => (element?.closest("[data-s]")?.dataset.s ?? "").split(" ").filter(Boolean);

function light(wanted) {
  for (const element of document.querySelectorAll("[data-s]")) {
    element.classList.toggle("lit", element.dataset.s.split(" ").some((id) => wanted.includes(id)));
  }
}

const targeted = () => (location.hash.match(/^#[sn]-(\w+)$/) ?? []).slice(1);
const settle = () => light([...ids(document.activeElement), ...targeted()]);

document.addEventListener("pointerover", (event) => (ids(event.target).length ? light(ids(event.target)) : settle()));
document.addEventListener("focusin", settle);
document.addEventListener("focusout", settle);
addEventListener("hashchange", settle);
settle();
