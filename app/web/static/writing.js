// Comfort only: what is typed is kept by itself, nothing is sent into a broken connection, Enter leads to the next cell, Ctrl+S saves.
// Without it every button does the same.
"use strict";
(() => {
  const form = document.querySelector("form.sheet");
  if (!form) return;
  const here = document.currentScript.src;
  const line = form.querySelector(".kept");
  const QUIET = 10_000, ATMOST = 60_000, PATIENCE = 10_000;
  const largest = Number(document.currentScript.dataset.largest);
  let typed = false, keeping = form.id === "sheet", busy = false, first = 0, timer = 0, sure = false;
  const tell = (words, alarm) => {
    if (!line) return;
    line.textContent = words;
    line.classList.toggle("fault", Boolean(alarm));
  };
  const body = (name, value) => {
    const sent = new URLSearchParams(new FormData(form));
    if (name) sent.set(name, value);
    return sent;
  };
  const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

  // Kept on the server once somebody pauses, and at the latest a minute after the first letter.
  const keep = async () => {
    timer = 0;
    if (!keeping || busy || !typed) return;
    busy = true;
    typed = false;
    first = 0;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body("do", "by_itself"), signal: AbortSignal.timeout(PATIENCE), redirect: "error",
      });
      if (answer.ok) {
        const kept = await answer.json();
        form.action = kept.at;
        form.elements.revision.value = kept.revision;
        history.replaceState(null, "", kept.at);
        tell(`Kept by itself at ${clock()}.`);
      } else {
        typed = true;
        keeping = false;
        tell(answer.status === 412
          ? "Somebody else changed the same meanwhile. Press Save to see both."
          : "It is not kept by itself any more. Press Save: what you typed is not lost.", true);
      }
    } catch {
      typed = true;
      tell("The desk does not answer. What you typed is in this page alone: leave it open.", true);
      later();
    }
    busy = false;
    if (typed) later();
  };
  const later = () => {
    const now = Date.now();
    first ||= now;
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(QUIET, first + ATMOST - now)));
  };
  form.addEventListener("input", () => {
    typed = true;
    later();
  });

  // A form that goes into a broken connection is lost with its page: so the desk is asked first whether it is there.
  form.addEventListener("submit", async (sending) => {
    clearTimeout(timer);
    if (sure) {
      typed = false;
      return;
    }
    sending.preventDefault();
    const button = sending.submitter;
    const size = new Blob([body(button && button.name, button && button.value)]).size;
    if (size > largest) {
      tell(`This is ${Math.round(size / 1024)} KiB, and the desk takes ${largest / 1024}. Nothing was sent: take something out.`, true);
      return;
    }
    try {
      const answer = await fetch(here, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error();
    } catch {
      tell("The desk does not answer. Nothing was sent, and nothing is lost while this page is open. Press again later.", true);
      return;
    }
    sure = true;
    form.requestSubmit(button);
    sure = false;
  });
  addEventListener("beforeunload", (leaving) => { if (typed) leaving.preventDefault(); });

  addEventListener("keydown", (key) => {
    if ((key.ctrlKey || key.metaKey) && key.key.toLowerCase() === "s") {
      key.preventDefault();
      const save = form.querySelector("button[value=save]");
      if (save) save.click();
      return;
    }
    const cell = key.target;
    if (key.key !== "Enter" || key.isComposing || !(cell instanceof HTMLInputElement) || cell.form !== form) return;
    key.preventDefault();
    const own = cell.parentElement.querySelector("button");
    if (own) {
      own.click();
      return;
    }
    const cells = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((each) => each.offsetParent);
    const next = cells[cells.indexOf(cell) + 1];
    if (next) next.focus();
  });
})();
