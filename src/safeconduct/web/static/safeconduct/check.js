// A button that copies a text of the page: <button data-copy="#id">, with a place for “Copied.” behind it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.querySelector(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  const copied = await copy(text);
  if (said) said.textContent = copied ? "Copied." : "It is marked now: copy it with your keyboard or by a long press.";
});

// Where the browser lends no clipboard, the text is marked, so that one press of the keyboard copies it.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return false;
  }
}

// A link to a clause that is folded away unfolds it first.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const folded = link && document.getElementById(link.hash.slice(1))?.closest("details");
  if (folded) folded.open = true;
});
