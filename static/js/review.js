// The review page: single keys for the steps, which can be switched off (WCAG 2.1.4), and text modules to insert.
"use strict";

{
  const STORED = "review-keys";
  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
  const keys = document.getElementById("shortcuts");
  const switchedOn = document.getElementById("shortcuts-on");
  const note = document.getElementById("decision-note");

  if (keys) {
    keys.hidden = false;
    switchedOn.checked = localStorage.getItem(STORED) !== "off";
    switchedOn.addEventListener("change", () => localStorage.setItem(STORED, switchedOn.checked ? "on" : "off"));
  }

  document.addEventListener("keydown", (event) => {
    if (!switchedOn?.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") document.querySelector(`a[data-key="${event.key}"]`)?.click();
    else if (event.key === "a") document.getElementById("approve").focus();
    else if (event.key === "r") note.focus();
    else if (event.key === "?") {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    } else return;
    event.preventDefault();
  });

  const modules = document.getElementById("text-modules");
  if (modules) {
    let target = note;
    modules.hidden = false;
    document.getElementById("text-modules-to-copy").hidden = true;
    document.addEventListener("focusin", (event) => {
      if (event.target.matches('textarea[name="note"], textarea[name^="note-"]')) target = event.target;
    });
    document.getElementById("insert-module").addEventListener("click", () => {
      target.value = [target.value.trim(), document.getElementById("text-module").value].filter(Boolean).join("\n");
      target.focus();
    });
  }
}
