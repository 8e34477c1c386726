// The middle: a channel's header, its messages, its composer; or genbot's own page with its two tabs.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Composer } from "./composer.js";
import { Home } from "./home.js";
import * as memory from "./memory.js";
import { plainWords } from "./mrkdwn.js";
import { avatar, presence } from "./people.js";
import { address } from "./route.js";
import { Stream } from "./stream.js";
import { act, reason } from "./talk.js";
import { toast } from "./toast.js";
import { botTalk, markOf, rooms, world } from "./world.js";

export class ChannelPane {
  constructor({ openThread, openDrawer }) {
    this.openDrawer = openDrawer;
    this.stream = new Stream({ label: "Messages", openThread });
    this.composer = new Composer({ label: "Message", onSent: () => this.stream.toEnd() });
    this.home = new Home();
    this.header = el("header", { class: "pane-head" });
    this.foot = el("div", { class: "pane-foot" }, this.composer.node);
    this.body = el("div", { class: "pane-body" });
    this.node = el("main", { class: "pane channel", "aria-label": "Channel" }, this.header, this.body, this.foot);
  }

  async show(place) {
    this.place = place;
    this.head();
    const isHome = place === "home";
    this.foot.hidden = isHome;
    this.body.replaceChildren(isHome ? this.home.node : this.stream.node);
    if (isHome) return this.home.open();
    const channel = world.channels.get(place);
    this.composer.aim(place, null, channel.is_im ? `Message ${world.bot.name}` : `Message #${channel.name}`);
    this.stream.atEnd = true;
    await memory.loadChannel(place);
    this.stream.toEnd();
    return null;
  }

  /** The name, and what can be said about the place in one line. */
  head() {
    const menu = el(
      "button",
      {
        class: "icon-button only-narrow",
        type: "button",
        "aria-label": "Show channels",
        "aria-controls": "sidebar",
        on: { click: this.openDrawer },
      },
      icon("menu", 18),
    );
    const channel = world.channels.get(this.place);
    const ofBot = this.place === "home" || channel?.is_im;
    this.header.replaceChildren(menu, ...(ofBot ? this.botHead() : this.roomHead(channel)));
    this.header.classList.toggle("with-tabs", ofBot);
    document.title = `${ofBot ? world.bot.name : `#${channel.name}`} · ${world.team.name}`;
  }

  botHead() {
    const talk = botTalk();
    const tab = (place, label) =>
      el(
        "a",
        { class: "tab", role: "tab", href: address(world.me.id, place), "aria-selected": String(place === this.place) },
        label,
      );
    return [
      el(
        "div",
        { class: "pane-title" },
        avatar(world.bot.id, 24),
        el("h2", null, world.bot.name),
        el("span", { class: "badge" }, "APP"),
        presence(world.bot.online),
      ),
      el("div", { class: "tabs", role: "tablist" }, tab("home", "Home"), talk ? tab(talk.id, "Messages") : null),
    ];
  }

  roomHead(channel) {
    const bot = channel.member
      ? el(
          "span",
          { class: "member", title: `${world.bot.name} is in this channel` },
          avatar(world.bot.id, 22),
          presence(world.bot.online),
        )
      : el(
          "button",
          { class: "button button-small", type: "button", on: { click: () => this.invite(channel) } },
          `Add ${world.bot.name}`,
        );
    return [
      el(
        "div",
        { class: "pane-title" },
        el("h2", null, el("span", { class: "hash" }, icon(markOf(channel), 18)), channel.name),
        channel.archived ? el("span", { class: "badge" }, "ARCHIVED") : null,
        el("span", { class: "topic", title: channel.topic }, plainWords(channel.topic || "")),
      ),
      bot,
    ];
  }

  async invite(channel) {
    const answer = await act("join", { channel: channel.id });
    if (!answer.ok) return toast(reason(answer.error), { kind: "error" });
    channel.member = true;
    toast(`${world.bot.name} is in #${channel.name} now.`, { kind: "good" });
    return this.head();
  }

  draw(fresh) {
    if (this.place === "home" || !this.place) return;
    this.stream.show(this.place, memory.inChannel(this.place), { intro: this.intro(), fresh });
  }

  intro() {
    const channel = world.channels.get(this.place);
    if (channel.is_im) {
      return el(
        "div",
        { class: "intro" },
        avatar(world.bot.id, 64),
        el("h2", null, world.bot.name),
        el("p", null, `This conversation is just between ${world.bot.name} and you.`),
      );
    }
    return el(
      "div",
      { class: "intro" },
      el("h2", null, el("span", { class: "hash" }, icon(markOf(channel), 24)), channel.name),
      el("p", null, channel.topic ? plainWords(channel.topic) : "This is the very beginning of the channel."),
      channel.member && !channel.archived ? hintOf(this.composer) : null,
    );
  }
}

/** A newcomer's first step: press it, and the command stands in the composer. */
function hintOf(composer) {
  const first = world.commands[0]?.command;
  if (!first) return null;
  const line = `${first} ideas 5 late-night tacos, under 12 seconds`;
  return el(
    "button",
    { class: "hint", type: "button", on: { click: () => composer.insert(line) } },
    el("span", { class: "quiet" }, "Try"),
    el("code", null, line),
  );
}

export const firstRoom = () => rooms().find((channel) => channel.member)?.id || rooms()[0]?.id || "home";
