// One function for each kind of block. Unknown kinds are shown as such, so that nobody misses them.
import { arrange, el } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { element } from "./elements.js";
import { cardBlock, carousel, container, dataTable, table } from "./collections.js";
import { plan, taskCard } from "./progress.js";
import { picture, videoBlock } from "./media.js";
import { inputBlock } from "./inputs.js";

const KINDS = {
  section,
  header,
  divider,
  context,
  actions,
  image,
  markdown: markdownBlock,
  alert,
  context_actions: contextActions,
  file: fileBlock,
  input: inputBlock,
  rich_text: richText,
  video: videoBlock,
  plan,
  task_card: taskCard,
  card: cardBlock,
  carousel,
  container: (block, surface) => container(block, surface, renderBlock),
  table,
  data_table: dataTable,
};

/** Show `blocks` in `parent`. A block that says the same as before keeps its node, even under a new block_id: what
 *  is being pressed, watched or read on it goes on. An input is the exception: a new name empties it, as in Slack. */
export function showBlocks(parent, blocks = [], surface) {
  const own = structuredClone(blocks);
  const items = own.map((block) => ({ sign: saying(block), make: () => renderBlock(block, surface) }));
  arrange(parent, items);
  own.forEach((block, i) => rename(parent.children[i], parent.children[i].shows, block, surface));
}

const saying = (block) =>
  JSON.stringify(block, (key, value) => (key === "block_id" && block.type !== "input" ? undefined : value));

/** Give a kept node the names of the block that took its place. */
function rename(node, was, now, surface) {
  if (was === now) return;
  if (was.block_id !== now.block_id) {
    for (const part of [node, ...node.querySelectorAll("[data-block-id]")])
      if (part.dataset.blockId === was.block_id) part.dataset.blockId = now.block_id;
    surface.rename(was.block_id, now.block_id);
    was.block_id = now.block_id;
  }
  for (const key of Object.keys(now))
    if (now[key] && typeof now[key] === "object") rename(node, was[key], now[key], surface);
}

export function renderBlock(block, surface) {
  const kind = KINDS[block.type];
  const inner = kind
    ? kind(block, surface)
    : el("div", { class: "unknown-block" }, `This page can not show a “${block.type}” block.`);
  const names = { blockId: block.block_id, block: block.type };
  const node = el("div", { class: `block block-${block.type}`, data: names }, inner);
  node.shows = block;
  return node;
}

const LONG = 700;

function section(block, surface) {
  const accessory = block.accessory
    ? el(
        "div",
        { class: `accessory accessory-${block.accessory.type}` },
        block.accessory.type === "image" ? picture(block.accessory, "thumb") : element(block.accessory, block, surface),
      )
    : null;
  const fields = block.fields?.length
    ? el(
        "div",
        { class: "fields" },
        block.fields.map((field) => el("div", { class: "field" }, words(field))),
      )
    : null;
  return el(
    "div",
    { class: "section" },
    el("div", { class: "section-words" }, block.text ? longText(block) : null, fields),
    accessory,
  );
}

/** Slack folds long section text behind "See more" unless the block says expand. */
function longText(block) {
  const text = el("div", { class: "text" }, words(block.text));
  if (block.expand || block.text.text.length <= LONG) return text;
  text.classList.add("folded");
  const toggle = el(
    "button",
    {
      class: "see-more",
      type: "button",
      "aria-expanded": "false",
      on: {
        click: () => {
          const folded = text.classList.toggle("folded");
          toggle.textContent = folded ? "See more" : "See less";
          toggle.setAttribute("aria-expanded", String(!folded));
        },
      },
    },
    "See more",
  );
  return el("div", null, text, toggle);
}

function header(block) {
  return el("h3", { class: `header header-${block.level || 1}` }, words(block.text));
}

function divider() {
  return el("hr", { class: "divider" });
}

function context(block) {
  return el(
    "div",
    { class: "context" },
    block.elements.map((it) =>
      it.type === "image" ? picture(it, "tiny") : el("span", { class: "context-text" }, words(it)),
    ),
  );
}

function actions(block, surface) {
  return el(
    "div",
    { class: "actions", role: "group" },
    block.elements.map((it) => element(it, block, surface)),
  );
}

function contextActions(block, surface) {
  return el(
    "div",
    { class: "context-actions", role: "group" },
    block.elements.map((it) => element(it, block, surface)),
  );
}

function image(block) {
  return el(
    "figure",
    { class: "image-block" },
    block.title ? el("figcaption", null, words(block.title)) : null,
    picture(block, "full"),
  );
}

function markdownBlock(block) {
  return el("div", { class: "markdown" }, markdown(block.text));
}

const ALERT_ICONS = { error: "warn", warning: "warn", success: "check" };
function alert(block) {
  const level = block.level || "default";
  return el(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(ALERT_ICONS[level] || "info"),
    el("div", null, words(block.text)),
  );
}

function fileBlock(block) {
  return el("div", { class: "file-chip" }, icon("file"), el("span", null, block.external_id));
}
