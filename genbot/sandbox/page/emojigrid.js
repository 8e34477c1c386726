// The emoji picker: a search field and a grid of characters.
import { el } from "./dom.js";
import { EMOJI, emojiNamed } from "./emoji.js";

/** One name for each character; an alias finds it too, but shows no second one. */
const NAMES = [...new Map([...EMOJI].reverse().map(([name, character]) => [character, name])).values()].reverse();
const FEATURED = [
  "+1",
  "tada",
  "fire",
  "eyes",
  "taco",
  "clapper",
  "rocket",
  "white_check_mark",
  "heart",
  "joy",
  "thinking_face",
  "pray",
];

export function emojiGrid(choose) {
  const search = el("input", {
    class: "option-search",
    type: "text",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    data: { first: "" },
  });
  const grid = el("div", { class: "emoji-grid" });
  const foot = el("div", { class: "emoji-foot quiet", "aria-live": "polite" });
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const names = wanted ? emojiNamed(wanted, 63) : [...FEATURED, ...NAMES.filter((name) => !FEATURED.includes(name))];
    grid.replaceChildren(
      ...names.map((name) =>
        el(
          "button",
          {
            class: "emoji-cell",
            type: "button",
            "aria-label": name,
            title: `:${name}:`,
            on: { click: () => choose(name), focus: () => sayName(name), mouseenter: () => sayName(name) },
          },
          EMOJI.get(name),
        ),
      ),
    );
    foot.textContent = names.length ? "" : "Nothing matches";
  };
  const sayName = (name) => {
    foot.textContent = `:${name}:`;
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => event.key === "Enter" && grid.firstChild?.click());
  draw();
  return el("div", { class: "emoji-panel" }, search, grid, foot);
}
