// A scrolling list of messages: grouped, divided by days, held at its end while the reader is there.
import { arrange, el } from "./dom.js";
import { icon } from "./icons.js";
import { MessageView, authorOf, dayDivider } from "./message.js";
import { dayKey } from "./time.js";
import { world, zone } from "./world.js";

const TOGETHER = 5 * 60;

export class Stream {
  /** `top` is a node shown above the first message; `openThread` is left out inside a thread. */
  constructor({ label, openThread, onSeen }) {
    this.views = new Map();
    this.openThread = openThread;
    this.onSeen = onSeen;
    this.list = el("div", { class: "messages", role: "list", "aria-label": label });
    this.jump = el(
      "button",
      { class: "jump", type: "button", hidden: true, on: { click: () => this.toEnd(true) } },
      icon("arrowdown", 14),
      "New messages",
    );
    this.box = el("div", { class: "scroller", tabindex: "-1" }, this.list);
    this.node = el("div", { class: "stream" }, this.box, this.jump);
    this.atEnd = true;
    this.box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.box);
    this.list.addEventListener("keydown", (event) => this.walk(event));
  }

  scrolled() {
    this.atEnd = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 40;
    if (this.atEnd) this.jump.hidden = true;
  }

  toEnd(smooth) {
    this.atEnd = true;
    this.box.scrollTo({ top: this.box.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.jump.hidden = true;
  }

  toTop() {
    this.box.scrollTo({ top: 0, behavior: "instant" });
    this.scrolled();
  }

  /** Show these messages of `channel`. `intro` comes first; `afterFirst` follows a thread's parent. */
  show(channel, messages, { intro, afterFirst, fresh } = {}) {
    const reader = `${world.me.id} ${zone()}`; // another reader has another clock and other mentions
    if (this.channel !== channel || this.reader !== reader) this.views.clear();
    Object.assign(this, { channel, reader });
    const items = intro ? [{ sign: `intro:${channel}`, make: () => intro }] : [];
    let last = null;
    messages.forEach((message, i) => {
      const newDay = !last || dayKey(last.ts, zone()) !== dayKey(message.ts, zone());
      if (newDay && !afterFirst)
        items.push(
          { sign: `line:${reader}:${dayKey(message.ts, zone())}`, make: () => el("div", { class: "day-line" }) },
          { sign: `day:${reader}:${dayKey(message.ts, zone())}`, make: () => dayDivider(message.ts) },
        );
      const grouped = !newDay && belongs(last, message) && !(afterFirst && i === 1);
      items.push({ sign: `${reader}:${message.ts}`, make: () => this.view(message).node });
      this.view(message).update(message, grouped);
      if (i === 0 && afterFirst) items.push({ sign: `after:${messages.length}`, make: () => afterFirst });
      last = message;
    });
    const gone = [...this.views.keys()].filter((ts) => !messages.some((message) => message.ts === ts));
    gone.forEach((ts) => this.views.delete(ts));
    arrange(this.list, items);
    this.roving();
    if (this.atEnd) this.toEnd();
    else if (fresh) this.jump.hidden = false;
  }

  view(message) {
    if (!this.views.has(message.ts))
      this.views.set(message.ts, new MessageView(this.channel, message, this.openThread));
    return this.views.get(message.ts);
  }

  /** One message is a Tab stop; arrow keys walk to the others. */
  roving() {
    const nodes = [...this.list.querySelectorAll(".message")];
    if (!nodes.some((node) => node.tabIndex === 0)) nodes[nodes.length - 1]?.setAttribute("tabindex", "0");
  }

  walk(event) {
    if (!event.target.classList.contains("message")) return;
    const nodes = [...this.list.querySelectorAll(".message")];
    const at = nodes.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: nodes.length - 1 }[event.key];
    if (event.key === "t" && this.openThread && !event.metaKey && !event.ctrlKey)
      return this.openThread(event.target.dataset.ts, true);
    if (to === undefined || !nodes[to]) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    nodes[to].tabIndex = 0;
    nodes[to].focus();
  }
}

/** Same author, close in time, plain words. A card stands by itself, and so does what is said to one person only. */
function belongs(last, message) {
  return (
    authorOf(last) === authorOf(message) &&
    last.username === message.username &&
    isPlain(last) &&
    isPlain(message) &&
    !last.reply_count &&
    Number(message.ts) - Number(last.ts) < TOGETHER
  );
}
const isPlain = (message) => !message.ephemeral && !message.blocks?.length;
