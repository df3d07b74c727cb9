// Names of the record while one is typed in a box: with role, number of statements, and when. Without script the form does.
const WAIT = 150;

function offer(input) {
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-names`, className: "names", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People of the record");
  input.parentElement.classList.add("with-names");
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" })) input.setAttribute(name, value);
  let timer = 0, asked = 0, chosen = -1;

  const begun = () => /(?:\p{Lu}[\p{L}\p{M}'’.-]* )?[\p{L}\p{M}'’.-]+$/u.exec(input.value.slice(0, input.selectionStart))?.[0] ?? "";
  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (k) => {
    chosen = (k + list.children.length) % list.children.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === chosen));
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const take = (item) => {
    const end = input.selectionStart, words = item.dataset.name.toLowerCase().split(" ");
    let start = end - begun().length;
    for (let m; (m = /(\S+) $/.exec(input.value.slice(0, start))) && words.includes(m[1].toLowerCase());) start -= m[0].length;
    input.value = input.value.slice(0, start) + item.dataset.name + input.value.slice(end);
    input.setSelectionRange(start + item.dataset.name.length, start + item.dataset.name.length);
    close();
  };
  const show = (people) => {
    list.replaceChildren(...people.map((person, k) => {
      const item = Object.assign(document.createElement("li"), { id: `${list.id}-${k}` });
      item.setAttribute("role", "option");
      item.dataset.name = person.name;
      const years = Object.keys(person.years).filter(Boolean).sort();
      const when = years.length ? `, ${years[0]}${years.length > 1 ? `–${years.at(-1)}` : ""}` : "";
      const name = Object.assign(document.createElement("bdi"), { textContent: person.name });
      const note = Object.assign(document.createElement("span"), { className: "note", textContent: ` ${person.role ? `${person.role}, ` : ""}${person.statements} statement${person.statements === 1 ? "" : "s"}${when}` });
      item.append(name, note);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(item); });
      return item;
    }));
    if (people.length) { list.hidden = false; input.setAttribute("aria-expanded", "true"); } else close();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const name = begun(), mine = ++asked;
    if (name.length < 2) { close(); return; }
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/api/v1/people/begun?name=${encodeURIComponent(name)}`);
        if (answer.ok && mine === asked) show(await answer.json());
      } catch { close(); }
    }, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

for (const input of document.querySelectorAll("form[action='/ask'] input[name=q]")) offer(input);
