// One message: who, when, what it says, its files, its thread. Parts that did not change keep their nodes.
import { arrange, el } from "./dom.js";
import { icon } from "./icons.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { showBlocks } from "./blocks.js";
import { fileView } from "./media.js";
import { avatar } from "./people.js";
import { openMenu } from "./popover.js";
import { Surface } from "./surface.js";
import { act, reason } from "./talk.js";
import { toast } from "./toast.js";
import { ago, clock, dayName, fullTime, shortClock } from "./time.js";
import { dismiss } from "./memory.js";
import { address } from "./route.js";
import { isBot, nameOf, world, zone } from "./world.js";

export const authorOf = (message) => (message.notice ? "sandbox" : isBot(message) ? world.bot.id : message.user);
const authorName = (message) =>
  message.notice ? "Sandbox" : isBot(message) ? message.username || world.bot.name : nameOf(message.user);

/** The node of a message, and `update` to show a newer version of it. `openThread` is absent inside a thread. */
export class MessageView {
  constructor(channel, message, openThread) {
    this.channel = channel;
    this.openThread = openThread;
    this.surface = new Surface("message", { channel, ts: message.ts });
    this.gutter = el("div", { class: "gutter" });
    this.main = el("div", { class: "message-main" });
    this.node = el(
      "article",
      { class: "message", tabindex: "-1", role: "listitem", data: { ts: message.ts, channel } },
      this.gutter,
      this.main,
    );
    this.blocks = el("div", { class: "blocks" });
  }

  update(message, grouped) {
    const sign = JSON.stringify([message, grouped, world.me.id]);
    const minute = message.reply_count ? Math.floor(Date.now() / 60000) : 0;
    if (this.sign === sign && this.minute === minute) return;
    Object.assign(this, { sign, minute, message });
    const joined = grouped && !message.ephemeral;
    const kinds = [
      joined && "joined",
      message.ephemeral && "private",
      message.notice && `notice notice-${message.notice}`,
    ];
    this.node.className = ["message", ...kinds].filter(Boolean).join(" ");
    this.node.setAttribute("aria-label", `${authorName(message)}, ${clock(message.ts, zone())}`);
    arrange(this.gutter, [
      joined
        ? part(
            "time",
            () =>
              el("time", { class: "gutter-time", title: fullTime(message.ts, zone()) }, shortClock(message.ts, zone())),
            message.ts,
          )
        : part("face", () => avatar(authorOf(message)), authorOf(message)),
    ]);
    arrange(this.main, this.parts(message, joined));
    if (message.blocks?.length) showBlocks(this.blocks, message.blocks, this.surface);
  }

  parts(message, joined) {
    const list = [];
    if (message.ephemeral) list.push(part("private", () => privateLine()));
    if (!joined) list.push(part("head", () => head(message), [message.edited, message.username]));
    if (message.blocks?.length) list.push({ sign: "blocks", make: () => this.blocks });
    else if (message.text && !onlyNamesFiles(message))
      list.push(
        part(
          "text",
          () =>
            el("div", { class: "text message-text" }, mrkdwn(message.text), joined && message.edited ? edited() : null),
          [message.text, message.edited],
        ),
      );
    for (const file of message.files || []) list.push(part("file", () => fileView(file), file));
    if (message.reactions?.length) list.push(part("reactions", () => reactions(message.reactions), message.reactions));
    if (message.reply_count && this.openThread)
      list.push(
        part("thread", () => this.threadBar(message), [message.reply_count, message.latest_reply, this.minute]),
      );
    list.push(part("tools", () => this.tools(message), [message.ephemeral, Boolean(this.openThread)]));
    return list;
  }

  threadBar(message) {
    const n = message.reply_count;
    const faces = (message.reply_users || []).slice(0, 4).map((user) => avatar(user, 22));
    return el(
      "button",
      {
        class: "thread-bar",
        type: "button",
        data: { threadBar: message.ts },
        on: { click: () => this.openThread(message.ts) },
      },
      el("span", { class: "faces" }, faces),
      el("span", { class: "thread-count" }, `${n} ${n === 1 ? "reply" : "replies"}`),
      el("span", { class: "quiet thread-last" }, message.latest_reply ? `Last reply ${ago(message.latest_reply)}` : ""),
      el("span", { class: "quiet thread-view" }, "View thread"),
      icon("right"),
    );
  }

  tools(message) {
    const button = (label, name, run) =>
      el(
        "button",
        { class: "icon-button", type: "button", "aria-label": label, title: label, on: { click: run } },
        icon(name),
      );
    if (message.ephemeral)
      return el(
        "div",
        { class: "tools", role: "toolbar", "aria-label": "Message" },
        button("Dismiss", "close", () => dismiss(this.channel, message.ts)),
      );
    const more = button("More actions", "more", () => openMenu(more, "Message actions", this.shortcuts(message)));
    more.setAttribute("aria-haspopup", "menu");
    return el(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Message" },
      this.openThread ? button("Reply in thread", "reply", () => this.openThread(message.ts, true)) : null,
      button("Copy link", "link", () => copyLink(this.channel, message)),
      more,
    );
  }

  shortcuts(message) {
    const own = world.shortcuts
      .filter((it) => it.type === "message")
      .map((it) => ({
        label: it.name,
        note: `${world.bot.name} · ${it.description || ""}`.replace(/ · $/, ""),
        icon: avatar(world.bot.id, 20),
        data: { callbackId: it.callback_id },
        run: () => runShortcut(it.callback_id, { channel: this.channel, ts: message.ts }),
      }));
    return [
      ...own,
      own.length ? null : undefined,
      { label: "Copy link", icon: icon("link"), run: () => copyLink(this.channel, message) },
    ].filter((it) => it !== undefined);
  }
}

export async function runShortcut(callbackId, where) {
  const answer = await act("shortcut", { callback_id: callbackId, ...where });
  if (!answer.ok) toast(reason(answer.error), { kind: "error" });
}

const part = (name, make, value) => ({
  sign: `${name}:${JSON.stringify(value ?? "")}`,
  make: () => wrap(name, make()),
});
function wrap(name, node) {
  node.dataset.part = name;
  return node;
}

const onlyNamesFiles = (message) => message.files?.length && message.files.some((file) => file.name === message.text);
const edited = () => el("span", { class: "edited" }, " (edited)");

function head(message) {
  return el(
    "div",
    { class: "message-head" },
    el("b", { class: "author" }, authorName(message)),
    isBot(message) ? el("span", { class: "badge" }, "APP") : null,
    el(
      "time",
      { class: "when", title: fullTime(message.ts, zone()), data: { at: message.ts } },
      clock(message.ts, zone()),
    ),
    message.edited ? edited() : null,
  );
}

function privateLine() {
  return el("div", { class: "private-line" }, icon("eye", 14), el("span", null, "Only visible to you"));
}

function reactions(list) {
  return el(
    "div",
    { class: "reactions" },
    list.map((it) =>
      el(
        "span",
        {
          class: `reaction${it.users?.includes(world.me.id) ? " mine" : ""}`,
          title: (it.users || []).map(nameOf).join(", "),
        },
        emoji(it.name),
        el("span", null, String(it.count ?? it.users?.length ?? 1)),
      ),
    ),
  );
}

function copyLink(channel, message) {
  const link = `${location.origin}${location.pathname}${address(world.me.id, channel, message.thread_ts || message.ts)}`;
  navigator.clipboard?.writeText(link).then(
    () => toast("Link copied.", { kind: "good" }),
    () => toast(link),
  );
}

/** A day's name between messages, as Slack's pill. */
export const dayDivider = (ts) => el("div", { class: "day", role: "separator" }, el("span", null, dayName(ts, zone())));
