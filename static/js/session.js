// Says in time that the session is about to end, and lets one stay; a token that a new sign-in has replaced is renewed.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const notice = document.getElementById("session-notice");
  if (!notice) return;
  const { address } = notice.dataset;
  const warning = Number(notice.dataset.warning);
  const button = notice.querySelector("button");

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

  const show = (seconds) => {
    notice.hidden = seconds > warning;
    notice.querySelector(".session-ends").hidden = seconds === 0;
    notice.querySelector(".session-over").hidden = seconds > 0;
    button.hidden = seconds === 0;
    // Shortly before the end more often; afterwards too, for who signs in again in another window.
    window.setTimeout(check, 1000 * Math.max(1, seconds > warning ? Math.min(seconds - warning, 300) : Math.min(seconds || 60, 60)));
  };

  const ask = (options) => fetch(address, options).then((answer) => answer.json()).then(({ seconds }) => seconds);
  const check = () => ask({ cache: "no-store" }).then(show, () => window.setTimeout(check, 60000));

  button.addEventListener("click", () => {
    ask({ method: "POST", headers: { "X-CSRFToken": token() } }).then((seconds) => {
      notice.hidden = seconds > warning;
    }, () => {});
  });

  document.addEventListener("submit", ({ target }) => {
    const field = target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  });

  check();
});
