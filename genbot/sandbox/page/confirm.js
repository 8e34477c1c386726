// "Are you sure?", as an element's `confirm` object asks it.
import { el, freshId, trapTab } from "./dom.js";
import { words } from "./mrkdwn.js";

export function confirmFirst(confirm) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const title = freshId("confirm");
    const answer = (yes) => {
      shade.remove();
      back?.focus();
      resolve(yes);
    };
    const yes = el(
      "button",
      { class: `button button-${confirm.style || "primary"}`, type: "button", on: { click: () => answer(true) } },
      words(confirm.confirm || "Yes"),
    );
    const no = el(
      "button",
      { class: "button", type: "button", on: { click: () => answer(false) } },
      words(confirm.deny || "No"),
    );
    const shade = el(
      "div",
      { class: "shade shade-confirm" },
      el(
        "div",
        { class: "dialog dialog-confirm", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title },
        el("h2", { id: title }, words(confirm.title || "Are you sure?")),
        el("div", { class: "dialog-body" }, words(confirm.text)),
        el("footer", null, no, yes),
      ),
    );
    shade.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      answer(false);
    });
    trapTab(shade);
    document.body.append(shade);
    yes.focus();
  });
}
