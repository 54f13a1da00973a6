// The shortlist. Stars are buttons of a plain form, which makes the address of a list; where the browser keeps things,
// this script keeps the list there instead, as the parameters of that address.
"use strict";
{
  const KEY = "shortlist";
  const MOST = 100;
  const form = document.querySelector("#star");
  const page = () => document.querySelector("[data-shortlist]");
  const address = (list) => form.getAttribute("action") + (list.length ? `?${list.join("&")}` : "");
  const pairsOf = (query) => query.replace("?", "").split("&").filter((pair) => /^(event|stand)=[1-9]\d{0,9}$/.test(pair));
  const ordered = (pairs) => [...new Set(pairs)].sort((a, b) => a[0].localeCompare(b[0]) || a.slice(6) - b.slice(6));

  function read() {
    try {
      const kept = localStorage.getItem(KEY) ?? "";
      localStorage.setItem(KEY, kept);
      return ordered(pairsOf(kept));
    } catch {
      return null;
    }
  }

  function write(list) {
    localStorage.setItem(KEY, list.join("&"));
    paint();
  }

  function paint() {
    const list = read();
    for (const star of document.querySelectorAll("button.star")) {
      star.setAttribute("aria-pressed", list.includes(`${star.name}=${star.value}`));
    }
    const link = document.querySelector("[data-shortlist-link]");
    link.href = address(list);
    link.querySelector("[data-shortlist-count]").textContent = list.length ? ` (${list.length})` : "";
    for (const mine of document.querySelectorAll("[data-mine]")) mine.href = address(list);
  }

  const isMine = () => page() && pairsOf(page().dataset.shortlist).join() === read().join();

  // On one's own list the page follows what is starred.
  async function follow() {
    const list = read();
    const response = await fetch(address(list), { headers: { Accept: "text/html" } });
    if (!response.ok) return location.assign(address(list));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    page().replaceWith(fresh.querySelector("[data-shortlist]"));
    history.replaceState(null, "", address(list));
    const other = ".utility__link[hreflang]";
    document.querySelector(other)?.setAttribute("href", fresh.querySelector(other)?.getAttribute("href"));
    document.querySelector("#main").focus();
    open();
  }

  function toggle(star) {
    const pair = `${star.name}=${star.value}`;
    const list = read();
    const follows = isMine();
    const removed = list.includes(pair);
    if (!removed && list.length >= MOST) return form.dataset.full;
    write(removed ? list.filter((each) => each !== pair) : ordered([...list, pair]));
    if (follows) follow().catch(() => location.assign(address(read())));
    return removed ? form.dataset.removed : form.dataset.added;
  }

  function open() {
    document.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
    if (read() && page()) page().querySelector("[data-shared]").hidden = isMine() || !page().dataset.shortlist;
    if (read()) paint();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) return print();
    const star = event.target.closest("button.star");
    if (star && read()) {
      event.preventDefault();
      document.querySelector("#star-status").textContent = toggle(star);
    } else if (read() && event.target.closest("[data-adopt]")) {
      write(ordered([...read(), ...pairsOf(page().dataset.shortlist)]).slice(0, MOST));
      location.assign(address(read()));
    } else if (read() && isMine() && event.target.closest("[data-keep]")) {
      write(ordered(pairsOf(event.target.closest("a").search)));
    }
  });

  if (read()) {
    if (page() && !location.search && read().length) location.replace(address(read()));
    new MutationObserver(paint).observe(document.querySelector("#main"), { childList: true, subtree: true });
    addEventListener("storage", paint);
    addEventListener("pageshow", open);
  } else if (page()) {
    page().querySelector("[data-no-storage]").hidden = false;
  }
  open();
}
