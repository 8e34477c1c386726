// The address after #: person / channel or "home" / thread. A link opens a state.

export function here() {
  const [user, channel, thread] = location.hash.slice(1).split("/").map(decodeURIComponent);
  return { user: user || null, channel: channel || null, thread: thread || null };
}

export const address = (user, channel, thread) => `#${[user, channel, thread].filter(Boolean).join("/")}`;

export function go(user, channel, thread) {
  const next = address(user, channel, thread);
  if (location.hash !== next) location.hash = next;
}
