// The keyboard: one letter for each thing that an analyst does all day. Letters typed into a field are letters.

const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Give the lines of the queue that can be opened. */
const lines = () => [...document.querySelectorAll(".queue a.open")];

/** Give the line on which the focus is, -1 for none. */
function current(found) {
  const row = document.activeElement?.closest?.(".queue tr");
  return row ? found.findIndex((link) => row.contains(link)) : -1;
}

/** Move from line to line; the first key stands on the first line. */
function move(step) {
  const found = lines();
  if (!found.length) return;
  const next = Math.min(found.length - 1, Math.max(0, current(found) + step));
  found[next].focus();
  found[next].scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

function focus(selector) {
  const target = document.querySelector(selector);
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

/** Open the alert of the line, at its decision when that is asked for. */
function open(place) {
  const found = lines();
  const link = found[Math.max(0, current(found))];
  if (link) window.location.assign(link.href + place);
}

function tick() {
  const box = document.activeElement?.closest?.(".queue tr")?.querySelector("input[type=checkbox]");
  box?.click();
}

function choose(number) {
  const choices = document.querySelectorAll("#decision input[name=outcome]");
  const choice = choices[number - 1];
  if (!choice) return;
  choice.checked = true;
  focus("#reason");
}

function unfold() {
  const all = [...document.querySelectorAll("details.raw")];
  const shut = all.some((one) => !one.open);
  for (const one of all) one.open = shut;
}

const QUEUE = {
  j: () => move(1),
  k: () => move(-1),
  o: () => open(""),
  d: () => open("#decision"),
  x: tick,
  f: () => focus(".filters select"),
};
const ALERT = {
  j: () => follow("a[rel=next]"),
  k: () => follow("a[rel=prev]"),
  u: () => follow("a[rel=up]"),
  d: () => focus("#decision input[name=outcome]"),
  n: () => focus("#note"),
  e: unfold,
  1: () => choose(1),
  2: () => choose(2),
  3: () => choose(3),
  4: () => choose(4),
};

/** Listen to the keys of the page that is open. */
export function listenToKeys() {
  const keys = { queue: QUEUE, alert: ALERT }[document.body.dataset.page] ?? {};
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.(TYPED);
    if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.form) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("button"));  // the first button says where to go then
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      document.getElementById("keys")?.showModal();
      return;
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  if (document.body.dataset.page === "alert" && window.location.hash === "#decision") focus("#decision input[name=outcome]");
}
