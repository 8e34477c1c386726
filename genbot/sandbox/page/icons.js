// Every icon and mark of the page, drawn here. Sixteen-pixel grid, one stroke weight, currentColor.
import { freshId, svg } from "./dom.js";

const PATHS = {
  hash: "M6.2 2.5 4.8 13.5 M11.2 2.5 9.8 13.5 M2.8 5.8H13.6 M2.4 10.2H13.2",
  lock: "M3.8 7.2h8.4v6.3H3.8Z M5.4 7.2V5.3a2.6 2.6 0 0 1 5.2 0v1.9 M8 9.6v1.6",
  chevron: "M4.5 6.2 8 9.8 11.5 6.2",
  right: "M6.2 4.5 9.8 8 6.2 11.5",
  left: "M9.8 4.5 6.2 8 9.8 11.5",
  close: "M4 4 12 12 M12 4 4 12",
  menu: "M2.5 4.5H13.5 M2.5 8H13.5 M2.5 11.5H13.5",
  reply:
    "M13.5 10.2a1.6 1.6 0 0 1-1.6 1.6H6.4L3 14V4.1a1.6 1.6 0 0 1 1.6-1.6h7.3a1.6 1.6 0 0 1 1.6 1.6Z M6 5.9h4.6 M6 8.6h2.8",
  more: "M8 3.6v.1 M8 8v.1 M8 12.4v.1",
  bolt: "M8.9 1.8 3.4 9h4.2l-.6 5.2L12.6 7H8.4Z",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8 M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
  eye: "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8Z M8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
  send: "M2.6 8.9 13.6 3 10.8 13.4 7.4 10.2Z M7.4 10.2 13.6 3",
  at: "M10.6 8A2.6 2.6 0 1 1 5.4 8a2.6 2.6 0 0 1 5.2 0Zm0 0v.9a1.7 1.7 0 0 0 3.3 0V8A5.9 5.9 0 1 0 11 13.1",
  smile: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M5.6 9.6a2.9 2.9 0 0 0 4.8 0 M6 6.2v.6 M10 6.2v.6",
  slash:
    "M10 3.5 6 12.5 M3.2 1.8h9.6a1.4 1.4 0 0 1 1.4 1.4v9.6a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V3.2a1.4 1.4 0 0 1 1.4-1.4Z",
  bold: "M4.8 3h3.8a2.4 2.4 0 0 1 0 4.9H4.8Z M4.8 7.9h4.4a2.5 2.5 0 0 1 0 5.1H4.8Z",
  italic: "M9.8 3H6.6 M9.4 13H6.2 M9 3 7 13",
  strike:
    "M11 5.2C10.7 3.8 9.6 3 8 3 6.2 3 5 4 5 5.3 5 8.6 11.2 7.2 11.2 10.5 11.2 12 9.9 13 8 13c-1.8 0-3.1-.9-3.3-2.5 M2.5 8h11",
  code: "M5.5 4.5 2 8l3.5 3.5 M10.5 4.5 14 8l-3.5 3.5",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z M8 1.5v1.2 M8 13.3v1.2 M1.5 8h1.2 M13.3 8h1.2 M3.4 3.4l.9.9 M11.7 11.7l.9.9 M3.4 12.6l.9-.9 M11.7 4.3l.9-.9",
  moon: "M13.2 9.4A5.6 5.6 0 0 1 6.6 2.8a5.6 5.6 0 1 0 6.6 6.6Z",
  screen: "M2.5 3h11v7.5h-11Z M6 13.2h4 M8 10.5v2.7",
  check: "M3.5 8.4 6.6 11.5 12.5 5",
  play: "M5.5 3.6 12 8l-6.5 4.4Z",
  calendar: "M2.5 4.2h11v9h-11Z M2.5 7h11 M5.5 2.5v2.8 M10.5 2.5v2.8",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M8 4.8V8l2.3 1.5",
  warn: "M8 2.2 14.3 13H1.7Z M8 6.4v3 M8 11.2v.1",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M8 7.4v3.6 M8 5v.1",
  trash: "M3 4.5h10 M6 4.5V3h4v1.5 M4.3 4.5l.6 8.5h6.2l.6-8.5 M6.8 7v3.6 M9.2 7v3.6",
  up: "M5 13V7l2.8-5a1.5 1.5 0 0 1 1.5 1.8L8.8 6H12a1.4 1.4 0 0 1 1.4 1.7l-.9 4.2A1.4 1.4 0 0 1 11.1 13Z M5 7H2.8v6H5",
  down: "M11 3v6l-2.8 5a1.5 1.5 0 0 1-1.5-1.8l.5-2.2H4a1.4 1.4 0 0 1-1.4-1.7l.9-4.2A1.4 1.4 0 0 1 4.9 3Z M11 9h2.2V3H11",
  home: "M2.5 7.2 8 2.5l5.5 4.7V13.5H9.8V9.8H6.2v3.7H2.5Z",
  file: "M4 2h5l3.5 3.5V14H4Z M9 2v3.5h3.5",
  download: "M8 2.5v7.5 M5 7.2 8 10.2 11 7.2 M2.8 13.2h10.4",
  arrowdown: "M8 3v10 M3.8 8.8 8 13l4.2-4.2",
  plug: "M5.5 2.5v3 M10.5 2.5v3 M3.8 5.5h8.4v2.3a4.2 4.2 0 0 1-8.4 0Z M8 12v2.5",
  people:
    "M6 7.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z M1.8 13.2a4.2 4.2 0 0 1 8.4 0 M10.4 3a2.4 2.4 0 0 1 0 4.5 M11.8 9.6a4.2 4.2 0 0 1 2.5 3.6",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Z M10.3 10.3 13.5 13.5",
};

export function icon(name, size = 16) {
  const shapes = PATHS[name].split(/ (?=M)/).map((d) => svg("path", { d }));
  return svg(
    "svg",
    {
      class: `icon icon-${name}`,
      viewBox: "0 0 16 16",
      width: size,
      height: size,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": name === "more" ? 2 : 1.4,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
      "aria-hidden": "true",
      focusable: "false",
    },
    shapes,
  );
}

/** genbot's own mark: a film frame whose play button is a spark. */
export function genbotMark(size = 36) {
  const id = freshId("mark"); // its own colours: those of a hidden mark can not be borrowed
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 36 36", width: size, height: size, "aria-hidden": "true" },
    svg(
      "defs",
      null,
      svg(
        "linearGradient",
        { id, x1: 0, y1: 0, x2: 1, y2: 1 },
        svg("stop", { offset: "0", "stop-color": "#ff9a5a" }),
        svg("stop", { offset: ".52", "stop-color": "#ee5a6f" }),
        svg("stop", { offset: "1", "stop-color": "#7b4bd6" }),
      ),
    ),
    svg("rect", { width: 36, height: 36, fill: `url(#${id})` }),
    [9, 15.8, 22.6].map((y) =>
      [5, 27.8].map((x) => svg("rect", { x, y, width: 3.2, height: 4.4, rx: 1.2, fill: "#fff", opacity: ".55" })),
    ),
    svg("path", {
      d: "M18 8.6c.9 5.5 3.2 8.4 8.2 9.4-5 1-7.3 3.9-8.2 9.4-.9-5.5-3.2-8.4-8.2-9.4 5-1 7.3-3.9 8.2-9.4Z",
      fill: "#fff",
    }),
  );
}

/** The mark of the sandbox's own notices. */
export function sandboxMark() {
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 36 36", width: 36, height: 36, "aria-hidden": "true" },
    svg("rect", { width: 36, height: 36, fill: "#5b6b73" }),
    svg("path", {
      d: "M9 25h18M11.5 25l2-7h9l2 7M15 18v-4.5h6V18M18 13.5V9.5l4 1.7-4 1.8",
      fill: "none",
      stroke: "#fff",
      "stroke-width": 1.8,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    }),
  );
}
