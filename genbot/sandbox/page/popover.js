// Small floating panels beside what opened them: menus, option lists, calendars. One at a time.
import { el, focusable, trapTab } from "./dom.js";

let current = null;

export function closePopover(refocus = true) {
  if (!current) return;
  const { panel, anchor, onClose } = current;
  current = null;
  panel.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
  onClose?.();
}

export const isOpenFor = (anchor) => current?.anchor === anchor;

/** Show `content` by `anchor`. Esc, a click elsewhere or a scroll of the page behind closes it. */
export function openPopover(anchor, content, { label, role = "dialog", width, onClose, wide, keepFocus } = {}) {
  closePopover(false);
  const panel = el(
    "div",
    { class: "popover", role, "aria-label": label, tabindex: "-1", data: { popover: label || "" } },
    content,
  );
  if (width) panel.style.minWidth = `${width}px`;
  if (wide) panel.classList.add("popover-wide");
  document.body.append(panel);
  current = { panel, anchor, onClose };
  anchor.setAttribute("aria-expanded", "true");
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    closePopover();
  });
  trapTab(panel);
  place(panel, anchor);
  if (!keepFocus) (panel.querySelector("[data-first]") || focusable(panel)[0] || panel).focus({ preventScroll: true });
  return panel;
}

export function place(panel, anchor, prefer = "below") {
  const edge = 8;
  const from = anchor.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const below = from.bottom + 4;
  const above = from.top - size.height - 4;
  const fitsBelow = below + size.height < innerHeight - edge;
  const top = (prefer === "above" && above > edge) || (!fitsBelow && above > edge) ? above : below;
  const left = Math.min(Math.max(edge, from.left), innerWidth - size.width - edge);
  panel.style.left = `${Math.round(Math.max(edge, left))}px`;
  panel.style.top = `${Math.round(Math.max(edge, Math.min(top, innerHeight - size.height - edge)))}px`;
}

addEventListener(
  "pointerdown",
  (event) => {
    if (current && !current.panel.contains(event.target) && !current.anchor.contains(event.target)) closePopover(false);
  },
  true,
);
addEventListener("resize", () => closePopover(false));

/** A menu of commands: [{label, note, icon, danger, data, run}], with null for a dividing line. */
export function openMenu(anchor, label, entries) {
  const items = entries.map((entry) => (entry ? menuItem(entry) : el("hr", { role: "separator" })));
  const panel = openPopover(anchor, el("div", { class: "menu" }, items), { label, role: "menu" });
  walkWithArrows(panel, "[role=menuitem]");
}

function menuItem({ label, note, icon, danger, data, run, href }) {
  const choose = () => {
    closePopover();
    run?.();
  };
  return el(
    href ? "a" : "button",
    {
      class: danger ? "menu-item menu-danger" : "menu-item",
      role: "menuitem",
      href,
      target: href && "_blank",
      rel: href && "noopener noreferrer",
      type: href ? null : "button",
      data,
      on: { click: choose },
    },
    icon,
    el(
      "span",
      { class: "menu-words" },
      el("span", null, label),
      note ? el("span", { class: "menu-note" }, note) : null,
    ),
  );
}

/** Up and down walk through what `selector` finds; Home and End jump; a letter finds the next that starts so. */
export function walkWithArrows(root, selector) {
  root.addEventListener("keydown", (event) => {
    const stops = [...root.querySelectorAll(selector)];
    const at = stops.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % stops.length,
      ArrowUp: (at - 1 + stops.length) % stops.length,
      Home: 0,
      End: stops.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stops[to]?.focus();
  });
}
