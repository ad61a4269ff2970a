// Suggestions under a text input. Without this script the server reads the typed words.
//
//   <div class="typeahead"><input data-typeahead-url="/wilayah/cari/" data-typeahead-for="id_area_code" …></div>
//   <input type="hidden" id="id_area_code" name="area_code">
//
// The address gets ?q=…; it answers {"results": [{"code": "…", "label": "…", "detail": "…"}]}. Choosing fills both inputs;
// typing on empties the hidden one, so that an old code never travels with new words.
(() => {
  "use strict";
  const LEAST = 2;
  const PAUSE = 150;
  const states = new WeakMap();
  const words = (name) => document.getElementById("kata")?.dataset[name] ?? "";
  const hidden = (input) => document.getElementById(input.dataset.typeaheadFor);

  function stateOf(input) {
    if (states.has(input)) return states.get(input);
    const list = document.createElement("ul");
    list.className = "typeahead-list";
    list.id = `${input.id || input.name}-saran`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
    list.hidden = true;
    input.after(list);
    input.autocomplete = "off";
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
    const state = { list, results: [], at: -1, timer: 0, request: null };
    states.set(input, state);
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const line = event.target.closest("[data-index]");
      if (line) choose(input, Number(line.dataset.index));
    });
    return state;
  }

  function close(input) {
    const state = stateOf(input);
    state.list.hidden = true;
    state.at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(input, index) {
    const chosen = stateOf(input).results[index];
    if (!chosen) return;
    input.value = chosen.label;
    const code = hidden(input);
    if (code) code.value = chosen.code;
    close(input);
    input.dispatchEvent(new CustomEvent("typeahead:chosen", { bubbles: true, detail: chosen }));
  }

  function mark(input, index) {
    const state = stateOf(input);
    const lines = state.list.querySelectorAll("[data-index]");
    if (!lines.length) return;
    state.at = (index + lines.length) % lines.length;
    lines.forEach((line, i) => line.setAttribute("aria-selected", String(i === state.at)));
    lines[state.at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", lines[state.at].id);
  }

  function line(input, result, index) {
    const item = document.createElement("li");
    item.id = `${input.id || input.name}-saran-${index}`;
    item.dataset.index = index;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = result.label;
    if (result.detail) {
      const detail = document.createElement("span");
      detail.className = "source";
      detail.textContent = result.detail;
      item.append(detail);
    }
    return item;
  }

  function nothing(message) {
    const note = document.createElement("li");
    note.className = "muted";
    note.setAttribute("role", "option");
    note.setAttribute("aria-disabled", "true");
    note.setAttribute("aria-selected", "false");
    note.textContent = message;
    return note;
  }

  function draw(input, results, message) {
    const state = stateOf(input);
    state.results = results;
    state.at = -1;
    input.removeAttribute("aria-activedescendant");
    const lines = results.map((result, index) => line(input, result, index));
    if (!lines.length) lines.push(nothing(message));
    state.list.replaceChildren(...lines);
    state.list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const spoken = document.getElementById("suara");
    if (spoken) spoken.textContent = results.length ? words("found").replace("0", results.length) : message;
  }

  async function ask(input) {
    const state = stateOf(input);
    const query = input.value.trim();
    state.request?.abort();
    if (query.length < LEAST) return close(input);
    state.request = new AbortController();
    const address = new URL(input.dataset.typeaheadUrl, document.baseURI);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: state.request.signal, redirect: "error", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      draw(input, (await answer.json()).results ?? [], words("noneFound"));
    } catch (error) {
      if (error.name !== "AbortError") draw(input, [], words("searchFailed"));
    }
  }

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.dataset?.typeaheadUrl) return;
    const code = hidden(input);
    if (code) code.value = "";
    const state = stateOf(input);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(input), PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.dataset?.typeaheadUrl || !states.has(input)) return;
    const state = stateOf(input);
    if (state.list.hidden) return event.key === "ArrowDown" ? ask(input) : undefined;
    const acts = {
      ArrowDown: () => mark(input, state.at + 1),
      ArrowUp: () => mark(input, state.at < 0 ? -1 : state.at - 1),
      Escape: () => close(input),
      Enter: () => choose(input, Math.max(state.at, 0)),
    };
    if (!acts[event.key] || (event.key === "Enter" && !state.results.length)) return;
    event.preventDefault();
    acts[event.key]();
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-typeahead-url]").forEach(stateOf));
  document.addEventListener("focusin", (event) => event.target.dataset?.typeaheadUrl && stateOf(event.target));
  document.addEventListener("focusout", (event) => event.target.dataset?.typeaheadUrl && states.has(event.target) && close(event.target));
})();
