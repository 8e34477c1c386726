// Where a person writes. Enter sends, Shift+Enter breaks the line, "/" lists commands, "@", "#" and ":" complete.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Completions } from "./completions.js";
import { emojiGrid } from "./emojigrid.js";
import { closePopover, openPopover, place } from "./popover.js";
import { act, reason } from "./talk.js";
import { toast } from "./toast.js";
import { people, rooms, world } from "./world.js";

const drafts = new Map();

/** What people see as @Maya Marks and #launches travels as <@U…> and <#C…|launches>; the server escapes the rest. */
export function encode(text) {
  const names = [
    ...people().map((user) => [`@${user.real_name}`, `<@${user.id}>`]),
    [`@${world.bot.name}`, `<@${world.bot.id}>`],
    ...rooms().map((channel) => [`#${channel.name}`, `<#${channel.id}|${channel.name}>`]),
  ].sort((a, b) => b[0].length - a[0].length);
  return names.reduce(
    (said, [name, code]) => said.replace(new RegExp(`(?<![\\w<])${literal(name)}(?![\\w-])`, "g"), () => code),
    text,
  );
}
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class Composer {
  /** `onSent` hears that something is on its way: whoever writes wants to see what comes of it. */
  constructor({ label, onSent }) {
    this.onSent = onSent;
    this.area = el("textarea", {
      class: "composer-text",
      rows: 1,
      "aria-label": label,
      "aria-autocomplete": "list",
      data: { composer: "" },
      spellcheck: "true",
    });
    this.send = el(
      "button",
      {
        class: "send",
        type: "button",
        "aria-label": "Send now",
        title: "Send now",
        disabled: true,
        on: { click: () => this.submit() },
      },
      icon("send"),
    );
    this.node = el("div", { class: "composer" }, this.area, this.bar());
    this.completions = new Completions(this.area, this.node, () => this.changed());
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => this.key(event));
  }

  bar() {
    const button = (label, name, run) =>
      el(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": label,
          title: label,
          on: { mousedown: (event) => event.preventDefault(), click: run },
        },
        icon(name),
      );
    const smile = button("Emoji", "smile", () => this.emoji(smile));
    return el(
      "div",
      { class: "composer-bar", role: "toolbar", "aria-label": "Formatting" },
      button("Bold", "bold", () => this.wrap("*")),
      button("Italic", "italic", () => this.wrap("_")),
      button("Strikethrough", "strike", () => this.wrap("~")),
      button("Code", "code", () => this.wrap("`")),
      el("span", { class: "bar-line" }),
      smile,
      button("Mention someone", "at", () => this.insert("@")),
      button("Commands", "slash", () => this.slash()),
      el("span", { class: "bar-gap" }),
      this.send,
    );
  }

  /** Write to this place from now on; what was left unsent there comes back. */
  aim(channel, thread, placeholder) {
    this.keepDraft();
    Object.assign(this, { channel, thread });
    this.area.placeholder = placeholder;
    this.area.value = drafts.get(this.place()) || "";
    this.completions.close();
    this.changed();
  }

  place() {
    return `${world.me.id}/${this.channel}/${this.thread || ""}`;
  }

  keepDraft() {
    if (this.channel) drafts.set(this.place(), this.area.value);
  }

  changed() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(240, this.area.scrollHeight)}px`;
    this.send.disabled = !this.area.value.trim();
    this.keepDraft();
  }

  key(event) {
    if (event.isComposing || this.completions.key(event)) return;
    const mark = (event.ctrlKey || event.metaKey) && { b: "*", i: "_", e: "`" }[event.key];
    if (mark) this.wrap(mark);
    else if (event.key === "Enter" && !event.shiftKey) this.submit();
    else return;
    event.preventDefault();
  }

  wrap(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    this.area.focus();
    this.area.setRangeText(`${mark}${value.slice(from, to)}${mark}`, from, to, "end");
    if (from === to) this.area.setSelectionRange(from + 1, from + 1);
    this.changed();
  }

  insert(text) {
    this.area.focus();
    const before = this.area.value.slice(0, this.area.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    this.area.setRangeText(gap + text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  slash() {
    if (this.area.value) return this.area.focus();
    return this.insert("/");
  }

  emoji(anchor) {
    const panel = openPopover(
      anchor,
      emojiGrid((name) => {
        closePopover(false);
        this.insert(`:${name}: `);
      }),
      { label: "Emoji" },
    );
    place(panel, anchor, "above");
  }

  async submit() {
    const text = this.area.value.trim();
    if (!text) return;
    this.area.value = "";
    this.completions.close();
    this.changed();
    const where = { channel: this.channel, ...(this.thread ? { thread_ts: this.thread } : {}) };
    const command = /^\/[a-z]/i.test(text);
    if (command && this.thread) return this.failed(text, "not_in_threads");
    this.onSent();
    const answer = await act(command ? "command" : "say", { ...where, text: encode(text) });
    if (!answer.ok) this.failed(text, answer.error);
    return answer;
  }

  /** What could not be sent goes back into an empty composer, so that nothing typed is lost. */
  failed(text, error) {
    const told = ["operation_timeout", "dispatch_failed"].includes(error); // the workspace says it in the channel
    if (!told) toast(reason(error), { kind: "error", key: "send" });
    if (error === "operation_timeout" || this.area.value) return;
    this.area.value = text;
    this.changed();
  }
}
