// Blocks that hold several things: card, carousel, container, table.
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { element } from "./elements.js";
import { picture } from "./media.js";

/** `block` gives the presses their block_id: a card in a carousel answers for the carousel when it has none. */
export function cardBlock(card, surface, block = card) {
  return el(
    "article",
    { class: "card" },
    card.hero_image ? el("div", { class: "card-hero" }, picture(card.hero_image, "hero")) : null,
    el(
      "div",
      { class: "card-body" },
      el(
        "div",
        { class: "card-head" },
        card.icon ? picture(card.icon, "icon") : null,
        el(
          "div",
          null,
          card.title ? el("div", { class: "card-title" }, words(card.title)) : null,
          card.subtitle ? el("div", { class: "card-subtitle" }, words(card.subtitle)) : null,
        ),
      ),
      card.body ? el("div", { class: "card-text" }, words(card.body)) : null,
      card.actions?.length
        ? el(
            "div",
            { class: "card-actions", role: "group" },
            card.actions.map((it) => element(it, block, surface)),
          )
        : null,
    ),
  );
}

export function carousel(block, surface) {
  const track = el(
    "div",
    { class: "carousel-track", role: "list", tabindex: "0", "aria-label": "Cards" },
    block.elements.map((card) =>
      el(
        "div",
        { role: "listitem", class: "carousel-item", data: { blockId: card.block_id || block.block_id } },
        cardBlock(card, surface, card.block_id ? card : block),
      ),
    ),
  );
  const move = (way) => track.scrollBy({ left: way * 272, behavior: "smooth" });
  const arrow = (name, label, way) =>
    el(
      "button",
      { class: `carousel-arrow carousel-${name}`, type: "button", "aria-label": label, on: { click: () => move(way) } },
      icon(name),
    );
  const frame = el(
    "div",
    { class: "carousel" },
    track,
    arrow("left", "Earlier cards", -1),
    arrow("right", "Later cards", 1),
  );
  const look = () => {
    frame.classList.toggle("at-start", track.scrollLeft < 4);
    frame.classList.toggle("at-end", track.scrollLeft + track.clientWidth > track.scrollWidth - 4);
  };
  track.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(track);
  return frame;
}

/** `draw` makes the node of a block inside. */
export function container(block, surface, draw) {
  const id = freshId("container");
  const title = block.rich_text_title ? richText(block.rich_text_title) : words(block.title);
  const head = [
    block.icon ? picture(block.icon, "icon") : null,
    el(
      "div",
      { class: "container-words" },
      el("div", { class: "container-title" }, title),
      block.subtitle ? el("div", { class: "quiet" }, words(block.subtitle)) : null,
    ),
  ];
  const name = `container ${JSON.stringify(block.rich_text_title || block.title)}`;
  const folded = Boolean(block.is_collapsible && surface.isFolded(name, block.default_collapsed));
  const body = el(
    "div",
    { class: "container-body", id, hidden: folded },
    (block.child_blocks || []).map((child) => draw(child, surface)),
  );
  const fold = (event) => {
    body.hidden = !body.hidden;
    surface.fold(name, body.hidden);
    event.currentTarget.setAttribute("aria-expanded", String(!body.hidden));
  };
  const bar = block.is_collapsible
    ? el(
        "button",
        {
          class: "container-head",
          type: "button",
          "aria-expanded": String(!folded),
          "aria-controls": id,
          on: { click: fold },
        },
        head,
        icon("chevron"),
      )
    : el("div", { class: "container-head" }, head);
  return el(
    "section",
    { class: `container container-${block.width || "standard"}${block.has_header_divider ? " container-ruled" : ""}` },
    bar,
    body,
  );
}

function cell(it, tag, setting = {}) {
  const right = it.type === "raw_number" && !setting.align;
  const inner = it.type === "rich_text" ? richText(it) : (it.text ?? it.value ?? "");
  return el(
    tag,
    { class: setting.is_wrapped ? "wrap" : null, style: { "text-align": right ? "right" : setting.align || "left" } },
    inner,
  );
}

export function table(block) {
  const settings = block.column_settings || [];
  const row = (cells, tag) =>
    el(
      "tr",
      null,
      cells.map((it, i) => cell(it, tag, settings[i] || {})),
    );
  const [head, ...rest] = block.rows || [];
  return el(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    el(
      "table",
      { class: "table" },
      head ? el("thead", null, row(head, "th")) : null,
      el(
        "tbody",
        null,
        rest.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

export function dataTable(block) {
  return el(
    "figure",
    { class: "data-table" },
    el("figcaption", null, typeof block.caption === "string" ? block.caption : words(block.caption)),
    table(block),
  );
}
