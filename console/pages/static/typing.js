// What was typed is not lost by a wrong click: the browser asks before it leaves a page with words that were not sent.

/** Ask before leaving while a text holds other words than the page came with. */
export function guardTyping() {
  let sent = false;
  for (const form of document.forms) form.addEventListener("submit", () => (sent = true));
  window.addEventListener("beforeunload", (event) => {
    const typed = [...document.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue);
    if (typed && !sent) event.preventDefault();
  });
}
