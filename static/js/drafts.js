// Keeps what is typed into the form of an entry in this browser until it is saved, and offers it back after a crash or a lapsed session.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const pending = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  if (pending && document.querySelector(".messagelist .success, .messagelist .warning")) localStorage.removeItem(pending);

  let leaving = false;
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    leaving = true;
    Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
  });

  // The page of two versions sends the form on: what was kept of it goes when that is saved.
  const sentOn = document.querySelector("form[data-draft-key]");
  sentOn?.addEventListener("submit", () => sessionStorage.setItem("draft-sent", sentOn.dataset.draftKey));

  const offer = document.getElementById("draft-offer");
  const form = offer && document.getElementById(offer.dataset.form);
  if (!form) return;
  const { key } = offer.dataset;
  const left = new Set(["csrfmiddlewaretoken", "edit_revision"]);

  const fields = () => [...form.elements].filter((field) => field.name && !left.has(field.name) && !field.name.includes("__prefix__")
    && !["file", "submit", "button", "fieldset", "password"].includes(field.type) && !/-(INITIAL|MIN_NUM|MAX_NUM|TOTAL)_FORMS$/.test(field.name));

  // Each field as [name, its place among fields of that name, value]; a list of choices with the texts that one reads.
  const contents = () => {
    const seen = {};
    return fields().map((field) => {
      seen[field.name] = (seen[field.name] ?? -1) + 1;
      if (field.type === "checkbox" || field.type === "radio") return [field.name, seen[field.name], field.checked];
      if (field.tagName === "SELECT") return [field.name, seen[field.name], [...field.selectedOptions].map((each) => [each.value, each.text])];
      return [field.name, seen[field.name], field.value];
    });
  };

  const fill = (field, value) => {
    if (typeof value === "boolean") field.checked = value;
    else if (Array.isArray(value)) {
      const chosen = value.map(([each]) => each);
      value.filter(([each]) => ![...field.options].some((option) => option.value === each))
        .forEach(([each, text]) => field.add(new Option(text, each)));
      for (const option of field.options) option.selected = chosen.includes(option.value);
    } else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const named = (name, place) => fields().filter((field) => field.name === name)[place];

  const restore = (saved) => {
    for (const [name, place, value] of saved) {
      const [, prefix] = name.match(/^(.+)-\d+-[^-]+$/) ?? [];
      const add = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
      for (let tries = 0; add && !named(name, place) && tries < 50; tries += 1) add.click();
      const field = named(name, place);
      if (field) fill(field, value);
    }
  };

  // What differs from the form as it was loaded: what others have changed since is left alone.
  const inWords = () => contents().map((field) => JSON.stringify(field));
  const atFirst = new Set(inWords());
  const changed = () => inWords().filter((field) => !atFirst.has(field)).map((field) => JSON.parse(field));

  const found = JSON.parse(localStorage.getItem(key) ?? "null");
  if (found?.fields.some((field) => !atFirst.has(JSON.stringify(field)))) {
    offer.querySelector(".when").textContent = new Date(found.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    offer.hidden = false;
  }

  let waiting;
  const keep = () => {
    window.clearTimeout(waiting);
    if (leaving) return;
    const now = changed();
    if (now.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: now }));
  };
  const keepSoon = () => {
    // What is on offer is not written over before one has decided.
    if (!offer.hidden) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, 500);
  };
  form.addEventListener("input", keepSoon);
  form.addEventListener("change", keepSoon);
  window.addEventListener("pagehide", () => offer.hidden && keep());
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem("draft-sent", key);
  });

  offer.querySelector("[name=take]").addEventListener("click", () => {
    offer.hidden = true;
    restore(found.fields);
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  offer.querySelector("[name=drop]").addEventListener("click", () => {
    offer.hidden = true;
    localStorage.removeItem(key);
  });
});
