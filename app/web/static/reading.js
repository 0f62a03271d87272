// Comfort only: goes on to the next name by itself. Without it the page has plain links, and nothing else of the site has a script.
"use strict";
(() => {
  const box = document.getElementById("by-itself");
  const next = document.querySelector("a[rel=next]");
  if (!box || !next) return;
  const seconds = Number(sessionStorage.getItem("seconds")) || 0;
  const button = (text, chosen) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => {
      sessionStorage.setItem("seconds", String(chosen));
      location.reload();
    });
    box.append(made);
  };
  if (seconds) {
    button(box.dataset.stop, 0);
    setTimeout(() => location.assign(next.href), seconds * 1000);
  } else {
    for (const pace of [4, 8, 12]) button(box.dataset.go.replace("#", String(pace)), pace);
  }
  box.hidden = false;
})();
