// Standard Markdown, for `markdown` blocks. Slack's <@U…>-like sequences work here too.
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { control, link, unescapeText } from "./mrkdwn.js";

export function markdown(text) {
  return blocks(text.replace(/\r/g, "").split("\n"));
}

/** Each kind of block: how it starts, and how it eats lines. Returns [node, lines eaten]. */
const KINDS = [
  [/^\s*(```|~~~)/, fence],
  [/^#{1,6}\s/, heading],
  [/^\s*([-*_])(\s*\1){2,}\s*$/, () => [el("hr"), 1]],
  [/^\s*&?>/, quote],
  [/^\s*([-*+]|\d+[.)])\s/, list],
  [/^\s*\|.*\|\s*$/, table],
];

function blocks(lines) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const kind = KINDS.find(([start]) => start.test(lines[at]));
    const [node, eaten] = (kind ? kind[1] : paragraph)(lines.slice(at));
    nodes.push(node);
    at += Math.max(1, eaten);
  }
  return nodes;
}

function take(lines, goesOn) {
  let n = 1;
  while (n < lines.length && goesOn(lines[n], n)) n += 1;
  return n;
}

function paragraph(lines) {
  const n = take(lines, (line) => line.trim() && !KINDS.some(([start]) => start.test(line)));
  return [
    el(
      "p",
      null,
      lines.slice(0, n).flatMap((line, i) => [...(i ? [el("br")] : []), ...inline(line)]),
    ),
    n,
  ];
}

function fence(lines) {
  const mark = lines[0].trim().slice(0, 3);
  const n = take(lines, (line) => !line.trim().startsWith(mark));
  return [el("pre", { class: "code-block" }, unescapeText(lines.slice(1, n).join("\n"))), n + 1];
}

function heading(lines) {
  const [, marks, title] = lines[0].match(/^(#+)\s+(.*?)\s*#*$/);
  return [el(`h${Math.min(6, marks.length + 2)}`, { class: `md-h md-h${marks.length}` }, inline(title)), 1];
}

function quote(lines) {
  const n = take(lines, (line) => /^\s*(>|&gt;)/.test(line));
  return [el("blockquote", null, blocks(lines.slice(0, n).map((line) => line.replace(/^\s*(>|&gt;) ?/, "")))), n];
}

const indent = (line) => line.match(/^\s*/)[0].length;

function list(lines) {
  const own = indent(lines[0]);
  const ordered = /^\s*\d/.test(lines[0]);
  const n = take(lines, (line) => line.trim() && (indent(line) > own || /^\s*([-*+]|\d+[.)])\s/.test(line)));
  const items = [];
  for (const line of lines.slice(0, n)) {
    if (indent(line) <= own && /^\s*([-*+]|\d+[.)])\s/.test(line))
      items.push([line.replace(/^\s*([-*+]|\d+[.)])\s/, "")]);
    else items[items.length - 1].push(line.slice(Math.min(indent(line), own + 2)));
  }
  const first = ordered ? Number(lines[0].match(/\d+/)[0]) : null;
  return [el(ordered ? "ol" : "ul", { start: first === 1 ? null : first }, items.map(item)), n];
}

function item(lines) {
  const task = lines[0].match(/^\[([ xX])\]\s+(.*)$/);
  const head = task
    ? [el("span", { class: task[1] === " " ? "md-box" : "md-box md-done" }), inline(task[2])]
    : inline(lines[0]);
  return el("li", { class: task ? "md-task" : null }, head, lines.length > 1 ? blocks(lines.slice(1)) : []);
}

function table(lines) {
  const n = take(lines, (line) => /^\s*\|.*\|\s*$/.test(line));
  const rows = lines.slice(0, n).map((line) =>
    line
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
  const ruled = rows[1]?.every((cell) => /^:?-+:?$/.test(cell));
  const align = ruled
    ? rows[1].map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left"))
    : [];
  const row = (cells, tag) =>
    el(
      "tr",
      null,
      cells.map((cell, i) => el(tag, { style: { "text-align": align[i] || "left" } }, inline(cell))),
    );
  const body = ruled ? rows.slice(2) : rows;
  return [
    el(
      "div",
      { class: "table-frame" },
      el(
        "table",
        { class: "table" },
        ruled ? el("thead", null, row(rows[0], "th")) : null,
        el(
          "tbody",
          null,
          body.map((cells) => row(cells, "td")),
        ),
      ),
    ),
    n,
  ];
}

const SPANS = [
  [/^`([^`]+)`/, (m) => el("code", null, unescapeText(m[1]))],
  [/^!\[([^\]]*)\]\((https?:[^)\s]+)[^)]*\)/, (m) => link(m[2], m[1] || m[2])],
  [/^\[([^\]]+)\]\((https?:[^)\s]+|mailto:[^)\s]+)[^)]*\)/, (m) => link(m[2], inline(m[1]))],
  [/^<([@#!][^>]+|https?:[^>]+|mailto:[^>]+)>/, (m) => control(m[1])],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, (m) => el("strong", null, inline(m[2]))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m) => el("s", null, inline(m[1]))],
  [/^([*_])(?=\S)([^*_]*?\S)\1(?![\p{L}\p{N}])/u, (m) => el("em", null, inline(m[2]))],
  [/^https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?]/, (m) => link(m[0], m[0])],
  [/^:([a-z0-9_+-]+):/, (m) => emoji(m[1])],
  [/^\\([\\`*_{}[\]()#+\-.!|~>])/, (m) => document.createTextNode(m[1])],
];

function inline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => plain && nodes.push(document.createTextNode(unescapeText(plain)));
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const span = SPANS.map(([shape, make]) => [rest.match(shape), make]).find(([match]) => match);
    const midWord = span && rest[0] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] || "");
    if (span && !midWord) {
      flush();
      plain = "";
      nodes.push(span[1](span[0]));
      at += span[0][0].length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}
