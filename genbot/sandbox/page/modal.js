// Forms over the page: a stack of up to three views, driven by the stream.
import { el, freshId, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./mrkdwn.js";
import { showBlocks } from "./blocks.js";
import { check, showErrors } from "./inputs.js";
import { avatar } from "./people.js";
import { closePopover } from "./popover.js";
import { Surface } from "./surface.js";
import { act, reason } from "./talk.js";
import { world } from "./world.js";

let stack = []; // [{view, surface, node, body, frame}]
let opener = null;
const layer = () => document.getElementById("modals");

/** The bot opened, pushed or updated a view; `view` is the top of this person's stack now. */
export function showView(view) {
  const known = stack.findIndex((it) => it.view.id === view.id);
  if (known >= 0) {
    stack.splice(known + 1).forEach((it) => it.node.remove());
    refresh(stack[known], view);
  } else {
    if (!stack.length) opener = document.activeElement;
    const pushed = view.previous_view_id && stack.some((it) => it.view.id === view.previous_view_id);
    if (!pushed) stack.splice(0).forEach((it) => it.node.remove());
    stack.push(build(view));
  }
  uncover();
}

export function dropView(viewId) {
  const gone = stack.filter((it) => it.view.id === viewId);
  gone.forEach((it) => it.node.remove());
  stack = stack.filter((it) => it.view.id !== viewId);
  if (gone.length) uncover();
}

export function dropAllViews() {
  stack.splice(0).forEach((it) => it.node.remove());
  uncover();
}

/** Only the top view is seen and reachable. */
function uncover() {
  stack.forEach((it, i) => {
    it.node.hidden = i < stack.length - 1;
  });
  document.getElementById("app").inert = stack.length > 0;
  const top = stack[stack.length - 1];
  if (top) return top.node.contains(document.activeElement) ? null : focusFirst(top);
  opener?.isConnected ? opener.focus() : null;
  opener = null;
  return null;
}

function focusFirst({ node, body }) {
  const wanted =
    body.querySelector("[data-focus-on-load]") ||
    body.querySelector("textarea, input:not([type=radio]):not([type=checkbox]), .select");
  (wanted || node.querySelector("footer .button:last-child") || node.querySelector("button")).focus({
    preventScroll: true,
  });
}

function build(view) {
  const it = { view, surface: new Surface("view", { view_id: view.id }) };
  it.title = freshId("view");
  it.body = el("div", { class: "dialog-body view-body" });
  it.errorLine = el("div", { class: "view-error", role: "alert", hidden: true });
  it.frame = el("form", {
    class: "dialog view",
    role: "dialog",
    "aria-modal": "true",
    "aria-labelledby": it.title,
    novalidate: true,
    data: { viewId: view.id, callbackId: view.callback_id },
  });
  it.node = el("div", { class: "shade", on: { keydown: (event) => key(event, it) } }, it.frame);
  it.frame.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(it);
  });
  trapTab(it.frame);
  refresh(it, view);
  layer().append(it.node);
  return it;
}

function refresh(it, view) {
  it.view = view;
  showBlocks(it.body, view.blocks, it.surface);
  it.surface.keepOnly(view.blocks || []);
  const closing = () => close(it);
  const hasInput = (view.blocks || []).some((block) => block.type === "input");
  it.submitButton =
    view.submit || hasInput
      ? el(
          "button",
          { class: "button button-primary", type: "submit", disabled: view.submit_disabled },
          el("span", { class: "button-face" }, view.submit ? words(view.submit) : "Submit"),
        )
      : null;
  it.frame.replaceChildren(
    el(
      "header",
      { class: "dialog-head" },
      view.previous_view_id && stack.length
        ? el(
            "button",
            { class: "icon-button", type: "button", "aria-label": "Back", on: { click: closing } },
            icon("left"),
          )
        : avatar(world.bot.id, 28),
      el("h2", { id: it.title }, words(view.title)),
      el(
        "button",
        { class: "icon-button", type: "button", "aria-label": "Close", on: { click: () => closeAll(it) } },
        icon("close", 18),
      ),
    ),
    it.body,
    it.errorLine,
    el(
      "footer",
      null,
      el(
        "button",
        { class: "button", type: "button", data: { close: "" }, on: { click: closing } },
        view.close ? words(view.close) : it.submitButton ? "Cancel" : "Close",
      ),
      it.submitButton,
    ),
  );
}

function key(event, it) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  close(it);
}

/** Tell the bot, and go at once: closing must never wait for anybody. */
function close(it) {
  closePopover(false);
  dropView(it.view.id);
  act("close", { view_id: it.view.id });
}

function closeAll(it) {
  closePopover(false);
  dropAllViews();
  act("close", { view_id: it.view.id, all: true });
}

/** While a form is on its way its own error line speaks, nothing else. */
export const isSending = () => stack.some((it) => it.sending);

async function submit(it) {
  closePopover(false);
  const errors = check(it.view.blocks || [], it.surface);
  showErrors(it.body, errors);
  it.errorLine.hidden = true;
  if (Object.keys(errors).length || it.sending) return;
  it.sending = true;
  it.submitButton?.setAttribute("aria-busy", "true");
  const answer = await act("submit", { view_id: it.view.id, values: it.surface.values });
  it.sending = false;
  it.submitButton?.removeAttribute("aria-busy");
  if (answer.errors) showErrors(it.body, answer.errors);
  else if (!answer.ok) complain(it, answer.error);
}

function complain(it, error) {
  it.errorLine.replaceChildren(
    icon("warn", 14),
    document.createTextNode(`We had some trouble connecting. ${reason(error)} Try again?`),
  );
  it.errorLine.hidden = false;
}
