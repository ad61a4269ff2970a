// Small comforts over pages that work without them. All listeners sit on the document, so swapped-in parts need no set-up.
(() => {
  "use strict";
  const words = (name) => document.getElementById("kata")?.dataset[name] ?? "";
  const say = (text, tone = "info") => {
    const place = document.getElementById("pesan");
    if (!place) return;
    const note = document.createElement("div");
    const line = document.createElement("p");
    note.className = `note note-${tone}`;
    line.textContent = text;
    note.append(line);
    place.replaceChildren(note);
  };
  const isTyping = (element) => element?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  // --- Keyboard: data-key="y" on the answer buttons, data-shortcut="/" on the search box, ? lists them all ---

  function showKeys() {
    const dialog = document.getElementById("tombol");
    const list = dialog?.querySelector("dl");
    if (!list || dialog.open) return;
    list.querySelectorAll("[data-found]").forEach((old) => old.remove());
    document.querySelectorAll("[data-key]").forEach((button) => {
      const key = document.createElement("dt");
      const what = document.createElement("dd");
      const cap = document.createElement("kbd");
      cap.textContent = button.dataset.key.toUpperCase();
      what.textContent = button.dataset.keyLabel || button.firstChild?.textContent?.trim() || button.textContent.trim();
      key.append(cap);
      [key, what].forEach((part) => part.setAttribute("data-found", ""));
      list.insertBefore(key, list.querySelector("dt:not([data-found])"));
      key.after(what);
    });
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") document.querySelectorAll("details[data-closes][open]").forEach((menu) => closeMenu(menu, true));
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return event.preventDefault(), showKeys();
    const wanted = CSS.escape(event.key.toLowerCase());
    const target = document.querySelector(`[data-key="${wanted}"]:not([disabled]), [data-shortcut="${wanted}"]`);
    if (!target) return;
    event.preventDefault();
    if (isTyping(target)) target.focus();
    else target.click();
  });

  // --- Menus made of <details>: one click elsewhere closes them ---

  function closeMenu(menu, giveBack) {
    menu.open = false;
    if (giveBack) menu.querySelector("summary").focus();
  }
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-closes][open]").forEach((menu) => menu.contains(event.target) || closeMenu(menu));
  });

  // --- A form is sent once; after a second the button says so. An answer that is a download leaves the page standing: after ten it may be sent again ---

  const sending = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (sending.has(form)) return event.preventDefault(), event.stopImmediatePropagation();
    if (form.method === "dialog" || form.target === "_blank") return;
    const button = event.submitter;
    const before = button?.innerHTML;
    const timer = setTimeout(() => {
      if (!button || !sending.has(form)) return;
      button.setAttribute("aria-disabled", "true");
      button.textContent = words("sending");
    }, 1000);
    const release = setTimeout(() => letGo(form), 10000);
    sending.set(form, () => {
      clearTimeout(timer);
      clearTimeout(release);
      button?.removeAttribute("aria-disabled");
      if (button && button.textContent === words("sending")) button.innerHTML = before;
    });
  }, true);
  const letGo = (form) => (sending.get(form)?.(), sending.delete(form));
  window.addEventListener("pageshow", () => [...sending.keys()].forEach(letGo));
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target.closest?.("form");
    if (form) letGo(form);
  });

  // --- Answers that are no page: a failing server must not replace what somebody typed ---

  document.addEventListener("htmx:after:request", (event) => {
    if (event.detail.ctx.response.status < 500) return;
    event.preventDefault();
    say(words("serverFailed"), "lost");
  });
  document.addEventListener("htmx:error", (event) => event.detail.ctx && say(words("networkFailed"), "lost"));

  // --- Drafts: data-draft-key on a form that carries its token; [data-draft-status] says what is kept ---

  const drafts = new Map();
  function saveDraft(form, keepalive = false) {
    clearTimeout(drafts.get(form));
    drafts.delete(form);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && form.elements[name]?.type !== "password") body.append(name, value);
    }
    const token = body.get("csrfmiddlewaretoken") ?? "";
    body.delete("csrfmiddlewaretoken");
    const status = form.querySelector("[data-draft-status]");
    if (!status) return;
    const headers = { "X-CSRFToken": token, "If-Match": status.dataset.draftVersion };
    fetch(`/drafts/${encodeURIComponent(form.dataset.draftKey)}/`, { method: "POST", body, keepalive, redirect: "error", headers })
      .then(async (answer) => {
        const told = await answer.json().catch(() => ({}));
        if (answer.ok) status.dataset.draftVersion = told.version;
        status.textContent = answer.ok ? words("draftSaved") : answer.status === 409 ? told.title : words("draftFailed");
      })
      .catch(() => (status.textContent = words("draftFailed")));
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draftKey) return;
    clearTimeout(drafts.get(form));
    drafts.set(form, setTimeout(() => saveDraft(form), 1500));
  });
  document.addEventListener("submit", (event) => {
    clearTimeout(drafts.get(event.target));
    drafts.delete(event.target);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") [...drafts.keys()].forEach((form) => saveDraft(form, true));
  });

  // --- Copy: data-copy="text" or data-copy-from="#element" ---

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-from]");
    if (!button) return;
    const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    const text = source ? (source.value ?? source.textContent).trim() : button.dataset.copy;
    const done = await copied(text);
    say(words(done ? "copied" : "copyFailed"), done ? "success" : "warning");
  });
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedByHand(text);
    }
  }
  // On a plain http address inside an office the clipboard interface does not exist.
  function copiedByHand(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  // --- A page that is not printed as it stands: the browser's own header shows no name either ---

  const title = document.title;
  window.addEventListener("beforeprint", () => document.querySelector(".print-refused") && (document.title = "Timpora"));
  window.addEventListener("afterprint", () => (document.title = title));

  // --- After a refused form: one wrong field gets the focus itself, several are listed first ---

  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-focus]");
    if (!summary) return;
    const wrong = [...document.querySelectorAll('main [aria-invalid="true"]')];
    const isOne = new Set(wrong.map((input) => input.name)).size === 1 && summary.querySelectorAll("li").length === 1;
    (isOne ? wrong[0] : summary).focus();
  });
})();
