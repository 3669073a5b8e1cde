// The desk's own script: keys, ticks, filters that send themselves. Every page works without it.
import { listenToKeys } from "./keys.js";
import { watchPresence } from "./presence.js";
import { guardTyping } from "./typing.js";

/** Send a form of filters as soon as one of its choices changes, leaving out what is empty. */
function sendsItself(form) {
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

/** Let one box tick all boxes of a name, and show how many are ticked. */
function tickTogether(all) {
  const boxes = [...document.querySelectorAll(`input[name="${all.dataset.ticks}"]`)];
  const count = document.querySelector(`[data-counts="${all.dataset.ticks}"]`);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = String(ticked);
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}

for (const form of document.querySelectorAll("[data-sends-itself]")) sendsItself(form);
for (const all of document.querySelectorAll("[data-ticks]")) tickTogether(all);
for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
}
guardTyping();
watchPresence();
listenToKeys();
