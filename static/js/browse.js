/* The browse page: days chosen over the bars, and a word when the list cannot be had. */
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const PAUSE = 600; // after the last key, before the list follows a handle

  // ---------------------------------------------------------------- days by bars and handles

  const barsNow = () => [...document.querySelectorAll(".day-bars .bar")];
  const barUnder = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY)?.closest(".day-bars .bar");
  let drag = null; // the places of the bars where it began and is, and the days before: {from, to, before}
  let waiting = 0;

  /** Show a stretch of bars as chosen, and write its days into the fields. */
  function choose(one, other) {
    const bars = barsNow();
    const [first, last] = one < other ? [one, other] : [other, one];
    document.querySelector(".day-bars").classList.add("has-days");
    bars.forEach((bar, place) => bar.classList.toggle("is-chosen", first <= place && place <= last));
    byId("since").value = bars[first].dataset.days.split("..")[0];
    byId("until").value = bars[last].dataset.days.split("..")[1];
    setHandle("since", first, bars[first]);
    setHandle("until", last, bars[last]);
    document.querySelector(".day-handles")?.classList.toggle("since-above", first > (bars.length - 1) / 2);
    const labels = [bars[first], bars[last]].map((bar) => bar.dataset.label);
    document.querySelector(".day-range").textContent = [...new Set(labels)].join(" – ");
  }

  function setHandle(name, place, bar) {
    const handle = byId(`handle-${name}`);
    if (!handle) return;
    handle.value = place;
    handle.setAttribute("aria-valuetext", bar.dataset.label);
  }

  function submit() {
    clearTimeout(waiting);
    byId("days")?.requestSubmit();
  }

  function onDown(event) {
    const bar = event.button === 0 && !event.ctrlKey && !event.metaKey && event.target.closest?.(".day-bars .bar");
    if (!bar) return;
    const place = barsNow().indexOf(bar);
    drag = { from: place, to: place, before: [byId("since").value, byId("until").value] };
    // The end is heard wherever the pointer is let go.
    bar.setPointerCapture(event.pointerId);
    choose(place, place);
  }

  function onMove(event) {
    const bar = drag && barUnder(event);
    if (!bar) return;
    drag.to = barsNow().indexOf(bar);
    choose(drag.from, drag.to);
  }

  function onUp() {
    if (!drag) return;
    const { from, to, before } = drag;
    drag = null;
    const again = from === to && before.join("..") === barsNow()[from].dataset.days;
    if (again) for (const name of ["since", "until"]) byId(name).value = "";
    submit();
  }

  /** The browser took the finger to scroll the page: the bars stand as before. */
  function onCancel() {
    if (!drag) return;
    const [since, until] = drag.before;
    drag = null;
    byId("since").value = since;
    byId("until").value = until;
    document.querySelector(".day-range").textContent = "";
    for (const bar of barsNow()) {
      const [first, last] = bar.dataset.days.split("..");
      bar.classList.toggle("is-chosen", Boolean(since || until) && (!since || last >= since) && (!until || first <= until));
    }
  }

  function onHandle(event) {
    const handle = event.target.closest?.(".day-handles input");
    if (!handle) return;
    const [since, until] = ["since", "until"].map((name) => Number(byId(`handle-${name}`).value));
    // One handle never passes the other.
    if (since <= until) choose(since, until);
    else choose(...(handle.id === "handle-since" ? [until, until] : [since, since]));
    clearTimeout(waiting);
    if (event.type === "change") waiting = setTimeout(submit, PAUSE);
  }

  document.addEventListener("pointerdown", onDown);
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", onUp);
  document.addEventListener("pointercancel", onCancel);
  document.addEventListener("input", onHandle);
  document.addEventListener("change", onHandle);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.closest?.(".day-handles")) submit();
  });
  document.addEventListener("dragstart", (event) => event.target.closest?.(".day-bars") && event.preventDefault());
  document.addEventListener("click", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && event.target.closest?.(".day-bars .bar")) event.preventDefault();
  });

  // ---------------------------------------------------------------- what was open stays open

  const open = new Set();
  document.addEventListener("toggle", ({ target }) => {
    if (target.id && target.matches(".facets, .facet-more")) target.open ? open.add(target.id) : open.delete(target.id);
  }, true);

  document.addEventListener("htmx:afterSwap", () => {
    for (const details of document.querySelectorAll(".facets, .facet-more")) details.open ||= open.has(details.id);
  });

  // ---------------------------------------------------------------- when the list does not come

  function sayFailed(event) {
    const failure = byId("failure");
    if (!failure || !byId("results")) return;
    const path = event.detail.pathInfo?.finalRequestPath ?? event.detail.requestConfig?.path;
    failure.querySelector("a").href = path ?? location.href;
    failure.hidden = false;
    failure.scrollIntoView({ block: "nearest" });
  }

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, sayFailed);
  document.addEventListener("htmx:beforeRequest", () => {
    if (byId("failure")) byId("failure").hidden = true;
  });
})();
