// The `input` block: label, element, hint, and the error beneath; and what Slack checks before it submits.
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { element } from "./elements.js";

export function inputBlock(block, surface) {
  const label = freshId("label");
  const error = freshId("error");
  const field = element(block.element, block, surface);
  const control = field?.matches("input, textarea, button, [role]")
    ? field
    : field?.querySelector("input, textarea, button");
  control?.setAttribute("aria-labelledby", label);
  control?.removeAttribute("aria-label");
  control?.setAttribute("aria-describedby", error);
  if (!block.optional) control?.setAttribute("aria-required", "true");
  return el(
    "div",
    { class: "input" },
    el(
      "div",
      { class: "input-label", id: label, on: { click: () => control?.focus() } },
      words(block.label),
      block.optional ? el("span", { class: "quiet" }, " (optional)") : null,
    ),
    field,
    block.hint ? el("div", { class: "input-hint" }, words(block.hint)) : null,
    el("div", { class: "input-error", id: error, role: "alert", hidden: true }),
  );
}

export function showErrors(root, errors) {
  for (const block of root.querySelectorAll("[data-block=input]")) {
    const said = errors[block.dataset.blockId];
    const line = block.querySelector(".input-error");
    block.classList.toggle("has-error", Boolean(said));
    line.hidden = !said;
    line.replaceChildren(...(said ? [icon("warn", 14), document.createTextNode(said)] : []));
    block.querySelector("[aria-labelledby]")?.setAttribute("aria-invalid", String(Boolean(said)));
  }
  const first = root.querySelector(".has-error");
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
}

const isEmpty = (value) => {
  const [, inner] = Object.entries(value || {}).find(([key]) => key !== "type" && key !== "timezone") || [];
  return inner === undefined || inner === null || inner === "" || (Array.isArray(inner) && inner.length === 0);
};

/** Checks that need no bot, one for each kind of element; they answer with what is wrong, or nothing. */
const CHECKS = {
  plain_text_input: (it, text) => {
    if (it.min_length && text.length < it.min_length) return `Please enter at least ${it.min_length} characters.`;
    if (it.max_length && text.length > it.max_length)
      return `Please use at most ${it.max_length.toLocaleString("en-US")} characters (now ${text.length.toLocaleString("en-US")}).`;
    return null;
  },
  email_text_input: (it, text) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : "Please enter a valid email address.",
  url_text_input: (it, text) => (URL.canParse(text) ? null : "Please enter a valid link, like https://example.com."),
  number_input: (it, text) => {
    if (!/^-?\d+(\.\d+)?$/.test(text) || (!it.is_decimal_allowed && text.includes(".")))
      return it.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
    if (it.min_value !== undefined && Number(text) < Number(it.min_value))
      return `Please enter ${it.min_value} or more.`;
    if (it.max_value !== undefined && Number(text) > Number(it.max_value))
      return `Please enter ${it.max_value} or less.`;
    return null;
  },
};

/** {block_id: what is wrong} for every input block of a view. */
export function check(blocks, surface) {
  const errors = {};
  for (const block of blocks.filter((it) => it.type === "input")) {
    const value = surface.get(block.block_id, block.element.action_id);
    if (isEmpty(value)) {
      if (!block.optional) errors[block.block_id] = "Please complete this required field.";
      continue;
    }
    const wrong = CHECKS[block.element.type]?.(block.element, value.value);
    if (wrong) errors[block.block_id] = wrong;
  }
  return errors;
}
