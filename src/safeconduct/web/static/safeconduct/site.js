// The few things that need a script. Every page works without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
window.GOVUKFrontend?.initAll();

// Where htmx gets no answer, the page says so in words, also to those who do not see it; what was typed stays, and an older
// answer ([data-answer]) goes, since it would stand beside a newer question. Telling has words of its own.
const failures = {
  403: "This page is out of date. Reload it and try again.",
  429: "Too many checks at once. Wait a moment.",
  offline: "There is no connection. Your text is still here; try again when you are back online.",
  waiting: "There is no connection. This page goes on by itself when you are back online.",
  other: "That did not work. Try again.",
};
const offline = ({ requestConfig: { elt } }) => (elt.matches("[hx-get]") ? failures.waiting : failures.offline);
const telling = (detail) => detail.requestConfig.elt.closest("#telling");
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400 || telling(detail)) return;
  detail.isError = false; // nothing for the console: it is said on the page
  unanswered(detail, reason(detail));
  if (detail.xhr.status === 401) signedOut(detail);
});
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (navigator.onLine || telling(event.detail)) return;
  event.preventDefault(); // it would not even leave this device
  unanswered(event.detail, offline(event.detail));
});
document.body.addEventListener("htmx:sendError", ({ detail }) => unanswered(detail, offline(detail)));
document.body.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  if (detail.xhr.status < 400) document.querySelector("#main > [data-trouble=made]")?.remove();
});

// What the form says of it, else what the server says in plain words, else what is true of all pages.
function reason({ xhr, requestConfig }) {
  const { signedOut, outOfDate } = requestConfig.elt.closest("form")?.dataset || {};
  const plain = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain") && xhr.responseText;
  return { 401: signedOut, 403: outOfDate }[xhr.status] || plain || failures[xhr.status] || failures.other;
}

function unanswered({ requestConfig, target }, words) {
  place(requestConfig.elt).textContent = words;
  if (target?.matches("[data-answer]")) target.replaceChildren();
}

// The place for such words beside a form; else at the top of the page.
function place(asking) {
  const found = asking.closest("form")?.querySelector("[data-trouble]") || document.querySelector("[data-trouble]");
  if (found) return found;
  const made = Object.assign(document.createElement("p"), { className: "govuk-body", role: "alert" });
  made.dataset.trouble = "made";
  document.querySelector("#main").prepend(made);
  return made;
}

// The way back in, in a tab of its own so that nothing here is lost; and what asks by itself asks no more.
function signedOut({ requestConfig: { elt } }) {
  const way = Object.assign(document.createElement("a"), { className: "govuk-link", target: "_blank", rel: "noopener" });
  way.href = document.body.dataset.signIn;
  way.textContent = "Sign in (opens in a new tab)";
  place(elt).append(" ", way);
  if (elt.matches("[hx-get]")) elt.replaceWith(elt.cloneNode(true));
}
