// What is typed while the network is away stays on this device until the server has it, and goes when another account signs in.
(() => {
  "use strict";
  const PREFIX = "notula:";
  const account = () => document.querySelector("[data-kept-here]")?.dataset.keptHere ?? "";
  const nameOf = (form) => `${PREFIX}${form.dataset.keptHere}:${form.dataset.draftKey}`;
  const textOf = (form) => form.elements.text?.value ?? "";
  // A browser that stores nothing (a private window) loses the comfort, not the page.
  const safely = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };

  function forgetOthers() {
    const mine = `${PREFIX}${account()}:`;
    Object.keys(localStorage).forEach((name) => name.startsWith(PREFIX) && !name.startsWith(mine) && localStorage.removeItem(name));
  }

  // Only what goes no further than BIASA may lie on a device.
  const mayStay = (form) => (form.elements.handling?.value ?? "0") === "0";

  function keep(form) {
    if (!mayStay(form)) return localStorage.removeItem(nameOf(form));
    const kept = Object.fromEntries([...new FormData(form)].filter(([name]) => ["text", "key", "version", "part"].includes(name)));
    localStorage.setItem(nameOf(form), JSON.stringify(kept));
  }

  function giveBack(form) {
    const kept = JSON.parse(localStorage.getItem(nameOf(form)) ?? "null");
    if (!kept?.text || textOf(form) === kept.text) return;
    Object.entries(kept).forEach(([name, value]) => form.elements[name] && (form.elements[name].value = value));
    form.closest("details")?.setAttribute("open", "");
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const forms = () => document.querySelectorAll("form[data-kept-here]");
  document.addEventListener("DOMContentLoaded", () => {
    safely(forgetOthers);
    forms().forEach((form) => safely(() => giveBack(form)));
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.keptHere) safely(() => keep(form));
  });
  // Saved as a draft or for good: the server has it.
  new MutationObserver((changes) => {
    changes.forEach(({ target }) => {
      const status = target.closest?.("[data-draft-status]");
      const form = status?.closest("form[data-kept-here]");
      if (form && status.textContent === document.getElementById("kata")?.dataset.draftSaved) safely(() => localStorage.removeItem(nameOf(form)));
    });
  }).observe(document, { subtree: true, childList: true });
  document.addEventListener("htmx:after:request", (event) => {
    const form = event.target.closest?.("form[data-kept-here]");
    if (form && event.detail.ctx.response.status < 500) safely(() => localStorage.removeItem(nameOf(form)));
  });
})();
