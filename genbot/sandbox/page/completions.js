// The list above the composer: commands after "/", people after "@", channels after "#", emoji after ":".
import { el, freshId } from "./dom.js";
import { EMOJI, emojiNamed } from "./emoji.js";
import { icon } from "./icons.js";
import { runShortcut } from "./message.js";
import { avatar } from "./people.js";
import { people, rooms, world } from "./world.js";

/** How each list is asked for, and what it offers for the letters typed so far: {mark, name, note, text | run}. */
const LISTS = [
  { name: "Commands", start: /^(\/\S*)$/, offer: commands },
  { name: "What it can do", start: /^(\/\S+ [a-z]*)$/, offer: verbs },
  { name: "People", start: /(?:^|[\s(])(@[\w .]{0,24})$/, offer: persons },
  { name: "Channels", start: /(?:^|[\s(])(#[\w-]*)$/, offer: channels },
  { name: "Emoji", start: /(?:^|\s)(:[a-z0-9_+-]{2,})$/, offer: emojis },
];

function commands(typed) {
  const own = world.commands.map((it) => ({
    mark: () => avatar(world.bot.id, 28),
    name: it.command,
    hint: it.usage_hint,
    note: it.description,
    text: `${it.command} `,
    key: it.command,
  }));
  const global = world.shortcuts
    .filter((it) => it.type === "global")
    .map((it) => ({
      mark: () => el("span", { class: "bolt-mark" }, icon("bolt")),
      name: it.name,
      note: it.description,
      run: () => runShortcut(it.callback_id, {}),
      key: it.name,
    }));
  const wanted = typed.slice(1).toLowerCase();
  return [...own, ...global].filter((it) => it.key.replace("/", "").toLowerCase().includes(wanted));
}

/** The verbs a command's usage hint names: "ideas 5 tacos | status | use <agent>". */
function verbs(typed) {
  const [name, start] = typed.split(" ");
  const hints = world.commands.find((it) => it.command === name)?.usage_hint?.split(" | ") || [];
  return hints
    .map((hint) => hint.trim().split(" "))
    .filter(([verb]) => hints.length > 1 && verb.startsWith(start))
    .map(([verb, ...rest]) => ({ name: `${name} ${verb}`, hint: rest.join(" "), text: `${name} ${verb} ` }));
}

function persons(typed) {
  const wanted = typed.slice(1).toLowerCase();
  const all = [
    ...people().map((user) => ({ id: user.id, name: user.real_name, note: user.title || user.name })),
    { id: world.bot.id, name: world.bot.name, note: "App" },
  ];
  return all
    .filter(
      (it) =>
        it.name
          .toLowerCase()
          .split(" ")
          .some((word, i, list) => list.slice(i).join(" ").startsWith(wanted)) && it.name.toLowerCase() !== wanted,
    )
    .map((it) => ({ mark: () => avatar(it.id, 24), name: it.name, note: it.note, text: `@${it.name} ` }));
}

function channels(typed) {
  const wanted = typed.slice(1).toLowerCase();
  return rooms()
    .filter((it) => it.name.includes(wanted) && it.name !== wanted)
    .map((it) => ({ mark: () => icon("hash"), name: it.name, note: it.topic, text: `#${it.name} ` }));
}

function emojis(typed) {
  return emojiNamed(typed.slice(1)).map((name) => ({
    mark: () => el("span", { class: "emoji" }, EMOJI.get(name)),
    name: `:${name}:`,
    text: `:${name}: `,
  }));
}

export class Completions {
  constructor(area, anchor, changed) {
    Object.assign(this, { area, changed, items: [], at: 0 });
    this.list = el("div", {
      class: "completions",
      role: "listbox",
      id: freshId("completions"),
      hidden: true,
      "aria-label": "Suggestions",
    });
    anchor.prepend(this.list);
    area.setAttribute("aria-controls", this.list.id);
    area.addEventListener("input", () => this.look());
    area.addEventListener("blur", () => this.close());
  }

  look() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const found = LISTS.map((list) => ({ list, match: before.match(list.start) })).find((it) => it.match);
    this.items = found ? found.list.offer(found.match[1]).slice(0, 8) : [];
    this.typed = found?.match[1];
    this.at = 0;
    this.draw(found?.list.name);
  }

  draw(title) {
    this.list.hidden = !this.items.length;
    this.area.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(
      el("div", { class: "completions-title" }, title || ""),
      ...this.items.map((item, i) => this.row(item, i)),
      el(
        "div",
        { class: "completions-keys" },
        el("kbd", null, "↑↓"),
        " to choose ",
        el("kbd", null, "Tab"),
        " to complete ",
        el("kbd", null, "Esc"),
        " to close",
      ),
    );
    this.point(0);
  }

  row(item, i) {
    return el(
      "div",
      {
        class: "completion",
        role: "option",
        id: freshId("completion"),
        data: { completion: item.name },
        on: {
          mousedown: (event) => event.preventDefault(),
          mousemove: () => this.point(i),
          click: () => this.take(i),
        },
      },
      item.mark?.(),
      el(
        "span",
        { class: "completion-words" },
        el("b", null, item.name),
        item.hint ? el("span", { class: "completion-hint" }, item.hint) : null,
        item.note ? el("span", { class: "completion-note" }, item.note) : null,
      ),
    );
  }

  point(to) {
    const rows = [...this.list.querySelectorAll(".completion")];
    this.at = (to + rows.length) % (rows.length || 1);
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === this.at)));
    rows[this.at]?.scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", rows[this.at]?.id || "");
  }

  /** True when the key was for the list. */
  key(event) {
    if (this.list.hidden) return false;
    const item = this.items[this.at];
    const whole = event.key === "Enter" && item.text?.trim() === this.typed;
    if (event.key === "ArrowDown") this.point(this.at + 1);
    else if (event.key === "ArrowUp") this.point(this.at - 1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" && !event.shiftKey && !whole) || event.key === "Tab") this.take(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  take(i) {
    const item = this.items[i];
    const end = this.area.selectionStart;
    this.area.setRangeText(item.text || "", end - this.typed.length, end, "end");
    this.close();
    this.area.focus();
    this.changed();
    item.run?.();
  }

  close() {
    this.items = [];
    this.list.hidden = true;
    this.area.setAttribute("aria-expanded", "false");
    this.area.removeAttribute("aria-activedescendant");
  }
}
