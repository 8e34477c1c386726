// The left column: the workspace, its places, genbot, and who one is at the moment.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, presence } from "./people.js";
import { unread } from "./memory.js";
import { openRoster } from "./roster.js";
import { address } from "./route.js";
import * as talk from "./talk.js";
import { nextTheme, theme } from "./theme.js";
import { botTalk, markOf, people, rooms, world } from "./world.js";

export class Sidebar {
  constructor({ onPerson, onPlace }) {
    Object.assign(this, { onPerson, onPlace, mortal: false });
    this.node = el("aside", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" });
  }

  show(place) {
    this.place = place;
    const within = document.activeElement?.dataset?.keep;
    this.node.replaceChildren(this.head(), this.places(), this.acting(), this.plug());
    if (within) this.node.querySelector(`[data-keep="${within}"]`)?.focus({ preventScroll: true });
  }

  head() {
    const names = { auto: "as the system", light: "light", dark: "dark" };
    const marks = { auto: "screen", light: "sun", dark: "moon" };
    const label = `Theme: ${names[theme()]}. Change`;
    return el(
      "header",
      { class: "team" },
      el("h1", null, world.team.name),
      el("span", { class: "tag" }, "sandbox"),
      el("span", { class: "bar-gap" }),
      el(
        "button",
        {
          class: "icon-button on-frame",
          type: "button",
          "aria-label": label,
          title: label,
          data: { keep: "theme", theme: "" },
          on: {
            click: () => {
              nextTheme();
              this.show(this.place);
            },
          },
        },
        icon(marks[theme()]),
      ),
    );
  }

  places() {
    const talk = botTalk();
    return el(
      "nav",
      { class: "places", "aria-label": "Channels and messages" },
      el("h2", null, "Channels"),
      el(
        "ul",
        null,
        rooms().map((channel) => this.row(channel.id, icon(markOf(channel)), channel.name)),
      ),
      talk
        ? [
            el("h2", null, "Direct messages"),
            el("ul", null, this.row(talk.id, avatar(world.bot.id, 20), world.bot.name, presence(world.bot.online))),
          ]
        : null,
      el("h2", null, "Apps"),
      el(
        "ul",
        null,
        this.row(
          "home",
          el("span", { class: "home-mark" }, icon("home")),
          `${world.bot.name} Home`,
          talk ? null : presence(world.bot.online),
        ),
      ),
    );
  }

  row(id, mark, name, after) {
    const news = unread.get(id);
    const here = this.place === id;
    const said = news ? `${name}, ${news.count} unread` : name;
    return el(
      "li",
      null,
      el(
        "a",
        {
          class: `place${here ? " here" : ""}${news ? " unread" : ""}`,
          href: address(world.me.id, id),
          "aria-current": here ? "page" : null,
          "aria-label": said,
          data: { place: id, keep: id },
          on: { click: () => this.onPlace() },
        },
        el("span", { class: "place-mark" }, mark),
        el("span", { class: "place-name" }, name),
        after,
        news?.mention
          ? el("span", { class: "count" }, String(news.mention))
          : news
            ? el("span", { class: "dot" })
            : null,
      ),
    );
  }

  /** For those who want to see what survives. */
  plug() {
    if (!this.mortal) return "";
    return el(
      "section",
      { class: "plug-frame" },
      el(
        "button",
        {
          class: "plug",
          type: "button",
          disabled: !world.bot.online,
          title: "kill -9 at this instant. It is started again by itself; nothing you clicked is lost.",
          data: { keep: "plug", plug: "" },
          on: { click: () => talk.kill() },
        },
        icon("plug"),
        world.bot.online ? `Pull ${world.bot.name}’s plug` : `${world.bot.name} is starting…`,
      ),
    );
  }

  acting() {
    const all = people();
    const present = all.filter((user) => !user.gone);
    const group = el(
      "div",
      { class: "acting", role: "radiogroup", "aria-labelledby": "acting-title" },
      all.map((user) => {
        const mine = user.id === world.me.id;
        return el(
          "button",
          {
            class: "person",
            type: "button",
            role: "radio",
            disabled: user.gone,
            "aria-checked": String(mine),
            tabindex: mine ? "0" : "-1",
            data: { user: user.id, keep: user.id },
            on: { click: () => this.onPerson(user.id) },
          },
          avatar(user.id, 30),
          el(
            "span",
            { class: "person-words" },
            el("b", null, user.real_name),
            el("span", null, user.gone ? "has left the workspace" : user.title || user.name),
          ),
          el("span", { class: "person-mark", "aria-hidden": "true" }, icon("check")),
        );
      }),
    );
    group.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = present.findIndex((user) => user.id === document.activeElement.dataset.user);
      this.onPerson(present[(at + step + present.length) % present.length].id);
    });
    const roster = el(
      "button",
      {
        class: "plug",
        type: "button",
        "aria-haspopup": "dialog",
        data: { keep: "roster", roster: "" },
        on: { click: openRoster },
      },
      icon("people"),
      "People and channels…",
    );
    return el("section", { class: "acting-frame" }, el("h2", { id: "acting-title" }, "Acting as"), group, roster);
  }
}
