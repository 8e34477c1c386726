// Date, time, and both: a field with a calendar, a field that reads "3pm".
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { closePopover, isOpenFor, openPopover } from "./popover.js";
import { dayKey, fromWall, hours24 } from "./time.js";
import { zone } from "./world.js";

const said = (date, options) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(Date.parse(`${date}T12:00:00Z`));
const shift = (date, days) => new Date(Date.parse(`${date}T12:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
const today = () => dayKey(Date.now() / 1000, zone());

export function datePicker(it, { value, keep, use }) {
  const state = (date) => ({ type: it.type, selected_date: date });
  const first = value?.selected_date ?? it.initial_date ?? null;
  keep(state(first));
  return dateField(first, it.placeholder?.text || "Select a date", (date) => use(state(date)));
}

export function timePicker(it, { value, keep, use }) {
  const state = (time) => ({ type: it.type, selected_time: time, ...(it.timezone ? { timezone: it.timezone } : {}) });
  const first = value?.selected_time ?? it.initial_time ?? null;
  keep(state(first));
  return timeField(first, it.placeholder?.text || "Select a time", (time) => use(state(time)));
}

export function dateTimePicker(it, { value, keep, use }) {
  const first = value?.selected_date_time ?? it.initial_date_time ?? null;
  const state = () => ({ type: it.type, selected_date_time: date && time ? fromWall(date, time, zone()) : null });
  let date = first ? dayKey(first, zone()) : null;
  let time = first ? hours24(first, zone()) : null;
  keep({ type: it.type, selected_date_time: first });
  const pair = el(
    "div",
    { class: "date-time" },
    dateField(date, "Select a date", (to) => {
      date = to;
      settle();
    }),
    timeField(time, "Select a time", (to) => {
      time = to;
      settle();
    }),
  );
  const settle = () => (state().selected_date_time ? use(state(), pair) : keep(state()));
  return pair;
}

function dateField(first, placeholder, chosen) {
  let date = first;
  const face = el("span");
  const field = el(
    "button",
    {
      class: "select date-field",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      on: { click: open },
    },
    icon("calendar"),
    face,
    icon("chevron"),
  );
  const draw = () => {
    face.textContent = date ? said(date, { month: "short", day: "numeric", year: "numeric" }) : placeholder;
    face.className = date ? "select-face" : "select-face placeholder";
    field.setAttribute("aria-label", date ? `Date: ${face.textContent}` : placeholder);
    field.dataset.date = date || "";
  };
  function open() {
    if (isOpenFor(field)) return closePopover();
    openPopover(
      field,
      calendar(date || today(), date, (to) => {
        date = to;
        draw();
        closePopover();
        chosen(to);
      }),
      { label: "Calendar" },
    );
  }
  draw();
  return field;
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };

/** A month of days. Arrow keys walk by day and week, Page keys by four weeks. */
function calendar(shown, chosen, pick) {
  const title = el("span", { class: "calendar-title", "aria-live": "polite" });
  const grid = el("div", { class: "calendar-grid", role: "grid" });
  const frame = el(
    "div",
    { class: "calendar" },
    el("div", { class: "calendar-head" }, arrow("left", "Previous month", -1), title, arrow("right", "Next month", 1)),
    grid,
  );
  let at = shown;
  function arrow(name, label, months) {
    return el(
      "button",
      { class: "icon-button", type: "button", "aria-label": label, on: { click: () => draw(monthAway(at, months)) } },
      icon(name),
    );
  }
  function draw(to, focus) {
    at = to;
    title.textContent = said(at, { month: "long", year: "numeric" });
    const first = `${at.slice(0, 8)}01`;
    const lead = new Date(`${first}T12:00:00Z`).getUTCDay();
    const weeks = Math.ceil((lead + daysIn(first)) / 7);
    const days = Array.from({ length: weeks * 7 }, (_, i) => shift(first, i - lead));
    grid.replaceChildren(
      ...["S", "M", "T", "W", "T", "F", "S"].map((letter) =>
        el("span", { class: "calendar-week", "aria-hidden": "true" }, letter),
      ),
      ...days.map(dayButton),
    );
    if (focus) grid.querySelector(`[data-day="${at}"]`)?.focus();
  }
  function dayButton(day) {
    const other = day.slice(0, 7) !== at.slice(0, 7);
    return el(
      "button",
      {
        class: `day${other ? " day-other" : ""}${day === today() ? " day-today" : ""}`,
        type: "button",
        tabindex: day === at ? "0" : "-1",
        "aria-label": said(day, { weekday: "long", month: "long", day: "numeric", year: "numeric" }),
        "aria-pressed": String(day === chosen),
        data: { day, first: day === at ? "" : undefined },
        on: { click: () => pick(day) },
      },
      String(Number(day.slice(8))),
    );
  }
  grid.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    draw(shift(at, step), true);
  });
  draw(at);
  return frame;
}

const daysIn = (first) => Number(shift(monthAway(first, 1), -1).slice(8));

function monthAway(date, months) {
  const first = new Date(`${date.slice(0, 8)}01T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}

/** "15:00", "3pm", "3:30 pm", "9" -> "HH:MM", or null. */
export function readTime(text) {
  const match = text.trim().match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?$/i);
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  let hour = Number(match[1]);
  const minute = Number(match[2] || 0);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : null;
}

const clockWords = (time) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" }).format(
    Date.parse(`2026-01-01T${time}:00Z`),
  );
const HALF_HOURS = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, "0")}:${i % 2 ? "30" : "00"}`);

function timeField(first, placeholder, chosen) {
  let time = first;
  const input = el("input", {
    class: "time-input",
    type: "text",
    placeholder,
    autocomplete: "off",
    role: "combobox",
    "aria-label": placeholder,
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
  });
  const frame = el(
    "div",
    { class: "select time-field", data: { time: time || "" } },
    icon("clock"),
    input,
    icon("chevron"),
  );
  const show = () => {
    input.value = time ? clockWords(time) : "";
    frame.dataset.time = time || "";
  };
  const settle = (to) => {
    if (to && to !== time) {
      time = to;
      chosen(to);
    }
    show();
  };
  const open = () => {
    const list = el(
      "div",
      { class: "options", role: "listbox" },
      HALF_HOURS.map((it) =>
        el(
          "div",
          {
            class: "option",
            role: "option",
            "aria-selected": String(it === time),
            data: { value: it },
            on: {
              mousedown: (event) => event.preventDefault(),
              click: () => {
                closePopover();
                settle(it);
              },
            },
          },
          clockWords(it),
        ),
      ),
    );
    openPopover(input, list, { label: "Times", width: frame.offsetWidth, keepFocus: true });
    (list.querySelector("[aria-selected=true]") || list.children[18]).scrollIntoView({ block: "center" });
  };
  input.addEventListener("click", () => !isOpenFor(input) && open());
  input.addEventListener("input", () => isOpenFor(input) && closePopover());
  input.addEventListener("blur", () => settle(input.value ? readTime(input.value) : null));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); // it chooses the time, and does not send the form
      closePopover();
      settle(readTime(input.value));
    }
    if (event.key === "ArrowDown" && !isOpenFor(input)) open();
    if (event.key === "Escape" && isOpenFor(input)) {
      event.stopPropagation();
      closePopover();
    }
  });
  show();
  return frame;
}
