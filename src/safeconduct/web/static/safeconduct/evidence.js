// Says at once when files are too many or too large to be sent, so that nobody waits for a long upload and loses what they typed.
for (const input of document.querySelectorAll("input[type=file][data-largest]")) {
  const says = document.createElement("p");
  says.className = "govuk-error-message";
  says.setAttribute("role", "alert");
  input.closest(".govuk-form-group").append(says);
  const mb = (bytes) => Math.floor(Number(bytes) / 1048576);
  const wrong = () => {
    const files = [...input.files];
    const large = files.find((file) => file.size > Number(input.dataset.largest));
    if (files.length > Number(input.dataset.most)) return `You chose ${files.length} files; ${input.dataset.most} can be sent at a time. Send the others after.`;
    if (large) return `${large.name} is larger than ${mb(input.dataset.largest)} MB. Send the part that matters: a screenshot, or a shorter film.`;
    if (files.reduce((sum, file) => sum + file.size, 0) > Number(input.dataset.together)) return `Together they are larger than ${mb(input.dataset.together)} MB. Send some now and the others after.`;
    return "";
  };
  input.addEventListener("change", () => { says.textContent = wrong(); });
  input.form.addEventListener("submit", (event) => {
    says.textContent = wrong();
    if (!says.textContent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.closest(".govuk-form-group").querySelector("button, input").focus();
  }, true);
}
