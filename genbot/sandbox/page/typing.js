// Inputs that are typed into: text, address, link, number. With a live counter where there is a limit.
import { el } from "./dom.js";

const KEYBOARDS = {
  email_text_input: ["email", "name@example.com"],
  url_text_input: ["url", "https://"],
  plain_text_input: ["text", ""],
  number_input: ["text", ""],
};

export function textInput(it, { value, keep, use, surface }) {
  const [type, hint] = KEYBOARDS[it.type];
  const text = value?.value ?? it.initial_value ?? "";
  const props = {
    class: "typed",
    placeholder: it.placeholder?.text || hint || null,
    autocomplete: "off",
    "aria-label": it.placeholder?.text,
  };
  const input = it.multiline ? el("textarea", { ...props, rows: 4 }) : el("input", { ...props, type });
  input.value = text;
  const state = () => ({ type: it.type, value: input.value === "" ? null : input.value });
  keep(state());
  const count = counter(it, input);
  const frame = el("div", { class: "typed-frame" }, input, count?.node);
  const when = it.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  input.addEventListener("input", () => {
    keep(state());
    count?.draw();
    grow(input);
    if (when.includes("on_character_entered")) use(state(), frame);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || it.multiline || event.isComposing) return;
    if (surface.kind !== "view" || when.includes("on_enter_pressed")) use(state(), frame);
  });
  if (it.multiline) requestAnimationFrame(() => grow(input));
  if (it.focus_on_load) input.dataset.focusOnLoad = "";
  return frame;
}

export const numberInput = (it, tools) => {
  const frame = textInput({ ...it, initial_value: it.initial_value ?? "" }, tools);
  frame.querySelector("input").inputMode = it.is_decimal_allowed ? "decimal" : "numeric";
  return frame;
};

/** Rich text typed as plain paragraphs: what the sandbox needs of it. */
export function richTextInput(it, tools) {
  const said = (text) => ({
    type: "rich_text_input",
    rich_text_value: {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  });
  const keep = (state) =>
    tools.keep(state.value ? said(state.value) : { type: "rich_text_input", rich_text_value: null });
  return textInput(
    { ...it, type: "plain_text_input", multiline: true, initial_value: "" },
    { ...tools, value: undefined, keep },
  );
}

function grow(input) {
  if (input.tagName !== "TEXTAREA") return;
  input.style.height = "auto";
  input.style.height = `${Math.min(320, input.scrollHeight + 2)}px`;
}

/** "12 left", which turns red below zero; or what is missing to the least length. */
function counter(it, input) {
  if (!it.max_length && !it.min_length) return null;
  const node = el("span", { class: "counter", "aria-live": "polite" });
  const draw = () => {
    const long = input.value.length;
    const left = it.max_length ? it.max_length - long : null;
    const short = it.min_length && long < it.min_length ? it.min_length - long : 0;
    node.textContent = short && long ? `${short} more` : left === null ? "" : left.toLocaleString("en-US");
    node.classList.toggle("counter-near", left !== null && left >= 0 && left <= Math.max(10, it.max_length * 0.1));
    node.classList.toggle("counter-over", left !== null && left < 0);
  };
  draw();
  return { node, draw };
}
