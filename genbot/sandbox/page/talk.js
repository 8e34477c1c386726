// Everything the page says to and hears from the pretend Slack: five reads, one write, one stream.
import { world } from "./world.js";

async function ask(path, query) {
  const answer = await fetch(`/_sandbox/${path}?${new URLSearchParams(query)}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const hello = (user) => ask("hello", user ? { user } : {});
export const messages = (channel) => ask("messages", { user: world.me.id, channel }).then((it) => it.messages);
export const replies = (channel, ts) => ask("replies", { user: world.me.id, channel, ts }).then((it) => it.messages);
export const home = () => ask("home", { user: world.me.id }).then((it) => it.view);

export const roster = () => ask("people", {});

/** Do something as the acting person. Never throws: a server that is away is {ok: false, error: "unreachable"}. */
export const act = (what, fields) => send("act", { user: world.me.id, do: what, ...fields });

/** Change the workspace itself, which nobody in it could: {do: "deactivate", user}, … Never throws either. */
export const control = (asked) => send("control", asked);

async function send(where, body) {
  try {
    const answer = await fetch(`/_sandbox/${where}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/** Whether there is a real bot behind this workspace, which may be killed. */
export const mortal = () =>
  fetch("/_sandbox/bot").then(
    (answer) => answer.ok,
    () => false,
  );

/** End the bot's process as a power cut would; it comes back by itself. */
export const kill = () =>
  fetch("/_sandbox/bot", { method: "POST", body: JSON.stringify({ do: "kill" }) }).catch(() => null);

const AGAIN = 2000; // ms; a refused stream is not asked for again by the browser itself

/** Hear everything this person may hear. `onState("open" | "lost")` tells of the line; call `close` when done.
 * What is read before `ready` may lack what happens meanwhile. */
export function listen(user, onEvent, onState) {
  let source;
  let closed = false;
  let tried;
  const ready = new Promise((done) => (tried = done));
  const open = () => {
    if (closed) return;
    source = new EventSource(`/_sandbox/events?user=${encodeURIComponent(user)}`);
    source.onopen = () => {
      tried();
      onState("open");
    };
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = () => {
      tried();
      onState("lost");
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN);
    };
  };
  open();
  return {
    ready,
    close: () => {
      closed = true;
      source.close();
    },
  };
}

const REASONS = {
  operation_timeout: "genbot did not answer within 3 seconds.",
  dispatch_failed: "genbot is not connected, so nobody received that.",
  unreachable: "The sandbox does not answer. Is it still running?",
  unknown_command: "There is no such command here. Try /gen help.",
  not_in_threads: "Commands do not work in threads. Type it in the channel.",
  is_archived: "This channel is archived.",
  message_not_found: "That message is gone.",
  element_not_found: "That changed a moment ago. Look again.",
  view_not_found: "That form is closed already.",
};
export const reason = (error) => REASONS[error] || `That did not work (${error || "unknown error"}).`;
