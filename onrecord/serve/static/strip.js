// A stretch of the strip of time, drawn with the pointer or typed as two days, leaves only its statements in the list.
const strip = document.querySelector("svg.strip");
const form = document.querySelector("form.stretch");
const told = document.querySelector("#stretch-told");
const days = [...(form?.querySelectorAll("input[type=date]") ?? [])];
const iso = (time) => new Date(time).toISOString().slice(0, 10);

function filter(from, to) {
  let shown = 0;
  const cards = [...document.querySelectorAll(".results .statement[data-day]")];
  for (const card of cards) {
    const day = card.dataset.day;
    const outside = Boolean(from || to) && (!day || (from && day < from) || (to && day > to));
    (card.closest(".with-copy") ?? card).hidden = outside;
    shown += !outside;
  }
  for (const occasion of document.querySelectorAll(".occasion")) occasion.hidden = !occasion.querySelector(".statement:not([hidden])");
  told.textContent = from || to ? `${shown} of the ${cards.length} below.` : "";
  form.querySelector("[type=reset]").hidden = !(from || to);
}

if (strip && form) {
  const first = Date.parse(strip.dataset.first), last = Date.parse(strip.dataset.last), edge = Number(strip.dataset.edge);
  const brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  brush.setAttribute("class", "brush");
  strip.prepend(brush);
  let start = null;
  const part = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.max(0, Math.min(1, ((event.clientX - box.left) / box.width - edge) / (1 - 2 * edge)));
  };
  const draw = (one, other) => {
    const wide = strip.viewBox.baseVal.width, high = strip.viewBox.baseVal.height;
    brush.setAttribute("x", wide * (edge + (1 - 2 * edge) * Math.min(one, other)));
    brush.setAttribute("width", wide * (1 - 2 * edge) * Math.abs(one - other));
    brush.setAttribute("height", high);
  };
  strip.addEventListener("pointerdown", (event) => { start = event.isPrimary && event.button === 0 ? part(event) : null; });
  strip.addEventListener("pointermove", (event) => {
    if (start === null) return;
    if (Math.abs(part(event) - start) > .01) { strip.setPointerCapture(event.pointerId); draw(start, part(event)); }
  });
  strip.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const end = part(event), moved = Math.abs(end - start) > .01;
    if (moved) {
      [start, end].sort((a, b) => a - b).forEach((at, k) => { days[k].value = iso(first + at * (last - first)); });
      filter(...days.map((d) => d.value));
    }
    start = null;
  });
  strip.addEventListener("pointercancel", () => { start = null; });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(...days.map((d) => d.value)); });
  form.addEventListener("reset", () => { draw(0, 0); filter("", ""); });
}
