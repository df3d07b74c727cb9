// Buttons that copy a text; without script the text itself is there to be selected.
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => { button.textContent = name; }, 1500);
  });
}
