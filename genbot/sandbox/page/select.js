// Select menus of all kinds, single and multi: a field that opens a searchable list.
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { plainWords, words } from "./mrkdwn.js";
import { withEmoji } from "./emoji.js";
import { closePopover, isOpenFor, openPopover, place } from "./popover.js";
import { avatar } from "./people.js";
import { botTalk, people, rooms, world } from "./world.js";

const optionOf = (value, text, mark) => ({ value, text: { type: "plain_text", text }, mark });
const persons = () => people().map((user) => optionOf(user.id, user.real_name || user.name, () => avatar(user.id, 20)));
const channels = () => rooms().map((channel) => optionOf(channel.id, channel.name, () => icon("hash")));

/** For each kind: where its choices come from and what its state is called. */
const SOURCES = {
  static: { state: "option" },
  external: { state: "option" },
  users: { state: "user", all: () => persons() },
  channels: { state: "channel", all: () => channels() },
  conversations: {
    state: "conversation",
    all: () => [
      ...channels(),
      ...persons(),
      ...(botTalk() ? [optionOf(botTalk().id, world.bot.name, () => avatar(world.bot.id, 20))] : []),
    ],
  },
};

function read(it) {
  const [, many, kind] = it.type.match(/^(multi_)?(\w+)_select$/);
  const source = SOURCES[kind];
  const plural = many ? "s" : "";
  return {
    many: Boolean(many),
    byId: source.state !== "option",
    key: `selected_${source.state}${plural}`,
    first: it[`initial_${source.state}${plural}`],
    source,
  };
}

const groupsOf = (it, source) =>
  source.all ? [{ options: source.all() }] : it.option_groups || [{ options: it.options || [] }];

export function selectMenu(it, { value, keep, use }) {
  const { many, byId, key, first, source } = read(it);
  const groups = groupsOf(it, source);
  const everything = groups.flatMap((group) => group.options);
  const known = (one) => (byId ? everything.find((option) => option.value === one) || optionOf(one, one) : one);
  let picked = []
    .concat(value?.[key] ?? first ?? [])
    .filter(Boolean)
    .map(known);
  const state = () => {
    const plain = picked.map((option) => (byId ? option.value : bare(option)));
    return { type: it.type, [key]: many ? plain : (plain[0] ?? null) };
  };
  keep(state());

  const face = el("span", { class: "select-face" });
  const field = el(
    "button",
    {
      class: `select ${many ? "select-many" : ""}`,
      type: "button",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": it.placeholder?.text || "Choose",
      on: { click: open },
    },
    face,
    icon("chevron"),
  );
  const frame = el("div", { class: "select-frame" }, field);
  draw();
  return frame;

  function draw() {
    face.replaceChildren(
      ...(picked.length
        ? picked.flatMap(chip)
        : [el("span", { class: "placeholder" }, plainWords(it.placeholder?.text || "Choose an option"))]),
    );
  }
  function chip(option) {
    if (!many) return [option.mark?.() || "", el("span", { class: "select-words" }, words(option.text))];
    const drop = el(
      "span",
      {
        class: "chip-x",
        "aria-hidden": "true",
        on: {
          click: (event) => {
            event.stopPropagation();
            toggle(option);
          },
        },
      },
      icon("close", 12),
    );
    return [el("span", { class: "chip" }, option.mark?.() || "", words(option.text), drop)];
  }
  function toggle(option) {
    const had = picked.some((one) => one.value === option.value);
    if (!many) picked = [option];
    else if (had) picked = picked.filter((one) => one.value !== option.value);
    else if (!it.max_selected_items || picked.length < it.max_selected_items) picked = [...picked, option];
    draw();
    if (many) keep(state());
    else use(state(), frame);
  }
  function open() {
    if (isOpenFor(field)) return closePopover();
    const before = JSON.stringify(state());
    const list = optionList(groups, {
      has: (option) => picked.some((one) => one.value === option.value),
      many,
      choose: (option) => {
        toggle(option);
        if (!many) closePopover();
      },
    });
    const panel = openPopover(field, list, {
      label: it.placeholder?.text || "Options",
      width: field.offsetWidth,
      onClose: () => many && JSON.stringify(state()) !== before && use(state(), frame),
    });
    place(panel, field);
  }
}

const bare = ({ mark, ...option }) => option;

/** Search field and options. Arrow keys move, Enter chooses, typing filters. */
function optionList(groups, { has, many, choose }) {
  const id = freshId("options");
  const box = el("div", { class: "options", role: "listbox", id, "aria-multiselectable": String(many) });
  const search = el("input", {
    class: "option-search",
    type: "text",
    placeholder: "Search",
    role: "combobox",
    "aria-controls": id,
    "aria-expanded": "true",
    "aria-label": "Search options",
    autocomplete: "off",
    data: { first: "" },
  });
  let active = 0;
  const nodes = () => [...box.querySelectorAll("[role=option]")];
  const point = (to) => {
    const all = nodes();
    active = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((node, i) => node.classList.toggle("active", i === active));
    all[active]?.scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", all[active]?.id || "");
  };
  const fill = () => {
    const wanted = search.value.toLowerCase();
    box.replaceChildren(
      ...groups.flatMap((group) => {
        const shown = group.options.filter((option) => option.text.text.toLowerCase().includes(wanted));
        return shown.length
          ? [group.label ? el("div", { class: "option-group" }, words(group.label)) : "", ...shown.map(option)]
          : [];
      }),
    );
    if (!nodes().length) box.append(el("div", { class: "option-none" }, "Nothing matches"));
    point(Math.max(0, search.value ? 0 : nodes().findIndex((node) => node.getAttribute("aria-selected") === "true")));
  };
  function option(it) {
    const node = el(
      "div",
      {
        class: "option",
        role: "option",
        id: freshId("option"),
        "aria-selected": String(has(it)),
        data: { value: it.value, label: withEmoji(it.text.text) },
        on: {
          mousemove: () => point(nodes().indexOf(node)),
          click: () => {
            choose(it);
            node.setAttribute("aria-selected", String(has(it)));
          },
        },
      },
      it.mark?.() || "",
      el(
        "span",
        { class: "choice-words" },
        el("span", null, words(it.text)),
        it.description ? el("span", { class: "choice-note" }, words(it.description)) : null,
      ),
      el("span", { class: "option-check" }, icon("check")),
    );
    return node;
  }
  search.addEventListener("input", fill);
  search.addEventListener("keydown", (event) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) point(to);
    else if (event.key === "Enter") nodes()[active]?.click();
    else return;
    event.preventDefault();
  });
  fill();
  const crowded = groups.flatMap((group) => group.options).length > 7;
  search.classList.toggle("sr-only-search", !crowded);
  return el("div", { class: "option-panel" }, search, box);
}
