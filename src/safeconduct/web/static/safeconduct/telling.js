// Telling something: two steps of one form that stays in the page, so that no lost connection takes the words away.
// Without a script the whole form stands on the page, and its buttons do the same.
const form = () => document.querySelector("#telling");
let written = false;
htmx.config.attributesToSettle = []; // it would set styles in the page, which the site's policy forbids

// Back, also by a telephone's gesture, leads from the second step to the first, with everything as it was.
function step(name) {
  say("");
  document.querySelector("#error-summary")?.closest(".govuk-error-summary").remove(); // it speaks of the other step
  form()?.classList.toggle("sc-telling--check", name === "check");
  const heading = document.querySelector("h1");
  if (heading && form()) heading.textContent = name === "check" ? "Who will get it" : heading.dataset.first || heading.textContent;
  scrollTo(0, 0);
  heading?.focus();
}
addEventListener("popstate", () => { if (form()?.querySelector(".sc-telling__check")) step(history.state?.telling || "tell"); });
document.addEventListener("click", (event) => {
  const back = event.target.closest(".govuk-back-link") && form()?.classList.contains("sc-telling--check");
  if (back) event.preventDefault();
  if (back || event.target.closest("[data-telling]")) history.state?.telling === "check" ? history.back() : step("tell");
  if (event.target.closest("[data-print]")) print();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const main = document.querySelector("#main");
  if (event.detail.target.id === "outlook" || event.target.id === "outlook") {
    if (document.activeElement === document.body) document.querySelector("#outlook")?.focus({ preventScroll: true });
    return;
  }
  window.GOVUKFrontend?.initAll({ scope: main });
  if (document.querySelector("#receipt")) written = false;
  if (form()?.classList.contains("sc-telling--check") && history.state?.telling !== "check") history.pushState({ telling: "check" }, "");
  (document.querySelector("#error-summary") || main.querySelector("h1"))?.focus();
});

// Whoever is about to lose what they wrote is asked first.
document.addEventListener("input", (event) => { if (event.target.name === "words") written = event.target.value.trim() !== ""; });
addEventListener("beforeunload", (event) => { if (written && form()) event.preventDefault(); });
document.addEventListener("submit", (event) => { if (!event.target.hasAttribute("hx-post")) written = false; });

// Files that are too many or too large are not even sent.
document.addEventListener("change", (event) => { if (event.target.type === "file") say(tooMuch(event.target)); });
document.addEventListener("htmx:confirm", (event) => {
  const input = event.target.id === "telling" && document.querySelector("#telling input[type=file]");
  const wrong = input ? tooMuch(input) : "";
  if (!wrong) return;
  event.preventDefault();
  say(wrong);
});
function tooMuch(input) {
  const files = [...input.files], mb = (bytes) => Math.round(Number(bytes) / 1048576);
  if (files.length > Number(input.dataset.most)) return `These are ${files.length} files; choose up to ${input.dataset.most}. You can add the others afterwards.`;
  if (files.some((file) => file.size > Number(input.dataset.largest))) return `One of these files is larger than ${mb(input.dataset.largest)} MB. Send a screenshot, or a shorter part of it.`;
  if (files.reduce((sum, file) => sum + file.size, 0) > Number(input.dataset.together)) return `These files are more than ${mb(input.dataset.together)} MB together. Choose fewer; you can add the others afterwards.`;
  return "";
}

// What did not work is said at the top, and the words stay.
const says = { 413: "These files are too large together. Choose fewer; your words are still here.", 429: "Too much at once. Wait a minute; your words are still here." };
document.addEventListener("htmx:responseError", (event) => say(says[event.detail.xhr.status] || "That did not work, and nothing was sent. Your words are still here: try again."));
document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.elt.id === "telling") say(""); });
function say(text) {
  const place = document.querySelector("[data-trouble]");
  if (!place) return;
  place.textContent = text;
  if (text) place.scrollIntoView({ block: "center" });
}

// Finding a name among those who work at a place.
document.addEventListener("input", (event) => {
  const list = event.target.dataset.find && document.querySelector(event.target.dataset.find);
  if (!list) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const item of list.querySelectorAll(".govuk-checkboxes__item")) {
    item.hidden = wanted !== "" && !item.textContent.toLocaleLowerCase().includes(wanted) && !item.querySelector("input").checked;
  }
});
