// The page of a running import: looks every two seconds how far it is, and shows the result when it is there.
"use strict";

{
  const EVERY = 2000;
  const running = document.getElementById("running");

  const look = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("running");
    if (!fresh || fresh.dataset.state !== running.dataset.state) {
      location.reload();
      return;
    }
    for (const id of ["#running-text", "progress"]) {
      const [old, now] = [running.querySelector(id), fresh.querySelector(id)];
      if (old.textContent !== now.textContent) old.textContent = now.textContent;
      for (const name of ["max", "value"]) if (now.hasAttribute(name)) old.setAttribute(name, now.getAttribute(name));
    }
    setTimeout(look, EVERY);
  };

  if (running) setTimeout(look, EVERY);
}
