// Where blocks live: a message, a form or the Home tab. It remembers what was typed and chosen, and presses.
import { act, reason } from "./talk.js";
import { toast } from "./toast.js";

/** One for each message or view. `where` is what `press` must say: {channel, ts} or {view_id}. */
export class Surface {
  constructor(kind, where) {
    this.kind = kind;
    this.where = where;
    this.values = {};
    this.folds = new Map();
  }

  get(blockId, actionId) {
    return this.values[blockId]?.[actionId];
  }

  set(blockId, actionId, value) {
    (this.values[blockId] ||= {})[actionId] = value;
  }

  rename(before, now) {
    if (!(before in this.values)) return;
    this.values[now] = this.values[before];
    delete this.values[before];
  }

  /** Whether something was folded by hand here, also after the bot sent it anew. */
  isFolded(name, otherwise) {
    return this.folds.get(name) ?? otherwise;
  }

  fold(name, folded) {
    this.folds.set(name, folded);
  }

  /** Drop what belongs to blocks that are gone, so that a form submits only what it shows. */
  keepOnly(blocks) {
    const shown = new Set(blocks.map((block) => block.block_id));
    for (const id of Object.keys(this.values)) if (!shown.has(id)) delete this.values[id];
  }

  /** Tell the bot that `element` was used; `value` is the element's state as Slack writes it. */
  async press(node, blockId, element, value) {
    node?.setAttribute("aria-busy", "true");
    const answer = await act("press", {
      ...this.where,
      block_id: blockId,
      action_id: element.action_id,
      type: element.type,
      ...chosen(element, value),
      state: { values: this.values },
    });
    node?.removeAttribute("aria-busy");
    if (!answer.ok) this.complain(node, answer.error);
    return answer;
  }

  complain(node, error) {
    node?.classList.add("press-failed");
    setTimeout(() => node?.classList.remove("press-failed"), 4000);
    const told = ["operation_timeout", "dispatch_failed"].includes(error); // the workspace says it as a notice
    if (!told) toast(reason(error), { kind: "error" });
  }
}

/** The one thing that was chosen, in the contract's words: `value` for a button, `selected` for the rest. */
function chosen(element, value) {
  if (!value || element.type === "button") return { value: element.value };
  const [, picked] = Object.entries(value).find(([key]) => key !== "type" && key !== "timezone") || [];
  return "value" in value ? { value: value.value } : { selected: picked };
}
