// The page is put together here: the panes, the address, the stream, the keys that work everywhere.
import { el } from "./dom.js";
import { ChannelPane, firstRoom } from "./channel.js";
import * as memory from "./memory.js";
import { dropAllViews, dropView, isSending, showView } from "./modal.js";
import { spoken } from "./mrkdwn.js";
import { authorOf } from "./message.js";
import { closePopover } from "./popover.js";
import { rosterChanged } from "./roster.js";
import { address, go, here } from "./route.js";
import { Sidebar } from "./sidebar.js";
import * as talk from "./talk.js";
import { ThreadPane } from "./thread.js";
import { toast, untoast } from "./toast.js";
import { learn, meet, nameOf, people, rooms, botTalk, settle, world } from "./world.js";

const app = document.getElementById("app");
const openThread = (ts, write) => {
  state.write = write;
  if (here().thread === ts) return showThread();
  return go(world.me.id, state.place, ts);
};
const toChannel = () => go(world.me.id, state.place);
const drawer = (open) => app.classList.toggle("drawer-open", open);

const state = { place: null, write: false, source: null, line: "new" };
const sidebar = new Sidebar({
  onPerson: (user) => go(user, state.place === botTalk()?.id ? "dm" : state.place),
  onPlace: () => drawer(false),
});
const channel = new ChannelPane({ openThread, openDrawer: () => openDrawer() });
const thread = new ThreadPane({ close: toChannel });

function openDrawer() {
  drawer(true);
  sidebar.node.querySelector("[aria-current]")?.focus();
}

async function start() {
  app.append(
    sidebar.node,
    el("div", { class: "veil", on: { click: () => drawer(false) } }),
    el("div", { class: "desk" }, channel.node, thread.node),
  );
  addEventListener("hashchange", arrive);
  addEventListener("keydown", keys);
  memory.onNews(draw);
  setInterval(() => draw({}), 60_000); // "last reply 3 minutes ago" grows older
  sidebar.mortal = await talk.mortal();
  await arrive();
  app.removeAttribute("aria-busy");
}

/** Make the page show what the address says. */
async function arrive() {
  drawer(false);
  closePopover(false);
  const to = here();
  const user = to.user || world.me.id;
  if (!user || user !== world.me.id) await become(user);
  const place = to.channel === "dm" ? botTalk()?.id : to.channel;
  if (place !== "home" && !world.channels.has(place))
    return history.replaceState(null, "", address(world.me.id, firstRoom())) || arrive();
  if (place !== state.place) {
    state.place = place;
    memory.unread.delete(place);
    sidebar.show(place);
    await channel.show(place).catch(lost);
    if (!to.thread && matchMedia("(min-width: 800px)").matches && document.activeElement === document.body)
      channel.composer.area.focus();
  }
  return to.thread ? showThread() : hideThread();
}

async function become(user) {
  const hello = await talk
    .hello(user)
    .catch(() => talk.hello()) // whoever that was is not here any more
    .catch(() => Promise.reject(new Error("The sandbox does not answer.")));
  state.source?.close();
  dropAllViews();
  memory.forget();
  learn(hello);
  Object.assign(state, { place: null, line: "new" });
  thread.hide();
  state.source = talk.listen(world.me.id, hear, lineIs);
  await state.source.ready;
  botIs(world.bot.online);
}

async function showThread() {
  const { thread: ts } = here();
  app.classList.add("thread-open");
  await thread.show(state.place, ts, state.write).catch(lost);
  state.write = false;
}

function hideThread() {
  if (!thread.ts) return;
  const ts = thread.ts;
  thread.hide();
  app.classList.remove("thread-open");
  document
    .querySelector(`.channel [data-thread-bar="${ts}"], .channel [data-ts="${ts}"]`)
    ?.focus({ preventScroll: true });
}

function draw({ channel: where, fresh } = {}) {
  if (where && where !== state.place) return;
  const toThread = fresh && fresh.thread_ts && fresh.thread_ts !== fresh.ts;
  channel.draw(toThread ? undefined : fresh);
  thread.draw(toThread && fresh.thread_ts === thread.ts ? fresh : undefined);
}

const HEARD = {
  message: (event) => {
    memory.heard(event);
    announce(event);
  },
  changed: memory.changed,
  deleted: memory.deleted,
  view: ({ view }) => showView(view),
  view_closed: ({ view_id }) => dropView(view_id),
  home: ({ view }) => channel.home.show(view),
  notice: (event) => (event.channel ? memory.notice(event) : isSending() || toast(event.text, { kind: "error" })),
  bot: ({ online }) => botIs(online),
  channel: ({ channel: id, member }) => {
    const known = world.channels.get(id);
    if (known) known.member = member;
    channel.head();
    rosterChanged();
  },
  people: () => whoIsHere(),
  reset: () => location.reload(),
};
const hear = (event) => {
  memory.beat();
  HEARD[event.type]?.(event);
};

/** Somebody left, moved or came back, or a channel changed; whoever was acted as and is gone acts no
 * more, and nobody stays in a channel they are not in. */
async function whoIsHere() {
  await rosterChanged();
  meet((await talk.hello()).users);
  if (world.me.gone) return go(people().find((user) => !user.gone).id, state.place);
  settle((await talk.hello(world.me.id)).channels);
  if (state.place !== "home" && !world.channels.has(state.place)) return go(world.me.id, firstRoom());
  channel.head();
  draw();
  return sidebar.show(state.place);
}

/** Say new messages to screen readers; mark the places nobody is looking at. */
function announce({ channel: where, message }) {
  const threadHere = message.thread_ts && message.thread_ts === thread.ts;
  const topLevel = !message.thread_ts || message.thread_ts === message.ts;
  if (where !== state.place) {
    if (topLevel || message.text?.includes(`<@${world.me.id}>`)) memory.countUnread(where, message);
    sidebar.show(state.place);
  } else if ((topLevel || threadHere) && message.user !== world.me.id) {
    document.getElementById("announcer").textContent = `${nameOf(authorOf(message))}: ${spoken(message.text)}`.slice(
      0,
      300,
    );
  }
}

function botIs(online) {
  world.bot.online = online;
  if (state.place) sidebar.show(state.place);
  if (state.place) channel.head();
  if (online) untoast("bot");
  else
    toast(`${world.bot.name} is offline. Clicks and commands reach nobody until it is back.`, {
      kind: "offline",
      key: "bot",
      stay: true,
    });
}

async function lineIs(now) {
  const before = state.line;
  state.line = now;
  if (now === "lost" && before === "open")
    toast("The sandbox does not answer. Trying again…", { kind: "offline", key: "line", stay: true });
  if (now !== "open" || before !== "lost") return;
  untoast("line");
  const hello = await talk.hello(world.me.id).catch(() => null);
  if (!hello) return;
  learn(hello);
  botIs(world.bot.online);
  await memory.reload().catch(lost);
}

const lost = (error) => toast(`That could not be loaded (${error.message}).`, { kind: "error", key: "load" });

function keys(event) {
  if (event.defaultPrevented) return;
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const places = [...rooms().map((it) => it.id), botTalk()?.id, "home"].filter(Boolean);
    const step = event.key === "ArrowDown" ? 1 : -1;
    go(world.me.id, places[(places.indexOf(state.place) + step + places.length) % places.length]);
    event.preventDefault();
  } else if (event.key === "Escape" && app.classList.contains("drawer-open")) drawer(false);
}

start().catch((error) => {
  app.replaceChildren(
    el(
      "div",
      { class: "empty" },
      el("h2", null, "The sandbox does not answer"),
      el("p", null, `${error.message} Start it with “genbot sandbox”, then reload this page.`),
    ),
  );
});
