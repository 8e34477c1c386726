// `rich_text` blocks: sections, lists, quotes and preformatted text, whose text is always literal.
import { el } from "./dom.js";
import { EMOJI, emoji } from "./emoji.js";
import { link, moment, person, room } from "./mrkdwn.js";

export function richText(block) {
  return el("div", { class: "rich-text" }, gather(block.elements || []));
}

const PARTS = {
  rich_text_section: (part) => el("div", { class: "rt-section" }, spans(part.elements)),
  rich_text_quote: (part) => el("blockquote", null, spans(part.elements)),
  rich_text_preformatted: (part) => el("pre", { class: "code-block" }, spans(part.elements)),
};

/** Lists that follow each other with different indents are one list to the eye; the indent says how deep. */
function gather(parts) {
  return parts.map((part) => (part.type === "rich_text_list" ? list(part) : PARTS[part.type]?.(part)));
}

function list(part) {
  const ordered = part.style === "ordered";
  return el(
    ordered ? "ol" : "ul",
    {
      class: `rt-list rt-depth-${Math.min(5, part.indent || 0)}${part.border ? " rt-border" : ""}`,
      start: ordered && part.offset ? part.offset + 1 : null,
    },
    (part.elements || []).map((item) => el("li", null, spans(item.elements))),
  );
}

const spans = (elements) => (elements || []).flatMap(span);

const SPANS = {
  text: (it) => lines(it.text),
  link: (it) => [link(it.url, it.text || it.url)],
  user: (it) => [person(it.user_id)],
  channel: (it) => [room(it.channel_id)],
  usergroup: () => [el("span", { class: "mention" }, "@group")],
  broadcast: (it) => [el("span", { class: "mention mention-me" }, `@${it.range}`)],
  emoji: (it) => [
    EMOJI.has(it.name) || !it.unicode
      ? emoji(it.name)
      : String.fromCodePoint(...it.unicode.split("-").map((code) => parseInt(code, 16))),
  ],
  date: (it) => [moment(String(it.timestamp), it.format, it.url, it.fallback || "")],
  color: (it) => [el("span", { class: "swatch", style: { "--swatch": it.value } }, it.value)],
};

function span(it) {
  const nodes = SPANS[it.type] ? SPANS[it.type](it) : [];
  const style = it.style || {};
  const wraps = [
    ["code", "code"],
    ["strike", "s"],
    ["italic", "em"],
    ["bold", "strong"],
    ["underline", "u"],
  ];
  return wraps.reduce((inner, [name, tag]) => (style[name] ? [el(tag, null, inner)] : inner), nodes);
}

const lines = (text) => text.split("\n").flatMap((line, i) => [...(i ? [el("br")] : []), line]);
