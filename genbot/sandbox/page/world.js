// What the page knows of the pretend workspace, as the acting person sees it. One value, filled by hello().

export const world = {
  team: { id: "", name: "" },
  me: { id: "", name: "", real_name: "", tz: "UTC" },
  users: new Map(),
  channels: new Map(),
  bot: { id: "", name: "genbot", online: true },
  commands: [],
  shortcuts: [],
};

/** Where the acting person is. */
export function settle(channels) {
  world.channels = new Map(channels.map((channel) => [channel.id, channel]));
}

export function learn(hello) {
  world.team = hello.team;
  world.me = hello.me;
  meet(hello.users);
  settle(hello.channels);
  world.bot = hello.bot;
  world.commands = hello.commands || [];
  world.shortcuts = hello.shortcuts || [];
}

/** Who there is; the acting person is one of them. */
export function meet(users) {
  world.users = new Map(users.map((user) => [user.id, user]));
  world.me = world.users.get(world.me.id) || world.me;
}

export const people = () => [...world.users.values()].filter((user) => user.id !== world.bot.id && !user.is_bot);
export const nameOf = (id) =>
  id === world.bot.id ? world.bot.name : world.users.get(id)?.real_name || world.users.get(id)?.name || id;
export const zone = () => world.me.tz || "UTC";
export const rooms = () => [...world.channels.values()].filter((channel) => !channel.is_im);
/** The icon of a channel, by who may see it. */
export const markOf = (channel) => (channel.private ? "lock" : "hash");
/** The conversation of the acting person with genbot. */
export const botTalk = () =>
  [...world.channels.values()].find(
    (channel) => channel.is_im && (!channel.user || [world.bot.id, world.me.id].includes(channel.user)),
  );
export const isBot = (message) => Boolean(message.bot_id) || message.user === world.bot.id;

const COLOURS = ["#3a7d5c", "#b5533c", "#4668b0", "#8a5aa8", "#a8763e", "#3b8290"];
export function colourOf(user) {
  if (user.color) return user.color.startsWith("#") ? user.color : `#${user.color}`;
  return COLOURS[[...user.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length];
}
export const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .join("")
    .slice(0, 2)
    .toUpperCase();
