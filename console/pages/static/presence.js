// Whether the person may still be here: asked every three seconds; where not, the page goes away with all that it shows.
const EVERY = 3000;

/** Take the content away and ask for the desk again: the answer says why. */
function leave(base) {
  document.body.replaceChildren();
  location.replace(`${base}/`);
}

/** Ask now and every three seconds; no answer at all is no reason to go, a refusal or a sign-in page is. */
export function watchPresence() {
  const { base } = document.body.dataset;
  if (base === undefined) return;
  const ask = async () => {
    try {
      const answer = await fetch(`${base}/pulse`, { cache: "no-store", redirect: "manual" });
      if (answer.status === 403 || answer.type === "opaqueredirect") leave(base);
    } catch {
      // the machine is away for a moment: what is shown was given rightly, and nothing more can be asked for
    }
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
}
