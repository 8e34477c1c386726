// Slack's own markup, read the way Slack reads it: docs.slack.dev "Formatting message text".
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { fullTime, slackDate } from "./time.js";
import { nameOf, world, zone } from "./world.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const ALLOWED = /^(https?:|mailto:|tel:|slack:)/i;
const PLAIN_URL = /^https?:\/\/[^\s<>`*|"]*[^\s<>`*|"'.,:;!?)\]}_~]/;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

export const unescapeText = (text) => text.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** Nodes for a whole text: fenced code, quotes, lines. */
export function mrkdwn(text) {
  const nodes = [];
  const parts = text.split(/```([\s\S]+?)```/);
  parts.forEach((part, i) => {
    if (i % 2) nodes.push(el("pre", { class: "code-block" }, code(part.replace(/^\n|\n$/g, ""))));
    else nodes.push(...quoted(tidy(part, i > 0, i < parts.length - 1)));
  });
  return nodes;
}

/** The line break beside a code block belongs to the block. */
function tidy(text, afterBlock, beforeBlock) {
  if (afterBlock) text = text.replace(/^\n/, "");
  return beforeBlock ? text.replace(/\n$/, "") : text;
}

function quoted(text) {
  if (!text) return [];
  const all = text.match(/^([\s\S]*?)(?:^|\n)&gt;&gt;&gt;\s?([\s\S]*)$/);
  if (all) return [...quoted(all[1]), el("blockquote", null, lines(all[2]))];
  const runs = [];
  for (const line of text.split("\n")) {
    const mark = line.match(/^(?:&gt;|>) ?(.*)$/);
    const last = runs[runs.length - 1];
    if (last && last.quote === Boolean(mark)) last.lines.push(mark ? mark[1] : line);
    else runs.push({ quote: Boolean(mark), lines: [mark ? mark[1] : line] });
  }
  return runs.flatMap((run) =>
    run.quote ? [el("blockquote", null, lines(run.lines.join("\n")))] : lines(run.lines.join("\n")),
  );
}

function lines(text) {
  return text.split("\n").flatMap((line, i) => [...(i ? [el("br")] : []), ...inline(line)]);
}

/** Nodes for text in which nothing but control sequences and entities has a meaning. */
function code(text) {
  const parts = text.split(/(<[^<>\n]+>)/);
  return parts.map((part, i) => (i % 2 ? control(part.slice(1, -1)) : unescapeText(part)));
}

/** Nodes for one line. */
export function inline(line) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(unescapeText(plain)));
    plain = "";
  };
  while (at < line.length) {
    const found = something(line, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else plain += line[at++];
  }
  flush();
  return nodes;
}

function something(line, at) {
  const here = line[at];
  if (here === "<") return sequence(line, at);
  if (here === "`") return inlineCode(line, at);
  if (here === ":") return shortCode(line, at);
  if (here === "h") return plainLink(line, at);
  return STYLES[here] ? styled(line, at) : null;
}

function sequence(line, at) {
  const end = line.indexOf(">", at);
  return end > at + 1 ? { node: control(line.slice(at + 1, end)), end: end + 1 } : null;
}

function inlineCode(line, at) {
  const end = line.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { node: el("code", null, code(line.slice(at + 1, end))), end: end + 1 };
}

function shortCode(line, at) {
  const match = line.slice(at).match(/^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/);
  return match ? { node: emoji(match[1]), end: at + match[0].length } : null;
}

function plainLink(line, at) {
  if (wordish(line[at - 1])) return null;
  const [before] = line.slice(at).split(/&[lg]t;/); // an escaped bracket ends an address as a bare one does
  const match = before.match(PLAIN_URL);
  const url = match && unescapeText(match[0]);
  return match ? { node: link(url, url), end: at + match[0].length } : null;
}

const wordish = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** A mark opens after a non-word and before a non-space; it closes the other way round, on the same line. */
function styled(line, at) {
  const mark = line[at];
  if (
    wordish(line[at - 1]) ||
    line[at - 1] === mark ||
    !line[at + 1] ||
    /\s/.test(line[at + 1]) ||
    line[at + 1] === mark
  )
    return null;
  let inside = false;
  for (let end = at + 1; end < line.length; end++) {
    if (line[end] === "<") inside = true;
    if (line[end] === ">") inside = false;
    if (line[end] === "`" && mark !== "`") {
      const close = line.indexOf("`", end + 1);
      if (close > 0) end = close;
      continue;
    }
    const closes =
      !inside && line[end] === mark && !/\s/.test(line[end - 1]) && !wordish(line[end + 1]) && line[end + 1] !== mark;
    if (closes) return { node: el(STYLES[mark], null, inline(line.slice(at + 1, end))), end: end + 1 };
  }
  return null;
}

/** What stands between < and >. */
export function control(body) {
  const [head, ...rest] = body.split("|");
  const label = rest.join("|");
  if (head.startsWith("@")) return person(head.slice(1), label);
  if (head.startsWith("#")) return room(head.slice(1), label);
  if (head.startsWith("!")) return special(head.slice(1), label);
  if (ALLOWED.test(head))
    return link(unescapeText(head), label ? [inline(label)] : unescapeText(head).replace(/^mailto:/, ""));
  return document.createTextNode(unescapeText(`<${body}>`));
}

export function link(url, label) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "link" }, label);
}

export function person(id, label = "") {
  const mine = id === world.me.id;
  const name = world.users.has(id) || id === world.bot.id ? nameOf(id) : unescapeText(label) || id;
  return el("span", { class: mine ? "mention mention-me" : "mention", data: { user: id } }, `@${name}`);
}

export function room(id, label = "") {
  const known = world.channels.get(id);
  const name = known?.name || unescapeText(label) || "private channel";
  return known
    ? el("a", { class: "mention", href: `#${world.me.id}/${id}`, data: { mentions: id } }, `#${name}`)
    : el("span", { class: "mention" }, `#${name}`);
}

function special(body, label) {
  if (["here", "channel", "everyone"].includes(body)) return el("span", { class: "mention mention-me" }, `@${body}`);
  if (body.startsWith("subteam^")) return el("span", { class: "mention" }, unescapeText(label) || "@group");
  const date = body.match(/^date\^([^^]+)\^([^^]+)(?:\^(.+))?$/);
  if (date) return moment(date[1], date[2], date[3], label);
  return document.createTextNode(unescapeText(label || `<!${body}>`));
}

export function moment(ts, shape, url, fallback) {
  const said = slackDate(ts, unescapeText(shape), zone()) || unescapeText(fallback);
  const time = el("time", { title: /^\d+$/.test(ts) ? fullTime(ts, zone()) : null }, said);
  return url && ALLOWED.test(url) ? link(unescapeText(url), [time]) : time;
}

/** Nodes for a Block Kit text object: mrkdwn, or plain text whose only magic is emoji and line breaks. */
export function words(text) {
  if (!text) return [];
  if (typeof text === "string") return plainWords(text);
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plainWords(text.text, text.emoji !== false);
}

export function plainWords(text, withCodes = true) {
  return text.split("\n").flatMap((line, i) => [...(i ? [el("br")] : []), ...(withCodes ? codes(line) : [line])]);
}

function codes(line) {
  return line
    .split(/(:[a-z0-9_+-]+:)/)
    .filter(Boolean)
    .map((part) => (/^:[a-z0-9_+-]+:$/.test(part) ? emoji(part.slice(1, -1)) : part));
}

/** What a screen reader or a notification says for a message text. */
export const spoken = (text) => el("div", null, mrkdwn(text || "")).textContent;
