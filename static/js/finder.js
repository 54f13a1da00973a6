// Filters without loading the page anew: the results are replaced, the address and Back work, the number is announced.
// On any error the browser loads the page as it would without this script.
"use strict";

const finder = () => document.querySelector("[data-finder]");
const status = document.querySelector("#finder-status");
let running = null;

function addressOf(form) {
  const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  if (!data.has("near")) data.delete("radius");
  const query = data.toString();
  return form.action.split("?")[0] + (query ? `?${query}` : "");
}

async function show(address, { remember = true, focus = "" } = {}) {
  running?.abort();
  const mine = (running = new AbortController());
  finder().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-finder]");
    if (!fresh) throw new Error("no results");
    if (remember) history.pushState({ finder: true }, "", address);
    replace(fresh, page);
    if (focus) document.querySelector(focus)?.focus();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function replace(fresh, page) {
  const form = finder().querySelector("form");
  const isOpen = form.matches(":popover-open");
  const focused = document.activeElement;
  const active = form.contains(focused) ? focused : null;
  const isInResults = !active && finder().contains(focused);
  const unfolded = [...form.querySelectorAll("details")].map((details) => details.open);
  const place = form.scrollTop;
  finder().replaceWith(fresh);
  const made = fresh.querySelector("form");
  made.querySelectorAll("details").forEach((details, number) => (details.open ||= unfolded[number]));
  if (isOpen && made.popover !== null) made.showPopover();
  made.scrollTop = place;
  if (active) {
    const twin = [...made.querySelectorAll(active.tagName)].find(
      (field) => field.name === active.name && (field.type !== "checkbox" || field.value === active.value)
    );
    twin?.focus();
    if (twin?.type === "search" || twin?.type === "text") {
      twin.value = active.value;
      twin.setSelectionRange(active.selectionStart, active.selectionEnd);
    }
  }
  // Whoever was faster than the results stays at the same link, or comes to the beginning of the new ones.
  const same = isInResults && [...fresh.querySelectorAll("a")].find((link) => link.href === focused.href);
  if (isInResults) (same || fresh.querySelector("#results"))?.focus();
  document.title = page.title;
  for (const link of document.querySelectorAll(".utility__link[hreflang], link[rel=canonical]")) {
    const other = page.querySelector(link.rel === "canonical" ? "link[rel=canonical]" : ".utility__link[hreflang]");
    if (other) link.href = other.getAttribute("href");
  }
  const alternates = page.querySelectorAll("link[rel=alternate][type]");
  document.querySelectorAll("link[rel=alternate][type]").forEach((link, number) => {
    if (alternates[number]) link.href = alternates[number].getAttribute("href");
  });
  status.textContent = fresh.querySelector("#count").textContent;
}

if (finder() && status) {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-finder] form");
    if (form && event.target.type !== "search") show(addressOf(form));
  });
  let typing;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-finder] form");
    if (!form || event.target.type !== "search") return;
    clearTimeout(typing);
    typing = setTimeout(() => show(addressOf(form)), 300);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-finder]")) return;
    event.preventDefault();
    clearTimeout(typing);
    if (event.target.popover !== null && event.target.matches(":popover-open")) event.target.hidePopover();
    show(addressOf(event.target), { focus: "#results" });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-finder] :is(.chip, .chips__reset, .shortcuts a, .pagination a)");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, { focus: "#results" });
  });
  addEventListener("popstate", () => show(location.href, { remember: false }));
}
