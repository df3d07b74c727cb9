// Review by keyboard: a letter presses the button that carries it; selected words of the context fill the correction.
const form = document.getElementById("verdict");
const fix = document.getElementById("fix");
const context = document.getElementById("context");
const uses = { Words: "fix-words", Speaker: "fix-speaker", "To whom": "fix-addressee", Date: "fix-said" };

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || !context?.contains(selection.anchorNode)) return "";
  return selection.toString().replace(/\s+/g, " ").trim();
}

function use(id, words) {
  fix.open = true;
  const field = document.getElementById(id);
  field.value = words;
  field.focus();
}

if (form) {
  document.querySelector(".only-script").hidden = false;
  for (const [name, id] of Object.entries(uses)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = name;
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => selected() && use(id, selected()));
    document.getElementById("use").append(button);
  }
}

// A key that is pressed while a decision is on its way is meant for the next statement, which isn't here yet.
let sent = false;
document.addEventListener("submit", () => { sent = true; });
addEventListener("pageshow", () => { sent = false; });

document.addEventListener("keydown", (event) => {
  if (sent) return;
  if (event.key === "Enter" && event.ctrlKey && fix?.open) {
    document.querySelector("[data-key=save]").click();
    return;
  }
  if (event.key === "Escape" && fix?.contains(event.target)) {
    fix.open = false;
    fix.querySelector("summary").focus();
    return;
  }
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "f" && fix) {
    event.preventDefault();
    const words = selected();
    use(words ? "fix-words" : "fix-speaker", words || document.getElementById("fix-speaker").value);
  } else {
    document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});
