// `plan` and `task_card`: work that is going on, step by step.
import { el, freshId, svg } from "./dom.js";
import { icon } from "./icons.js";
import { link, plainWords } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const SAYS = { pending: "Waiting", in_progress: "In progress", complete: "Done", error: "Failed" };

function statusMark(status) {
  const ring = (extra) => svg("svg", { viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" }, extra);
  const marks = {
    pending: () =>
      ring(
        svg("circle", {
          cx: 9,
          cy: 9,
          r: 7,
          fill: "none",
          stroke: "currentColor",
          "stroke-width": 1.6,
          "stroke-dasharray": "2.4 2.6",
        }),
      ),
    in_progress: () =>
      ring([
        svg("circle", { cx: 9, cy: 9, r: 7, fill: "none", stroke: "currentColor", "stroke-width": 2, opacity: ".22" }),
        svg("path", {
          class: "turning",
          style: { "animation-delay": `${-(performance.now() % 900)}ms` }, // a newer card turns on, in step
          d: "M9 2a7 7 0 0 1 7 7",
          fill: "none",
          stroke: "currentColor",
          "stroke-width": 2,
          "stroke-linecap": "round",
        }),
      ]),
    complete: () =>
      ring([
        svg("circle", { cx: 9, cy: 9, r: 8, fill: "currentColor" }),
        svg("path", {
          d: "M5.6 9.3 8 11.7 12.4 6.8",
          fill: "none",
          stroke: "var(--panel)",
          "stroke-width": 1.8,
          "stroke-linecap": "round",
          "stroke-linejoin": "round",
        }),
      ]),
    error: () =>
      ring([
        svg("circle", { cx: 9, cy: 9, r: 8, fill: "currentColor" }),
        svg("path", {
          d: "M6.4 6.4 11.6 11.600M11.6 6.4 6.4 11.6",
          fill: "none",
          stroke: "var(--panel)",
          "stroke-width": 1.8,
          "stroke-linecap": "round",
        }),
      ]),
  };
  return el(
    "span",
    { class: `task-mark task-${status}`, role: "img", "aria-label": SAYS[status] || status },
    (marks[status] || marks.pending)(),
  );
}

function taskBody(task) {
  const sources = task.sources?.length
    ? el(
        "div",
        { class: "task-sources" },
        task.sources.map((source) => link(source.url, [icon("link", 12), source.text || source.url])),
      )
    : null;
  const parts = [
    task.details ? el("div", { class: "task-details" }, richText(task.details)) : null,
    task.output ? el("div", { class: "task-output" }, richText(task.output)) : null,
    sources,
  ].filter(Boolean);
  return parts.length ? el("div", { class: "task-body" }, parts) : null;
}

function row(task, tag = "div") {
  return el(
    tag,
    { class: "task", data: { taskId: task.task_id, status: task.status } },
    statusMark(task.status),
    el(
      "div",
      { class: "task-words" },
      el("div", { class: "task-title" }, plainWords(task.title || "")),
      taskBody(task),
    ),
  );
}

export const taskCard = (block) => el("div", { class: "task-card" }, row(block));

export function plan(block, surface) {
  const title = typeof block.title === "string" ? block.title : block.title?.text || "";
  const fold = () => {
    const now = frame.classList.toggle("plan-folded");
    toggle.setAttribute("aria-expanded", String(!now));
    surface.fold(`plan ${title}`, now);
  };
  const tasks = block.tasks || [];
  const done = tasks.filter((task) => task.status === "complete").length;
  const over = tasks.length > 0 && done === tasks.length; // then what came of it matters more
  const folded = surface.isFolded(`plan ${title}`, over);
  const body = freshId("plan");
  const toggle = el(
    "button",
    {
      class: "plan-head",
      type: "button",
      "aria-expanded": String(!folded),
      "aria-controls": body,
      on: { click: fold },
    },
    el("span", { class: "plan-title" }, plainWords(title)),
    tasks.length ? el("span", { class: "plan-count" }, `${done}/${tasks.length}`) : null,
    icon("chevron"),
  );
  const share = tasks.length ? (done / tasks.length) * 100 : 0;
  const frame = el(
    "div",
    { class: folded ? "plan plan-folded" : "plan" },
    toggle,
    tasks.length
      ? el("div", { class: "plan-bar", "aria-hidden": "true" }, el("i", { style: { width: `${share}%` } }))
      : null,
    el(
      "ol",
      { class: "plan-tasks", id: body },
      tasks.map((task) => row(task, "li")),
    ),
  );
  return frame;
}
