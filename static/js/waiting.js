// Asks every few seconds whether the file is ready, says so and leads to it; without this script its link does.
"use strict";

const told = document.querySelector("[data-waiting]");
if (told) {
  const look = async () => {
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      if (answer.status === 200) told.textContent = told.dataset.waiting;
      if (answer.status !== 202) return location.replace(location.href);
    } catch {
      // The next look may succeed.
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 2000);
}
