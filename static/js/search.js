// The key “/” leads to the search in the header, unless single keys are switched off (WCAG 2.1.4); the review page keeps the same switch.
"use strict";

{
  const STORED = "review-keys";
  const typing = (element) => element.closest?.("input, select, textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const field = document.getElementById("quick-search-text");
    if (!field || localStorage.getItem(STORED) === "off") return;
    field.focus();
    field.select();
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const switchedOn = document.getElementById("search-shortcut");
    if (!switchedOn) return;
    switchedOn.closest("[hidden]").hidden = false;
    switchedOn.checked = localStorage.getItem(STORED) !== "off";
    switchedOn.addEventListener("change", () => localStorage.setItem(STORED, switchedOn.checked ? "on" : "off"));
  });
}
