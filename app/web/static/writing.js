// Comfort only: nobody leaves by accident what they typed and did not send, and Ctrl+S saves. Without it every button does the same.
"use strict";
(() => {
  const form = document.querySelector("form.sheet");
  if (!form) return;
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (leaving) => { if (typed) leaving.preventDefault(); });
  addEventListener("keydown", (key) => {
    if (!(key.ctrlKey || key.metaKey) || key.key.toLowerCase() !== "s") return;
    key.preventDefault();
    const save = form.querySelector("button[value=save]");
    if (save) save.click();
  });
})();
