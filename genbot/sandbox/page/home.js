// The app's own page: its Home tab, and Messages, which is the conversation with it.
import { el } from "./dom.js";
import { genbotMark } from "./icons.js";
import { showBlocks } from "./blocks.js";
import { Surface } from "./surface.js";
import * as talk from "./talk.js";
import { world } from "./world.js";

export class Home {
  constructor() {
    this.shown = 0;
    this.body = el("div", { class: "home-blocks" });
    this.node = el("div", { class: "home scroller", role: "tabpanel", "aria-label": "Home", tabindex: "0" }, this.body);
  }

  /** Ask for the tab: the bot hears that it was opened, and may publish a newer one soon. */
  async open() {
    const before = this.shown;
    const view = await talk.home();
    if (before === this.shown) this.show(view || null); // else what the bot published meanwhile is newer
  }

  show(view) {
    this.shown += 1;
    if (!view) {
      this.surface = null;
      this.body.replaceChildren(
        el(
          "div",
          { class: "empty" },
          genbotMark(56),
          el("h2", null, `This is where ${world.bot.name} will be at home`),
          el(
            "p",
            null,
            `${world.bot.name} has not published its Home tab yet. Send it a message, or type /gen help in a channel.`,
          ),
        ),
      );
      return;
    }
    if (this.surface?.where.view_id !== view.id) this.surface = new Surface("home", { view_id: view.id });
    this.body.dataset.viewId = view.id;
    showBlocks(this.body, view.blocks, this.surface);
  }
}
