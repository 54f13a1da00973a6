// Copies a text to the clipboard, and gives the preview of the frame its height as the page around would.
"use strict";

const offer = () => document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = !navigator.clipboard));
offer();
new MutationObserver(offer).observe(document.querySelector("#main"), { childList: true, subtree: true });
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value);
  document.querySelector("[data-copy-status]").textContent = button.dataset.copied;
});
addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === event.source);
  if (frame && event.origin === location.origin && event.data.height) frame.height = event.data.height;
});
