// One function for each element that a person can use. Each keeps its state in the surface and presses when used.
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { confirmFirst } from "./confirm.js";
import { openMenu } from "./popover.js";
import { picture } from "./media.js";
import { fileInput } from "./files.js";
import { datePicker, dateTimePicker, timePicker } from "./calendar.js";
import { selectMenu } from "./select.js";
import { numberInput, richTextInput, textInput } from "./typing.js";
import { world } from "./world.js";

const KINDS = {
  button,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  icon_button: iconButton,
  feedback_buttons: feedback,
  workflow_button: button,
  image: (it) => picture(it, "thumb"),
  static_select: selectMenu,
  external_select: selectMenu,
  users_select: selectMenu,
  channels_select: selectMenu,
  conversations_select: selectMenu,
  multi_static_select: selectMenu,
  multi_external_select: selectMenu,
  multi_users_select: selectMenu,
  multi_channels_select: selectMenu,
  multi_conversations_select: selectMenu,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
};

/** `use` is what an element calls with its new state: it stores it, asks "are you sure?", and presses. */
export function element(it, block, surface) {
  if (it.visible_to_user_ids && !it.visible_to_user_ids.includes(world.me.id)) return null;
  const kind = KINDS[it.type];
  if (!kind) return el("span", { class: "unknown-block" }, `“${it.type}”`);
  const node = kind(it, {
    block,
    surface,
    value: surface.get(block.block_id, it.action_id),
    keep: (value) => surface.set(block.block_id, it.action_id, value),
    use: (value, from) => use(it, block, surface, value, from || node),
  });
  node.dataset.actionId = it.action_id || "";
  node.dataset.element = it.type;
  return node;
}

async function use(it, block, surface, value, node) {
  if (value !== undefined) surface.set(block.block_id, it.action_id, value);
  const quiet = block.type === "input" && !block.dispatch_action;
  if (quiet || node.getAttribute("aria-busy") === "true") return null;
  if (it.confirm && !(await confirmFirst(it.confirm))) return null;
  return surface.press(node, block.block_id, it, value);
}

function button(it, { use }) {
  const face = el("span", { class: "button-face" }, words(it.text));
  const props = { class: `button ${it.style ? `button-${it.style}` : ""}`, "aria-label": it.accessibility_label };
  if (it.url)
    return el(
      "a",
      { ...props, href: it.url, target: "_blank", rel: "noopener noreferrer", on: { click: () => use() } },
      face,
    );
  return el("button", { ...props, type: "button", data: { value: it.value }, on: { click: () => use() } }, face);
}

function iconButton(it, { use }) {
  const label = it.accessibility_label || it.text?.text;
  return el(
    "button",
    {
      class: "icon-button",
      type: "button",
      title: it.text?.text,
      "aria-label": label,
      on: { click: () => use({ type: it.type, value: it.value }) },
    },
    icon(it.icon === "trash" ? "trash" : "more"),
  );
}

function feedback(it, { use }) {
  const one = (part, name) => {
    const node = el(
      "button",
      {
        class: "icon-button",
        type: "button",
        title: part.text.text,
        "aria-label": part.accessibility_label || part.text.text,
        "aria-pressed": "false",
        on: {
          click: () => {
            for (const other of node.parentElement.children) other.setAttribute("aria-pressed", String(other === node));
            use({ type: it.type, value: part.value });
          },
        },
      },
      icon(name),
    );
    return node;
  };
  return el("span", { class: "feedback" }, one(it.positive_button, "up"), one(it.negative_button, "down"));
}

function overflow(it, { use }) {
  const node = el(
    "button",
    {
      class: "button button-overflow",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      on: {
        click: () =>
          openMenu(
            node,
            "More actions",
            it.options.map((option) => ({
              label: words(option.text),
              note: option.description?.text,
              href: option.url,
              data: { value: option.value },
              run: () => use({ type: it.type, selected_option: option }, node),
            })),
          ),
      },
    },
    icon("more"),
  );
  return node;
}

function optionWords(option) {
  return el(
    "span",
    { class: "choice-words" },
    el("span", null, words(option.text)),
    option.description ? el("span", { class: "choice-note" }, words(option.description)) : null,
  );
}

function checkboxes(it, { value, keep, use }) {
  const started = value?.selected_options || it.initial_options || [];
  const on = new Set(started.map((option) => option.value));
  const state = () => ({ type: it.type, selected_options: it.options.filter((option) => on.has(option.value)) });
  keep(state());
  const group = el(
    "div",
    { class: "choices", role: "group" },
    it.options.map((option) => {
      const box = el("input", {
        type: "checkbox",
        data: { value: option.value },
        on: {
          change: () => {
            if (box.checked) on.add(option.value);
            else on.delete(option.value);
            use(state(), group);
          },
        },
      });
      box.checked = on.has(option.value);
      return el("label", { class: "choice" }, box, optionWords(option));
    }),
  );
  return group;
}

function radioButtons(it, { value, keep, use }) {
  const name = freshId("radio");
  const chosen = value?.selected_option || it.initial_option || null;
  keep({ type: it.type, selected_option: chosen });
  const group = el(
    "div",
    { class: "choices", role: "radiogroup" },
    it.options.map((option) => {
      const dot = el("input", {
        type: "radio",
        name,
        data: { value: option.value },
        on: { change: () => use({ type: it.type, selected_option: option }, group) },
      });
      dot.checked = chosen?.value === option.value;
      return el("label", { class: "choice" }, dot, optionWords(option));
    }),
  );
  return group;
}
