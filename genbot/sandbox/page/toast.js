// Short words at the top of the window, and the slim line that says the sandbox itself is away.
import { el } from "./dom.js";
import { icon } from "./icons.js";

const standing = new Map();

/** Show `text` for a few seconds, or until `untoast(key)` when `stay`. The same key replaces itself. */
export function toast(text, { kind = "info", key = text, stay = false } = {}) {
  untoast(key);
  const close = el(
    "button",
    { class: "icon-button toast-close", type: "button", "aria-label": "Dismiss", on: { click: () => untoast(key) } },
    icon("close", 14),
  );
  const node = el(
    "div",
    { class: `toast toast-${kind}`, role: kind === "error" ? "alert" : "status" },
    icon({ error: "warn", offline: "plug", good: "check" }[kind] || "info"),
    el("span", null, text),
    close,
  );
  document.getElementById("toasts").append(node);
  standing.set(key, { node, timer: stay ? null : setTimeout(() => untoast(key), 6000) });
}

export function untoast(key) {
  const had = standing.get(key);
  if (!had) return;
  standing.delete(key);
  clearTimeout(had.timer);
  had.node.classList.add("leaving");
  had.node.addEventListener("animationend", () => had.node.remove());
  setTimeout(() => had.node.remove(), 400);
}
