// The right column: one thread and its own composer.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Composer } from "./composer.js";
import * as memory from "./memory.js";
import { Stream } from "./stream.js";
import { world } from "./world.js";

export class ThreadPane {
  constructor({ close }) {
    this.stream = new Stream({ label: "Thread" });
    this.composer = new Composer({ label: "Reply", onSent: () => this.stream.toEnd() });
    this.seen = new Set();
    this.where = el("span", { class: "quiet" });
    this.node = el(
      "aside",
      { class: "pane thread", "aria-label": "Thread", hidden: true },
      el(
        "header",
        { class: "pane-head" },
        el("div", { class: "pane-title" }, el("h2", null, "Thread"), this.where),
        el(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close thread",
            title: "Close (Esc)",
            on: { click: close },
          },
          icon("close", 18),
        ),
      ),
      this.stream.node,
      el("div", { class: "pane-foot" }, this.composer.node),
    );
    this.node.addEventListener("keydown", (event) => {
      const writing = event.target === this.composer.area && this.composer.area.value;
      if (event.key === "Escape" && !event.defaultPrevented && !writing) close();
    });
  }

  async show(channel, ts, write) {
    Object.assign(this, { channel, ts });
    this.node.hidden = false;
    const about = world.channels.get(channel);
    this.where.textContent = about.is_im ? world.bot.name : `#${about.name}`;
    this.node.dataset.thread = ts;
    this.composer.aim(channel, ts, "Reply…");
    const fromTop = !this.seen.has(ts) && !write; // a thread is read from its beginning the first time
    this.seen.add(ts);
    this.stream.atEnd = !fromTop;
    await memory.loadThread(channel, ts);
    if (fromTop) this.stream.toTop();
    else this.stream.toEnd();
    if (write) this.composer.area.focus();
  }

  hide() {
    this.ts = null;
    this.node.hidden = true;
    delete this.node.dataset.thread;
  }

  draw(fresh) {
    if (!this.ts) return;
    const list = memory.inThreadOf(this.channel, this.ts);
    const n = Math.max(0, list.filter((it) => !it.ephemeral).length - 1);
    const rule = n
      ? el("div", { class: "replies-rule" }, el("span", null, `${n} ${n === 1 ? "reply" : "replies"}`))
      : el("div", { class: "replies-rule" });
    this.stream.show(`${this.channel}`, list, { afterFirst: rule, fresh });
  }
}
