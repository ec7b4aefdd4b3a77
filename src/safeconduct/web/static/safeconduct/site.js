// The few things that need a script. Every page works without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
window.GOVUKFrontend?.initAll();

// A page that htmx has changed says so to those who do not see it.
document.body.addEventListener("htmx:responseError", (event) => {
  const place = document.querySelector("[data-trouble]");
  if (place) place.textContent = event.detail.xhr.status === 429 ? "Too many checks at once. Wait a moment." : "That did not work. Try again.";
});
document.body.addEventListener("htmx:sendError", () => {
  const place = document.querySelector("[data-trouble]");
  if (place) place.textContent = "There is no connection. Your text is still here; try again when you are back online.";
});
