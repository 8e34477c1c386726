// How people and genbot look: avatars and presence.
import { el } from "./dom.js";
import { genbotMark, sandboxMark } from "./icons.js";
import { colourOf, initials, nameOf, world } from "./world.js";

export function avatar(id, size = 36) {
  const look = { class: "avatar", "aria-hidden": "true", style: { "--size": `${size}px` } };
  if (id === "sandbox") return el("span", look, sandboxMark());
  if (id === world.bot.id) return el("span", look, genbotMark(size));
  const user = world.users.get(id) || { id };
  look.style["--tint"] = colourOf(user);
  return el("span", { ...look, class: "avatar avatar-person" }, initials(nameOf(id)));
}

export const presence = (online) =>
  el("span", {
    class: online ? "presence online" : "presence",
    role: "img",
    "aria-label": online ? "online" : "offline",
    title: online ? "Online" : "Offline",
  });
