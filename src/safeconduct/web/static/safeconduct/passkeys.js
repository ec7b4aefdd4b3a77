// Passkeys: the browser asks for a fingerprint, a face or a PIN, and its answer goes into the form as any other field.
// A form says what it is for: data-passkey="add", "use" or "sign-in". What the browser is asked stands in the page as
// JSON (#passkey-options), or is fetched from data-options when the button is pressed.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

  function question(kind, { publicKey }) {
    const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (kind !== "add") return { ...asked, allowCredentials: known(publicKey.allowCredentials) };
    return {
      ...asked,
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
      extensions: { credProps: true },
    };
  }

  function answer(key) {
    const said = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) said[name] = text(key.response[name]);
    }
    if (key.response.getTransports) said.transports = key.response.getTransports();
    return {
      id: key.id, rawId: text(key.rawId), type: key.type, response: said,
      authenticatorAttachment: key.authenticatorAttachment, clientExtensionResults: key.getClientExtensionResults(),
    };
  }

  async function options(form) {
    const place = document.getElementById("passkey-options");
    if (place) {
      const given = JSON.parse(place.textContent);
      return given.creation_options ?? given.request_options;
    }
    const reply = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!reply.ok) throw new Error(reply.status === 429 ? "many" : "server");
    return (await reply.json()).request_options;
  }

  const SAYS = {
    InvalidStateError: "This phone or computer has a passkey for you already.",
    NotAllowedError: "Nothing was confirmed. Press the button to try again, or use another way.",
    SecurityError: "Passkeys do not work at this address. Tell whoever looks after safeconduct at your school.",
    many: "Too many tries. Wait a minute, then try again.",
  };

  async function ask(form) {
    const kind = form.dataset.passkey;
    const publicKey = question(kind, await options(form));
    const key = await (kind === "add" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
    form.elements.credential.value = JSON.stringify(answer(key));
    for (const field of form.querySelectorAll("[data-copies]")) {
      field.value = document.getElementById(field.dataset.copies)?.checked ? "on" : "";
    }
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const place = form.querySelector("[data-says]");
      place.textContent = "";
      ask(form).catch((error) => {
        place.textContent = SAYS[error.name] ?? SAYS[error.message] ?? "That did not work. Try again, or use another way.";
      });
    });
  }
})();
