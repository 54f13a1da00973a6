// While a title is typed: asks whether the same is there already, and shows what comes back beside the title.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("doubles-while-typing");
  const title = document.getElementById("id_title");
  if (!place || !title) return;
  const form = title.form;
  place.hidden = false;
  title.closest(".form-row")?.append(place);

  let waiting = 0;
  let asked = "";
  const ask = async () => {
    const query = new URLSearchParams({ entry: place.dataset.entry });
    for (const name of ["title", "edition", "city", "further_organizers", "fair", "hall", "stand_number"]) {
      if (form.elements[name]) query.set(name, form.elements[name].value);
    }
    for (const option of form.elements.organizers?.selectedOptions ?? []) query.append("organizers", option.value);
    for (const field of form.querySelectorAll('input[name$="-first_day"]')) if (field.value) query.append("day", field.value);
    if (String(query) === asked) return;
    asked = String(query);
    try {
      const answer = await fetch(`${place.dataset.address}?${query}`, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected && String(query) === asked) place.innerHTML = await answer.text();
    } catch {
      place.replaceChildren();
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 700);
  });
});
