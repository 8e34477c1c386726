// The messages this page has seen, kept current by the stream. Views subscribe; nothing here touches the page.
import * as talk from "./talk.js";
import { isBot, world } from "./world.js";

const channels = new Map(); // channel -> messages, oldest first
const threads = new Map(); // channel/ts -> messages, parent first
const dismissed = new Set();
const news = new EventTarget();
export const unread = new Map(); // channel -> {count, mention}

export const onNews = (fn) => news.addEventListener("news", (event) => fn(event.detail));
let beats = 0; // how often the stream told something
const tell = (detail) => news.dispatchEvent(new CustomEvent("news", { detail }));
const threadKey = (channel, ts) => `${channel}/${ts}`;
const inThread = (message) =>
  message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
const seen = (list) => (list || []).filter((message) => !dismissed.has(message.ts));

export const inChannel = (channel) => seen(channels.get(channel));
export const inThreadOf = (channel, ts) => seen(threads.get(threadKey(channel, ts)));
export const find = (channel, ts) =>
  channels.get(channel)?.find((it) => it.ts === ts) || [...threads.values()].flat().find((it) => it.ts === ts);

export function forget() {
  channels.clear();
  threads.clear();
  unread.clear();
}

export const beat = () => (beats += 1);

/** What the stream tells while something is read may not be in it yet: then it is read again. */
async function current(read) {
  for (;;) {
    const before = beats;
    const found = await read();
    if (before === beats) return found;
  }
}

export async function loadChannel(channel) {
  const list = await current(() => talk.messages(channel));
  const local = (channels.get(channel) || []).filter((it) => it.notice);
  channels.set(channel, [...list, ...local].sort(byTime));
  tell({ channel });
}

export async function loadThread(channel, ts) {
  const list = await current(() => talk.replies(channel, ts));
  const missing = (threads.get(threadKey(channel, ts)) || []).filter(
    (old) => old.ephemeral && !list.some((it) => it.ts === old.ts),
  );
  threads.set(threadKey(channel, ts), [...list, ...missing].sort(byTime));
  tell({ channel, thread: ts });
}

/** After a lost line: everything that is on the page is read again. */
export const reload = () =>
  Promise.all([
    ...[...channels.keys()].map(loadChannel),
    ...[...threads.keys()].map((key) => loadThread(...key.split("/"))),
  ]);

const byTime = (a, b) => Number(a.ts) - Number(b.ts);

function put(list, message) {
  const at = list.findIndex((it) => it.ts === message.ts);
  if (at >= 0) list[at] = { ...message, ephemeral: message.ephemeral || list[at].ephemeral };
  else list.push(message);
  list.sort(byTime);
}

export function heard({ channel, message }) {
  const top = !inThread(message);
  if (top && channels.has(channel)) put(channels.get(channel), message);
  const thread = threads.get(threadKey(channel, message.thread_ts || message.ts));
  if (thread) put(thread, message);
  if (!top && !message.ephemeral) countReply(channel, message);
  tell({ channel, thread: message.thread_ts, fresh: message });
}

/** The parent's own "changed" says the same; whichever comes first, the second changes nothing. */
function countReply(channel, message) {
  const parent = channels.get(channel)?.find((it) => it.ts === message.thread_ts);
  if (!parent || Number(parent.latest_reply || 0) >= Number(message.ts)) return;
  const who = message.user || world.bot.id;
  put(channels.get(channel), {
    ...parent,
    reply_count: (parent.reply_count || 0) + 1,
    reply_users: [...new Set([...(parent.reply_users || []), who])],
    latest_reply: message.ts,
  });
}

export function changed({ channel, message }) {
  for (const list of holding(channel, message.ts)) put(list, message);
  tell({ channel, thread: message.thread_ts || message.ts });
}

export function deleted({ channel, ts }) {
  for (const list of holding(channel, ts))
    list.splice(
      list.findIndex((it) => it.ts === ts),
      1,
    );
  tell({ channel, gone: ts });
}

const holding = (channel, ts) =>
  [
    channels.get(channel),
    ...[...threads].filter(([key]) => key.startsWith(`${channel}/`)).map(([, list]) => list),
  ].filter((list) => list?.some((it) => it.ts === ts));

/** A word from the workspace itself, seen by this person only and gone with the page. */
export function notice({ channel, text, kind, thread_ts }) {
  const message = { ts: (Date.now() / 1000).toFixed(6), text, notice: kind || "info", ephemeral: true, thread_ts };
  heard({ channel, message });
}

export function dismiss(channel, ts) {
  dismissed.add(ts);
  tell({ channel });
}

export function countUnread(channel, message) {
  if (message.user === world.me.id || message.notice) return;
  const had = unread.get(channel) || { count: 0, mention: 0 };
  const named =
    (message.text || "").includes(`<@${world.me.id}>`) || (world.channels.get(channel)?.is_im && isBot(message));
  unread.set(channel, { count: had.count + 1, mention: had.mention + (named ? 1 : 0) });
}
