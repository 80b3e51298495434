// The search box as a combobox: while somebody types, the server sends a list of what may be meant.
// Without this script it is a plain box.
"use strict";

(() => {
  const box = document.querySelector("#q[data-complete]");
  if (!box) return;

  const PAUSE = 120; // milliseconds without a key before the server is asked
  const holder = document.createElement("div");
  const status = document.createElement("p");
  let options = [];
  let active = -1; // which option is chosen by the next Enter; -1 is none
  let asked = 0; // counts requests, so that a late answer is not shown
  let waiting;

  holder.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.form.append(holder, status);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");

  /** Carets are code points on the wire and UTF-16 units in the box. */
  const points = (text) => [...text].length;
  const units = (text, count) => [...text].slice(0, count).join("").length;

  function show(list) {
    options = list ? [...list.querySelectorAll("[role=option]")] : [];
    holder.replaceChildren(...(list ? [list] : []));
    holder.hidden = !list;
    box.setAttribute("aria-expanded", String(Boolean(list)));
    if (list) box.setAttribute("aria-controls", list.id);
    else box.removeAttribute("aria-controls");
    status.textContent = list ? list.dataset.says : "";
    move(-1);
  }

  function close() {
    clearTimeout(waiting);
    asked += 1;
    show(null);
  }

  function move(to) {
    options[active]?.setAttribute("aria-selected", "false");
    active = to;
    const option = options[active];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return box.setAttribute("aria-activedescendant", option.id);
  }

  async function look() {
    const mine = ++asked;
    if (!box.value.trim()) return close();
    const at = points(box.value.slice(0, box.selectionStart ?? box.value.length));
    const address = `${box.dataset.complete}?${new URLSearchParams({ q: box.value, at })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (mine !== asked || document.activeElement !== box) return undefined;
    return show(new DOMParser().parseFromString(html, "text/html").querySelector("[role=listbox]"));
  }

  /** A value is searched for at once; after the name of a field its values are offered. */
  function choose(option) {
    const { query, caret, kind } = option.dataset;
    const at = units(query, Number(caret));
    box.value = query;
    box.setSelectionRange(at, at);
    if (kind === "field") return look();
    close();
    return box.form.requestSubmit();
  }

  const around = (step) => ((active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
  const keys = {
    ArrowDown: () => (options.length ? move(around(1)) : look()),
    ArrowUp: () => move(around(-1)),
    Home: () => move(0),
    End: () => move(options.length - 1),
    Enter: () => choose(options[active]),
    Escape: close,
  };

  /** The list takes a key that does something in it; the box has the others. */
  function takes(key) {
    if (["Home", "End", "Enter"].includes(key)) return active >= 0;
    return key === "ArrowDown" || (key in keys && options.length > 0);
  }

  box.addEventListener("keydown", (event) => {
    const isModified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    // While an input method composes a word, the keys are its own.
    if (event.isComposing || event.keyCode === 229 || isModified || !takes(event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  // The box keeps the focus, so that a press on the list does not close it.
  holder.addEventListener("mousedown", (event) => event.preventDefault());
  holder.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
})();
