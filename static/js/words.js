// The words of an article: where they stand, how a selection snaps to them, where an arrow leads.
// Offsets here are UTF-16 units inside one block of text; on the wire they are code points of the
// capture. A part is {s, a, b}: the block that begins at code point s, from a to b.
"use strict";

const Words = (() => {
  const byId = (id) => document.getElementById(id);
  const words = byId("words");

  // ---------------------------------------------------------------- text and offsets

  const blocks = () => [...words.querySelectorAll("[data-s]")];
  const blockAt = (s) => byId(`b-${s}`);
  const points = (text) => [...text].length;
  const units = (text, count) => [...text].slice(0, count).join("").length;
  const quoteOf = ({ s, a, b }) => blockAt(s)?.textContent.slice(a, b) ?? "";
  const textOf = (parts) => parts.map(quoteOf).join(" … ");

  /** How far into the block a point of the document is; outside it, its beginning or its end. */
  function offsetIn(block, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(block);
    if (range.comparePoint(node, offset) < 0) return 0;
    if (range.comparePoint(node, offset) > 0) return block.textContent.length;
    range.setEnd(node, offset);
    return range.toString().length;
  }

  /** The text node and offset of a place in a block. */
  function pointIn(block, offset) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && offset > node.length) {
      offset -= node.length;
      node = walker.nextNode();
    }
    return node ? [node, offset] : [block, 0];
  }

  function rangeOf({ s, a, b }) {
    const block = blockAt(s);
    const range = document.createRange();
    if (!block) return null;
    range.setStart(...pointIn(block, a));
    range.setEnd(...pointIn(block, b));
    return range;
  }

  const toWire = (part) => {
    const text = blockAt(part.s).textContent;
    const start = Number(part.s) + points(text.slice(0, part.a));
    const quote = text.slice(part.a, part.b);
    return { start, end: start + points(quote), quote };
  };

  function fromWire({ start, end }) {
    const block = blocks().find((it) => Number(it.dataset.s) <= start && start < Number(it.dataset.e));
    if (!block) return [];
    const s = block.dataset.s;
    const text = block.textContent;
    return [{ s, a: units(text, start - s), b: units(text, end - s) }];
  }

  // ---------------------------------------------------------------- words

  const wordBreaker = new Intl.Segmenter("ar", { granularity: "word" });
  const letterBreaker = new Intl.Segmenter("ar", { granularity: "grapheme" });
  // Where a person may cut a word: after و ف ب ك ل س أ, and before a pronoun.
  const PROCLITIC = /^(?:[وف]\p{M}*)?(?:[بكلسأ]\p{M}*\u0640?)?$/u;
  const PRONOUN = /^(?:ه|ها|هم|هما|هن|ك|كم|كما|كن|ي|ني|نا)\p{M}*$/u;
  // A word that changes its script, such as H800إنفيديا, is two.
  const ONE_SCRIPT = /[\p{Script=Arabic}\p{M}]+|[^\p{Script=Arabic}\p{M}]+\p{M}*/gu;

  const piecesOf = ({ segment, index }) =>
    [...segment.matchAll(ONE_SCRIPT)].map((it) => [index + it.index, index + it.index + it[0].length]);

  /** The word that the offset is inside of, else null. */
  function wordAround(text, offset) {
    const found = wordBreaker.segment(text).containing(offset);
    if (!found?.isWordLike) return null;
    return piecesOf(found).find(([start, end]) => start < offset && offset < end) ?? null;
  }

  const wordsIn = (text) =>
    [...wordBreaker.segment(text)].filter((it) => it.isWordLike).flatMap(piecesOf);

  /** The place moved to the edge of the letter that it is in. */
  function letterEdge(text, offset, atEnd) {
    const letter = letterBreaker.segment(text).containing(offset);
    if (!letter || letter.index === offset) return offset;
    return atEnd ? letter.index + letter.segment.length : letter.index;
  }

  function snapped(text, a, b, exact) {
    a = letterEdge(text, a, false);
    b = letterEdge(text, b, true);
    if (!exact) {
      const first = wordAround(text, a);
      if (first && !PROCLITIC.test(text.slice(first[0], a))) a = first[0];
      const last = wordAround(text, b);
      if (last && !PRONOUN.test(text.slice(b, last[1]))) b = last[1];
    }
    const quote = text.slice(a, b);
    return [a + quote.length - quote.trimStart().length, b - (quote.length - quote.trimEnd().length)];
  }

  /** The next place for an edge of the selection: of words, and where a word may be cut. */
  function nextEdge(text, offset, isStart, forward) {
    const edges = wordsIn(text).flatMap(([start, end]) => {
      const inside = Array.from({ length: end - start - 1 }, (_, n) => start + n + 1);
      const cuts = inside.filter((cut) =>
        isStart
          ? end - cut > 1 && PROCLITIC.test(text.slice(start, cut))
          : cut - start > 1 && PRONOUN.test(text.slice(cut, end)));
      return isStart ? [start, ...cuts] : [...cuts, end];
    });
    return forward ? edges.find((it) => it > offset) : edges.findLast((it) => it < offset);
  }

  // ---------------------------------------------------------------- moving by words

  const boxOf = (part) => rangeOf(part).getBoundingClientRect();
  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];

  function wordBoxes(block) {
    return wordsIn(block.textContent).map(([a, b]) => {
      const part = { s: block.dataset.s, a, b };
      const box = boxOf(part);
      const [x, y] = middle(box);
      return { part, x, y, half: box.height / 2 };
    });
  }

  const sameLine = (one, other) => Math.abs(one.y - other.y) < one.half;
  const leftmost = (list) => list.reduce((best, it) => (it.x < best.x ? it : best));
  const rightmost = (list) => list.reduce((best, it) => (it.x > best.x ? it : best));
  const nearest = (list, x) =>
    list.reduce((best, it) => (Math.abs(it.x - x) < Math.abs(best.x - x) ? it : best));

  /** The words of the line below or above, in this block or the next that shows any. */
  function lineBeside(here, down) {
    const all = blocks().filter((block) => block.checkVisibility());
    const from = all.indexOf(blockAt(here.part.s));
    for (let n = from; all[n]; n += down ? 1 : -1) {
      const beyond = wordBoxes(all[n]).filter((it) =>
        n !== from || (!sameLine(it, here) && (down ? it.y > here.y : it.y < here.y)));
      if (!beyond.length) continue;
      const first = beyond.reduce((best, it) => ((down ? it.y < best.y : it.y > best.y) ? it : best));
      return beyond.filter((it) => sameLine(it, first));
    }
    return null;
  }

  function neighbour(part, key) {
    const block = blockAt(part.s);
    const boxes = wordBoxes(block);
    const here = boxes.find((it) => it.part.a === part.a) ?? boxes[0];
    if (key === "ArrowUp" || key === "ArrowDown") {
      const line = lineBeside(here, key === "ArrowDown");
      return line && nearest(line, here.x).part;
    }
    const left = key === "ArrowLeft";
    const line = boxes.filter((it) => sameLine(it, here) && (left ? it.x < here.x : it.x > here.x));
    if (line.length) return (left ? rightmost(line) : leftmost(line)).part;
    const onwards = left === (getComputedStyle(block).direction === "rtl");
    const next = lineBeside(here, onwards);
    return next && (left ? rightmost(next) : leftmost(next)).part;
  }

  /** Everything from one word to another, one part a block. */
  function between(one, other) {
    const order = (x, y) => x.s - y.s || x.a - y.a;
    const [first, last] = [one, other].sort(order);
    return blocks()
      .filter((it) => Number(it.dataset.s) >= first.s && Number(it.dataset.s) <= last.s && it.checkVisibility())
      .map((it) => ({
        s: it.dataset.s,
        a: it.dataset.s === first.s ? first.a : 0,
        b: it.dataset.s === last.s ? last.b : it.textContent.length,
      }));
  }

  /** The first word that shows on the screen. */
  function firstInSight() {
    const visible = blocks().filter((block) => block.checkVisibility());
    const block = visible.find((it) => it.getBoundingClientRect().bottom > 40) ?? visible[0];
    const first = block && wordsIn(block.textContent)[0];
    return first && { s: block.dataset.s, a: first[0], b: first[1] };
  }

  return {
    between, blockAt, blocks, boxOf, firstInSight, fromWire, neighbour, nextEdge,
    offsetIn, pointIn, rangeOf, snapped, textOf, toWire,
  };
})();
