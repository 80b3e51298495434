// The reading page: select words and mark them, decide on suggestions, and lose nothing on the way.
"use strict";

(() => {
  const {
    between, blockAt, blocks, boxOf, firstInSight, fromWire, neighbour, nextEdge,
    offsetIn, pointIn, rangeOf, snapped, textOf, toWire,
  } = Words;
  const byId = (id) => document.getElementById(id);
  const page = byId("reading");
  const words = byId("words");
  const toolbar = byId("toolbar");
  const says = JSON.parse(page.dataset.says);
  const KINDS = ["entity", "source", "topic", "claim"];
  const KIND_OF_CODE = { KeyE: "entity", KeyS: "source", KeyT: "topic", KeyC: "claim" };
  const highlights = window.Highlight && CSS.highlights;

  document.documentElement.classList.add("scripted");

  // ---------------------------------------------------------------- the selection

  let pending = null; // the parts that a key would mark
  let bounds = null; // what the next words are: a mark's bounds, or a part of a claim that is pointed at
  let exact = false;
  let pressing = false;
  let cursor = null; // moving by words: {at, from}, both parts of one word
  let left = null; // where the cursor stood when the panel was given the keys

  function paint(name, parts) {
    if (!highlights) return;
    highlights.set(`isnad-${name}`, new Highlight(...parts.map(rangeOf).filter(Boolean)));
  }

  function selectedParts() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const parts = blocks()
      .filter((block) => range.intersectsNode(block) && block.checkVisibility())
      .map((block) => {
        const a = offsetIn(block, range.startContainer, range.startOffset);
        const b = offsetIn(block, range.endContainer, range.endOffset);
        const [start, end] = a < b ? snapped(block.textContent, a, b, exact) : [0, 0];
        return { s: block.dataset.s, a: start, b: end };
      })
      .filter(({ a, b }) => a < b);
    return parts.length ? parts : null;
  }

  function setPending(parts) {
    pending = parts;
    paint("pending", parts ?? []);
    words.classList.toggle("has-pending", Boolean(parts && highlights));
    if (!toolbar) return;
    toolbar.hidden = !parts && !bounds;
    for (const set of toolbar.children) set.hidden = set.dataset.for !== (bounds?.mode ?? "make");
    if (!toolbar.hidden) placeToolbar(parts ?? partsOfMark(bounds.mark));
  }

  /** Above the first line of the selection, so that the next line stays free. */
  function placeToolbar(parts) {
    const first = parts.length && rangeOf(parts[0])?.getClientRects()[0];
    if (!first) return;
    const { left, right } = words.getBoundingClientRect();
    const middle = (first.left + first.right - toolbar.offsetWidth) / 2;
    const x = Math.max(left - 8, Math.min(middle, right + 8 - toolbar.offsetWidth));
    const y = Math.max(8, first.top - toolbar.offsetHeight - 6);
    toolbar.style.translate = `${x + scrollX}px ${y + scrollY}px`;
  }

  function onSelection() {
    if (pressing || !toolbar) return;
    const parts = selectedParts();
    if (parts) cursor = null;
    if (parts || (!cursor && !bounds)) setPending(parts);
  }

  function clearSelection() {
    getSelection().removeAllRanges();
    cursor = null;
    bounds = null;
    paint("cursor", []);
    setPending(null);
  }

  document.addEventListener("selectionchange", onSelection);
  words.addEventListener("pointerdown", () => {
    pressing = true;
    cursor = null;
    paint("cursor", []);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, (event) => {
      if (!pressing) return;
      pressing = false;
      exact = event.altKey;
      onSelection();
    });
  }
  // Pressing the toolbar must not take the selection away.
  toolbar?.addEventListener("pointerdown", (event) => event.preventDefault());
  toolbar?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.kind) markAs(button.dataset.kind);
    else if (button) "boundsSave" in button.dataset ? saveBounds() : leaveBounds();
  });

  function markAs(kind) {
    if (!pending || !toolbar) return;
    const parts = pending;
    left = cursor?.at;
    clearSelection();
    const wire = parts.map(toWire);
    const body = new URLSearchParams({ kind, parts: JSON.stringify(wire), sha: page.dataset.sha });
    enqueue({ url: page.dataset.make, body, kind, wire, home: kind === "claim" ? "telling-save" : null });
  }

  function saveBounds() {
    if (!bounds || !pending) return;
    const { url, mark, body, home } = bounds;
    body.set("parts", JSON.stringify(pending.map(toWire)));
    body.set("sha", page.dataset.sha);
    clearSelection();
    enqueue({ url, mark, body, home });
  }

  function startBounds(button) {
    clearSelection();
    bounds = { mode: "bounds", mark: openId, url: button.dataset.url, body: new URLSearchParams() };
    exact = true;
    setPending(JSON.parse(button.dataset.bounds).flatMap(fromWire));
    goToText(says.bounds);
  }

  /** The next words become the part of the claim that the button stands for. */
  function startPointing(button) {
    clearSelection();
    const body = new URLSearchParams(new FormData(button.form));
    body.set(button.name, button.value);
    bounds = { mode: "point", mark: openId, url: button.form.getAttribute("action"), body, home: button.id || "telling-save" };
    exact = false;
    setPending(null);
    goToText(says.point);
  }

  function goToText(message) {
    byId("panel").classList.remove("is-open");
    words.focus({ preventScroll: true });
    tell(message);
  }

  function leaveBounds() {
    const home = bounds?.home;
    clearSelection();
    if (home) giveKeys(home);
  }

  function moveEdge(isStart, outwards) {
    const parts = pending.map((part) => ({ ...part }));
    const part = isStart ? parts[0] : parts.at(-1);
    const text = blockAt(part.s).textContent;
    const edge = nextEdge(text, isStart ? part.a : part.b, isStart, isStart !== outwards);
    if (edge === undefined) return;
    if (isStart && edge < part.b) part.a = edge;
    if (!isStart && edge > part.a) part.b = edge;
    setPending(parts);
    tell(textOf(parts));
  }

  // ---------------------------------------------------------------- moving by words

  function setCursor(at, extend) {
    const from = extend && cursor ? cursor.from : at;
    cursor = { at, from };
    getSelection().removeAllRanges();
    paint("cursor", [at]);
    setPending(between(from, at));
    tell(textOf(pending));
    const box = boxOf(at);
    if (box.top < 60 || box.bottom > innerHeight - 60) {
      scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" });
      if (toolbar) placeToolbar(pending);
    }
  }

  // ---------------------------------------------------------------- saving, one change at a time

  const shelf = `isnad:${page.dataset.user}:${page.dataset.key}:`;
  const queue = Object.keys(localStorage)
    .filter((key) => key.startsWith(shelf))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .sort((one, other) => one.at - other.at);
  let sending = false;
  let asked = 0; // counts what the person opened, so that a late answer does not replace it

  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, "0")).join("");

  /** Keep a change until the server has it; a reload sends it again under the same key. */
  function enqueue({ url, body, mark = null, act = null, kind = null, wire = [], home = null }) {
    const key = newKey();
    body.set("request_key", key);
    body.delete("csrfmiddlewaretoken");
    const item = { key, url, body: String(body), mark, act, kind, wire, home, at: Date.now(), asked };
    try {
      localStorage.setItem(shelf + key, JSON.stringify(item));
    } catch {
      // Storage is full or forbidden: the change is still sent, it only would not outlive the tab.
    }
    queue.push(item);
    repaint();
    pump();
  }

  function settle(item) {
    queue.splice(queue.indexOf(item), 1);
    localStorage.removeItem(shelf + item.key);
  }

  /** Paint what is not saved yet. */
  function repaint() {
    for (const kind of KINDS) {
      const wires = queue.filter((item) => item.kind === kind).flatMap((item) => item.wire);
      paint(kind, wires.flatMap(fromWire));
    }
    const going = queue.filter((it) => it.act && it.act !== "tell").map((it) => `[data-m~="${it.mark}"], [data-row="${it.mark}"]`);
    for (const shown of document.querySelectorAll(".is-going")) shown.classList.remove("is-going");
    if (going.length)
      for (const shown of document.querySelectorAll(going.join())) shown.classList.add("is-going");
    if (openId) paint("open", partsOfMark(openId));
    paint("pending", pending ?? []);
  }

  function showState(state) {
    const saved = byId("saved");
    const count = queue.length;
    saved.dataset.state = state;
    saved.textContent =
      state === "offline"
        ? says.offline[new Intl.PluralRules("ar").select(count)].replace("{n}", count)
        : says[state];
  }

  const pause = (ms) =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
    });

  const released = () =>
    pressing && new Promise((done) => document.addEventListener("pointerup", done, { once: true }));

  const headers = () => ({
    ...JSON.parse(document.body.getAttribute("hx-headers")),
    "HX-Request": "true",
    "HX-Current-URL": location.href,
    "Content-Type": "application/x-www-form-urlencoded",
  });

  async function pump() {
    if (sending) return;
    sending = true;
    let wait = 1000;
    while (queue.length) {
      if (byId("saved").dataset.state !== "offline") showState("saving");
      const item = queue[0];
      const answer = await fetch(item.url, { method: "POST", headers: headers(), body: item.body }).catch(() => null);
      if (!answer || answer.status >= 500 || answer.status === 429) {
        showState("offline");
        await pause(wait);
        wait = Math.min(wait * 2, 30000);
        continue;
      }
      wait = 1000;
      if (isSignedOut(answer)) {
        showState("unsaved");
        warn(says.signedOut, "error", answer.headers.get("HX-Redirect"));
        break;
      }
      const text = await answer.text();
      await released();
      settle(item);
      if (answer.ok) taken(item, answer, text);
      else if (answer.headers.has("Isnad-Asks")) swap(text, true), openSheet();
      else await refused(item, answer, text);
      repaint();
    }
    if (!queue.length) showState("saved");
    sending = false;
  }

  /** Sent to the sign-in page, or refused for a token of an older session. */
  const isSignedOut = (answer) =>
    answer.redirected || answer.headers.has("HX-Redirect") || (answer.status === 403 && !isJson(answer));
  const isJson = (answer) => answer.headers.get("Content-Type")?.startsWith("application/json");

  function taken(item, answer, html) {
    const behind = answer.headers.get("Isnad-Before") !== byId("history").dataset.version;
    const wanted = item.asked === asked;
    swap(html, wanted);
    if (wanted) openId = byId("details").querySelector("[data-mark]")?.dataset.mark ?? null;
    if (wanted && item.home) giveKeys(item.home);
    if (behind) refresh();
  }

  async function refused(item, answer, text) {
    const quote = item.wire.map((it) => it.quote).join(" … ");
    const reason = isJson(answer) ? JSON.parse(text).message : says.refused;
    warn(quote ? `${reason} «${quote}»` : reason);
    if (answer.status === 409) await refresh();
  }

  /** Put the pieces of an answer in the place of those with the same id. */
  function swap(html, withDetails) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const kept = keepSelection();
    for (const fresh of [...parsed.body.children]) {
      if (!fresh.id || (fresh.id === "details" && !withDetails)) continue;
      replace(byId(fresh.id), fresh);
    }
    kept();
    showState(queue.length ? "saving" : "saved");
  }

  function replace(old, fresh) {
    if (!old) return;
    const focused = old.contains(document.activeElement) && document.activeElement;
    const typed = focused && focused.id;
    old.replaceWith(fresh);
    if (!focused) return;
    const again = (typed && byId(typed)) || fresh.querySelector(`[data-act="${focused.dataset.act}"]:enabled`);
    (again ?? byId("details")).focus({ preventScroll: true });
  }

  /** Remember where the selection is in the text, to set it again in fresh paragraphs. */
  function keepSelection() {
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
    const holder = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest("#words [data-s]");
    const [from, to] = [holder(anchorNode), holder(focusNode)];
    if (isCollapsed || !from || !to) return () => {};
    const anchor = [from.dataset.s, offsetIn(from, anchorNode, anchorOffset)];
    const focus = [to.dataset.s, offsetIn(to, focusNode, focusOffset)];
    return () => {
      if (from.isConnected && to.isConnected) return;
      const point = ([s, offset]) => blockAt(s) && pointIn(blockAt(s), offset);
      if (point(anchor) && point(focus)) getSelection().setBaseAndExtent(...point(anchor), ...point(focus));
    };
  }

  /** Show how the article stands now, after somebody else's change: only what differs is touched. */
  async function refresh() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok || isSignedOut(answer)) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    await released();
    const kept = keepSelection();
    for (const block of blocks()) {
      const fresh = parsed.getElementById(block.id);
      if (fresh && fresh.innerHTML !== block.innerHTML) block.replaceWith(fresh);
    }
    for (const id of ["history", "lists", "details"]) replace(byId(id), parsed.getElementById(id));
    kept();
    repaint();
    showState(queue.length ? "saving" : "saved");
  }

  // ---------------------------------------------------------------- the panel

  let openId = new URLSearchParams(location.search).get("mark");

  /** Where a mark stands, read from the page itself. */
  function partsOfMark(id) {
    const runs = [...words.querySelectorAll(`mark[data-m~="${id}"]`)];
    return runs.map((run) => {
      const block = run.closest("[data-s]");
      const a = offsetIn(block, run, 0);
      return { s: block.dataset.s, a, b: a + run.textContent.length };
    });
  }

  /** The suggestions in the text that nobody decided, in its order. */
  function undecided() {
    const going = new Set(queue.map((item) => String(item.mark)));
    const found = new Set();
    for (const run of words.querySelectorAll('mark[class*="-s"]')) {
      const lines = run.className.split(" ").filter((it) => it.startsWith("l"));
      run.dataset.m.split(" ").forEach((id, n) => {
        if (/^l\d-[a-z]+-s$/.test(lines[n]) && !going.has(id)) found.add(id);
      });
    }
    return [...found];
  }

  // ---------------------------------------------------------------- the form of a claim

  let early = false; // Enter was pressed before the form came

  /** Let the keys go to the form, unless the person is in the text again. */
  function giveKeys(home = "telling-save") {
    const wasEarly = early;
    early = false;
    const target = byId(home) ?? byId("telling-save");
    if (!target || pending || bounds || pressing) return;
    target.closest("details")?.setAttribute("open", "");
    openSheet();
    target.focus({ preventScroll: true });
    if (target.id !== "telling-save") showInPanel(target);
    clearOfSheet(partsOfMark(openId));
    if (wasEarly) byId("telling-save").click();
  }

  /** Scroll the panel alone: the text does not move. */
  function showInPanel(target) {
    const panel = byId("panel");
    const [box, frame] = [target.getBoundingClientRect(), panel.getBoundingClientRect()];
    const edge = 64; // what stays in sight at both ends
    const [above, below] = [box.top - frame.top - edge, box.bottom - frame.bottom + edge];
    if (above < 0 || below > 0) panel.scrollBy({ top: above < 0 ? above : below, behavior: "instant" });
  }

  function backToText() {
    byId("panel").classList.remove("is-open");
    words.focus({ preventScroll: true });
    if (left && blockAt(left.s)) setCursor(left, false);
    left = null;
  }

  /** Enter and Esc while a claim's form has the keys; true when one did something. */
  function formKey(event) {
    const form = event.target.closest?.("#telling");
    const isEnter = event.key === "Enter" && !event.isComposing;
    if (isEnter && !form && !pending && !bounds && queue.some((item) => item.kind === "claim")) return (early = true);
    const isFree = event.target === document.body && !pending && !bounds && !cursor;
    if (!form && !(isFree && byId("telling"))) return false;
    if (event.key === "Escape") return backToText(), true;
    if (!isEnter || event.target.closest("button, summary")) return false;
    byId("telling-save").click();
    return true;
  }

  async function openMark(id, show = true) {
    const mine = ++asked;
    openId = id;
    const parts = partsOfMark(id);
    paint("open", parts);
    if (show && parts.length) {
      const box = boxOf(parts[0]);
      if (box.top < 90 || box.bottom > innerHeight - 120) blockAt(parts[0].s).scrollIntoView({ block: "center" });
    }
    const address = new URL(location);
    address.search = new URLSearchParams({ mark: id });
    history.replaceState(null, "", address);
    await showDetails(address, mine);
    openSheet();
    clearOfSheet(parts);
    if (mine !== asked || !byId("telling")) return;
    left = cursor?.at ?? null;
    if (cursor) clearSelection();
    giveKeys();
  }

  /** On a phone the panel lies over the text: the words that it is about stay in sight. */
  function clearOfSheet(parts) {
    const sheet = byId("panel");
    if (getComputedStyle(sheet).position !== "fixed" || !parts.length) return;
    const hidden = boxOf(parts[0]).bottom + 40 - sheet.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
  }

  async function showDetails(address, mine) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && !isSignedOut(answer) && mine === asked) swap(await answer.text(), true);
  }

  function openSheet() {
    byId("panel").classList.add("is-open");
    document.querySelector("[data-sheet]")?.setAttribute("aria-expanded", "true");
  }

  function step(back) {
    const all = undecided();
    if (!all.length) return tell(says.done, true);
    const at = all.indexOf(String(openId));
    const next = at < 0 ? (back ? all.length - 1 : 0) : (at + (back ? -1 : 1) + all.length) % all.length;
    return openMark(all[next]);
  }

  function submit(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const url = button?.getAttribute("formaction") ?? form.getAttribute("action");
    const act = button?.dataset.act ?? form.dataset.act;
    const mark = button?.dataset.mark ?? form.dataset.mark ?? null;
    const moveOn = (act === "accept" || act === "reject") && form.closest("#details");
    if (mark && queue.some((item) => item.act && item.mark === mark)) return; // decided, not yet sent
    const before = undecided();
    if (openId && (act === "undo" || act === "redo")) body.set("mark", openId);
    const isDone = form.id === "telling" && button?.value === "confirm";
    const home = form.id === "telling" && !isDone ? button.id || "telling-save" : null;
    enqueue({ url, body, mark, act: mark && act, home });
    if (isDone) backToText();
    if (!moveOn) return;
    const after = before.slice(before.indexOf(String(mark)) + 1);
    const next = [...after, ...before].find((id) => id !== String(mark));
    if (next) openMark(next);
  }

  page.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if ("find" in form.dataset) return look(form);
    if (event.submitter?.disabled) return undefined;
    return submit(form, event.submitter);
  });

  let looking;
  function look(form) {
    const address = new URL(location);
    address.search = new URLSearchParams(new FormData(form));
    return showDetails(address, ++asked);
  }
  page.addEventListener("input", (event) => {
    const form = event.target.closest("[data-find]");
    clearTimeout(looking);
    if (form) looking = setTimeout(look, 200, form);
  });

  page.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    const run = event.target.closest("#words mark");
    const edges = event.target.closest("[data-bounds]");
    const aim = event.target.closest("[data-aim]");
    if (opener) {
      event.preventDefault();
      openMark(opener.dataset.open);
    } else if (edges) {
      startBounds(edges);
    } else if (aim) {
      startPointing(aim);
    } else if (event.target.closest("[data-sheet]")) {
      const open = byId("panel").classList.toggle("is-open");
      event.target.closest("[data-sheet]").setAttribute("aria-expanded", open);
    } else if (run && getSelection().isCollapsed && !bounds) {
      // The innermost first; pressing again goes through those that overlap.
      const ids = run.dataset.m.split(" ").reverse();
      openMark(ids[(ids.indexOf(String(openId)) + 1) % ids.length], false);
    }
  });

  // ---------------------------------------------------------------- what is said

  function tell(message, aloud = false) {
    byId("live").textContent = message;
    if (aloud) warn(message, "info");
  }

  function warn(message, level = "error", href = "") {
    const notice = document.createElement("p");
    const text = document.createElement(href ? "a" : "span");
    notice.className = `notice notice-${level}`;
    text.textContent = message;
    if (href) text.href = href;
    notice.append(text);
    const alerts = byId("alerts");
    if (alerts.lastElementChild?.textContent === message) alerts.lastElementChild.remove();
    alerts.append(notice);
    setTimeout(() => notice.remove(), level === "error" ? 15000 : 4000);
  }

  // ---------------------------------------------------------------- keys, by their place on the keyboard

  const press = (selector) => document.querySelector(selector)?.click();
  const singleKeys = byId("single-keys");
  singleKeys.checked = localStorage.getItem("isnad:single-keys") !== "off";
  singleKeys.addEventListener("change", () =>
    localStorage.setItem("isnad:single-keys", singleKeys.checked ? "on" : "off"));

  /** Decide on the open mark; offline the panel may still be of the one before, its row is not. */
  function decide(act) {
    const [form, row] = [`#details form[data-mark="${openId}"]`, `#lists [data-row="${openId}"]`];
    if (openId) press(`:is(${form}, ${row}) [data-act="${act}"]`);
  }

  const COMMANDS = {
    KeyA: () => decide("accept"),
    KeyX: () => decide("reject"),
    KeyJ: () => step(false),
    KeyK: () => step(true),
    KeyU: () => press('#history [data-act="undo"]'),
    Delete: () => press('#details [data-act="remove"]'),
  };

  /** Keys that work on a pending selection or on the open mark; true when one did. */
  function command(event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (event.key === "?" || event.key === "؟") return byId("help").togglePopover(), true;
    const isBracket = event.code === "BracketLeft" || event.code === "BracketRight";
    if (isBracket && !pending) press("#details [data-bounds]");
    if (isBracket && pending)
      return moveEdge(event.code === "BracketLeft", event.shiftKey === (event.code === "BracketLeft")), true;
    const kind = KIND_OF_CODE[event.code] ?? KINDS[digit - 1];
    if (pending && !bounds && kind) return markAs(kind), true;
    if (digit && !pending) return press(`#details [data-choice="${digit}"]`), true;
    if (event.shiftKey || !COMMANDS[event.code]) return false;
    COMMANDS[event.code]();
    return true;
  }

  /** Keys that move; they are not single letters, so the switch leaves them on. */
  function motion(event) {
    if (event.key === "Escape") {
      if (!pending && !bounds && !cursor) byId("panel").classList.remove("is-open");
      return leaveBounds(), false;
    }
    if (event.target !== words && !(event.target === document.body && (cursor || bounds))) return false;
    if (event.key === "Enter") return enter(), true;
    if (!cursor || !event.key.startsWith("Arrow")) return false;
    const next = neighbour(cursor.at, event.key);
    if (next) setCursor(next, event.shiftKey);
    return true;
  }

  function enter() {
    if (bounds && pending) return saveBounds();
    if (!cursor) {
      const first = firstInSight();
      return first && setCursor(first, false);
    }
    const run = rangeOf(cursor.at).startContainer.parentElement.closest("mark");
    return run && openMark(run.dataset.m.split(" ").at(-1), false);
  }

  document.addEventListener("keydown", (event) => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!hasModifier && formKey(event)) return event.preventDefault();
    const typing = event.target.closest?.('input:not([type="checkbox"]), textarea, select');
    if (event.isComposing || typing) return;
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") {
      event.preventDefault();
      press(`#history [data-act="${event.shiftKey ? "redo" : "undo"}"]`);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (motion(event) || (singleKeys.checked && command(event))) event.preventDefault();
  });
  addEventListener("resize", () => pending && placeToolbar(pending));

  showState("saved");
  repaint();
  pump();
})();
