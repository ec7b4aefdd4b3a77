// Sends chosen files piece by piece, so that gigabytes go through, a lost connection is waited for, and what is here already is
// not sent twice. Without this script the form sends small files by itself.
const WAITS = [2, 4, 8, 15, 30]; // seconds before another try

for (const form of document.querySelectorAll("form[data-begin], form[data-resume]")) {
  const part = document.querySelector("[data-sending]");
  const bar = part.querySelector("progress");
  const says = part.querySelector("[data-says]");
  const trouble = form.querySelector("[data-trouble-here]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const input = form.querySelector("input[type=file]");
  const size = Number(form.dataset.piece) / 2;
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const mb = (bytes) => (bytes >= 1073741824 ? `${(bytes / 1073741824).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1048576))} MB`);
  let page = form.dataset.resume;
  let begun = 0;
  let fresh = 0;
  let sent = 0;
  let all = 0;

  const wrong = (lines) => {
    trouble.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    part.hidden = true;
    form.hidden = false;
    form.querySelector("button[type=submit]").disabled = false;
  };
  const post = (address, body) => fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
  const go = (address) => {
    const way = Object.assign(document.createElement("form"), { method: "post", action: address });
    way.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token }));
    document.body.append(way);
    way.submit();
  };
  const show = () => {
    const seconds = (Date.now() - begun) / 1000;
    const left = fresh && seconds > 5 ? ((all - sent) / fresh) * seconds : 0;
    const minutes = Math.ceil(left / 60);
    bar.value = (100 * sent) / all;
    says.textContent = `${mb(sent)} of ${mb(all)} sent${left ? `, about ${minutes} minute${minutes === 1 ? "" : "s"} left` : ""}.`;
  };

  const piece = async (number, file, at) => {
    for (let tries = 0; ; tries += 1) {
      let answer;
      try {
        answer = await post(`${page}send/?file=${number}&at=${at}`, file.slice(at, at + size));
      } catch {
        await file.slice(at, at + 1).arrayBuffer(); // fails too if it is the file that cannot be read any more
        answer = null; // no connection
      }
      const next = answer?.ok || answer?.status === 409 ? (await answer.json()).at : at;
      if (next !== at) return next;
      if (answer?.status === 409) throw new Error("refused"); // not the file that was promised
      if (answer && answer.status < 500) throw new Error("refused");
      says.textContent = answer ? "The site is busy. We try again in a moment." : "No connection. We go on as soon as it is back.";
      await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
    }
  };
  const send = async (files) => {
    all = files.reduce((sum, each) => sum + each.file.size, 0);
    sent = files.reduce((sum, each) => sum + each.here, 0);
    begun = Date.now();
    form.hidden = true;
    part.hidden = false;
    part.querySelector("h2").focus();
    for (const { number, file, here } of files) {
      let at = here;
      while (at < file.size) {
        const next = await piece(number, file, at);
        fresh += Math.max(0, next - at);
        sent += next - at;
        at = next;
        show();
      }
    }
    go(`${page}start/`);
  };

  const begin = async () => {
    const files = [...input.files];
    const data = new FormData(form);
    data.delete(input.name);
    for (const file of files) {
      data.append("name", file.name);
      data.append("size", file.size);
    }
    const answer = await post(form.dataset.begin, data);
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    if (!told.page) {
      wrong(told.wrong ?? ["That did not work. Load the page again, then try once more."]);
      return;
    }
    page = told.page;
    await send(files.map((file, number) => ({ number, file, here: 0 })));
  };
  const resume = async () => {
    const chosen = [...input.files];
    const found = [...form.querySelectorAll("[name=missing]")].map(({ value, dataset }) => ({
      number: value,
      file: chosen.find((file) => file.name === dataset.name && file.size === Number(dataset.size)),
      here: Number(dataset.here),
      name: dataset.name,
    }));
    const lost = found.filter((each) => !each.file);
    if (lost.length) wrong(lost.map((each) => `Choose ${each.name} again: this is not the same file.`));
    else await send(found);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.replaceChildren();
    form.querySelector("button[type=submit]").disabled = true;
    try {
      await (form.dataset.begin ? begin() : resume());
    } catch {
      if (page) location.assign(page); // it says how much is here, and how to go on
      else wrong(["Sending did not work. Check your connection, load the page again, then try once more."]);
    }
  });
  part.querySelector("[data-give-up]").addEventListener("click", () => go(`${page}delete/`));
}
