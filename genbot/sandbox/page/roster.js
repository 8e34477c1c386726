// Who is in the workspace and where, to be changed by whoever tries things out.
import { el, freshId, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import * as talk from "./talk.js";
import { toast } from "./toast.js";
import { markOf, nameOf, world } from "./world.js";

const ZONES = [
  "America/Los_Angeles",
  "America/New_York",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Madrid",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
];
let open = null;

export async function openRoster() {
  const told = await talk.roster().catch(() => null);
  if (!told) return toast(talk.reason("unreachable"), { kind: "error" });
  if (!open) build();
  return draw(told);
}

/** Somebody has changed something, here or elsewhere. */
export async function rosterChanged() {
  const told = open && (await talk.roster());
  if (open && told) draw(told); // closed meanwhile, perhaps
}

function build() {
  const back = document.activeElement;
  const title = freshId("roster");
  const close = () => {
    shade.remove();
    document.getElementById("app").inert = false;
    open = null;
    (document.querySelector("[data-roster]") || back)?.focus();
  };
  const body = el("div", { class: "dialog-body roster-body" });
  const shade = el(
    "div",
    { class: "shade", on: { pointerdown: (event) => event.target === shade && close() } },
    el(
      "div",
      { class: "dialog roster", role: "dialog", "aria-modal": "true", "aria-labelledby": title },
      el(
        "header",
        { class: "dialog-head" },
        el("h2", { id: title }, "People and channels"),
        el(
          "button",
          { class: "icon-button", type: "button", "aria-label": "Close", on: { click: close } },
          icon("close"),
        ),
      ),
      body,
    ),
  );
  shade.addEventListener("keydown", (event) => event.key === "Escape" && close());
  trapTab(shade);
  document.getElementById("app").inert = true;
  document.body.append(shade);
  shade.querySelector("button").focus();
  open = { body };
}

function draw({ people, groups, channels }) {
  const within = document.activeElement?.dataset?.keep;
  const here = people.filter((one) => !one.gone);
  open.body.replaceChildren(
    el("p", { class: "quiet" }, "What a workspace admin would change in Slack. genbot hears of it as it would there."),
    el("h3", null, "People"),
    el("ul", null, people.map((one) => personRow(one, here.length === 1))),
    el("h3", null, "User groups"),
    el("ul", null, groups.map((one) => groupRow(one, people))),
    el("h3", null, "Channels"),
    el("ul", null, channels.map((one) => channelRow(one, people))),
  );
  if (within) open.body.querySelector(`[data-keep="${within}"]`)?.focus({ preventScroll: true });
}

function personRow(one, last) {
  const leaves = {
    class: `button button-small${one.gone ? "" : " button-danger"}`,
    type: "button",
    disabled: last && !one.gone,
    title: last && !one.gone ? "Somebody has to stay" : null,
    data: { keep: `leave-${one.id}` },
    on: { click: () => change({ do: one.gone ? "reactivate" : "deactivate", user: one.id }) },
  };
  return el(
    "li",
    { class: `roster-row${one.gone ? " gone" : ""}`, data: { member: one.id } },
    avatar(one.id, 30),
    el(
      "span",
      { class: "roster-words" },
      el("b", null, one.real_name),
      el("span", { class: "quiet" }, one.gone ? "has left the workspace" : `${one.title} · ${clock(one.tz)}`),
    ),
    one.gone ? null : zoneOf(one),
    el("button", leaves, one.gone ? "Comes back" : "Leaves"),
  );
}

function zoneOf(one) {
  const zones = ZONES.includes(one.tz) ? ZONES : [one.tz, ...ZONES];
  return el(
    "select",
    {
      class: "typed roster-zone",
      "aria-label": `Time zone of ${one.real_name}`,
      data: { keep: `zone-${one.id}` },
      on: { change: (event) => change({ do: "travel", user: one.id, tz: event.target.value }) },
    },
    zones.map((zone) => el("option", { value: zone, selected: zone === one.tz }, city(zone))),
  );
}

function groupRow(group, people) {
  const toggle = {
    class: "button button-small",
    type: "button",
    data: { keep: `group-${group.id}` },
    on: { click: () => change({ do: "group", handle: group.handle, disabled: !group.disabled }) },
  };
  return el(
    "li",
    { class: `roster-row${group.disabled ? " gone" : ""}`, data: { group: group.handle } },
    el(
      "span",
      { class: "roster-words" },
      el("b", null, `@${group.handle}`),
      group.disabled
        ? el("span", { class: "quiet" }, "is disabled: nobody can be named by it")
        : membership(group, people, { do: "group", handle: group.handle }),
    ),
    el("button", toggle, group.disabled ? "Enable" : "Disable"),
  );
}

function channelRow(channel, people) {
  const asked = { do: "channel", channel: channel.id, user: world.me.id };
  const button = (words, wanted) =>
    el(
      "button",
      {
        class: "button button-small",
        type: "button",
        data: { keep: `${channel.id}-${Object.keys(wanted)[0]}` },
        on: { click: () => change({ ...asked, ...wanted }) },
      },
      words,
    );
  return el(
    "li",
    { class: `roster-row${channel.archived ? " gone" : ""}`, data: { channel: channel.name } },
    el(
      "span",
      { class: "roster-words" },
      el("b", null, icon(markOf(channel)), channel.name),
      channel.archived
        ? el("span", { class: "quiet" }, "is archived: nothing can be said there")
        : membership(channel, people, asked, appIn(channel)),
    ),
    button(channel.private ? "Make public" : "Make private", { private: !channel.private }),
    button(channel.archived ? "Unarchive" : "Archive", { archived: !channel.archived }),
  );
}

/** A box for each person, and what a change of them asks for. */
function membership(place, people, asked, more = null) {
  const boxes = people.map((one) => {
    const among = place.people.includes(one.id);
    const others = place.people.filter((id) => id !== one.id);
    const wanted = { ...asked, people: among ? others : [...others, one.id] };
    return box(nameOf(one.id).split(" ")[0], among, `${place.id}-${one.id}`, () => change(wanted));
  });
  return el("span", { class: "roster-members" }, boxes, more);
}

/** An app is invited and removed like a person. */
function appIn(channel) {
  const verb = channel.member ? "leave" : "join";
  return box(world.bot.name, channel.member, `${channel.id}-app`, () => done(talk.act(verb, { channel: channel.id })));
}

const box = (name, checked, keep, onChange) =>
  el(
    "label",
    { class: "choice" },
    el("input", { type: "checkbox", checked, data: { keep }, on: { change: onChange } }),
    el("span", { class: "choice-words" }, name),
  );

const change = (asked) => done(talk.control(asked));

async function done(asking) {
  const answer = await asking;
  if (!answer.ok) toast(talk.reason(answer.error), { kind: "error" });
}

const city = (zone) => zone.split("/").pop().replaceAll("_", " ");
const clock = (zone) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date());
