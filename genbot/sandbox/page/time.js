// Clocks as people read them: every function takes the reader's time zone.

const LOCALE = "en-US";
const shapes = new Map();

function format(zone, options, ms) {
  const key = zone + JSON.stringify(options);
  if (!shapes.has(key)) shapes.set(key, new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options }));
  return shapes.get(key).format(ms);
}

export const millis = (ts) => Number(ts) * 1000;
export const clock = (ts, zone) => format(zone, { hour: "numeric", minute: "2-digit" }, millis(ts));
export const shortClock = (ts, zone) => clock(ts, zone).replace(/\s?[AP]M$/i, "");
/** 2026-11-20, in the reader's zone; two stamps fall on one day when these are equal. */
export const dayKey = (ts, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(millis(ts));
export const fullTime = (ts, zone) =>
  `${format(zone, { weekday: "long", month: "long", day: "numeric", year: "numeric" }, millis(ts))} at ${format(zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }, millis(ts))}`;

const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const rank = new Intl.PluralRules(LOCALE, { type: "ordinal" });
const ordinal = (n) => n + ENDINGS[rank.select(n)];
const now = () => Date.now() / 1000;

function near(ts, zone) {
  const day = dayKey(ts, zone);
  if (day === dayKey(now(), zone)) return "today";
  if (day === dayKey(now() - 86400, zone)) return "yesterday";
  if (day === dayKey(now() + 86400, zone)) return "tomorrow";
  return null;
}
const capital = (word) => word[0].toUpperCase() + word.slice(1);

export function dayName(ts, zone) {
  const word = near(ts, zone);
  if (word) return capital(word);
  const year = format(zone, { year: "numeric" }, millis(ts));
  const tail = year === format(zone, { year: "numeric" }, Date.now()) ? "" : `, ${year}`;
  return `${weekday(ts, zone)}, ${month(ts, zone, true)} ${dayOfMonth(ts, zone)}${tail}`;
}

const dayOfMonth = (ts, zone) => ordinal(Number(format(zone, { day: "numeric" }, millis(ts))));

export function ago(ts) {
  const seconds = Math.max(0, now() - Number(ts));
  if (seconds < 60) return "just now";
  const [n, unit] =
    seconds < 3600 ? [seconds / 60, "minute"] : seconds < 86400 ? [seconds / 3600, "hour"] : [seconds / 86400, "day"];
  const whole = Math.floor(n);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}

// The tokens of <!date^…>: docs.slack.dev "Formatting message text", section on dates.
const month = (ts, zone, long) => format(zone, { month: long ? "long" : "short" }, millis(ts));
const year = (ts, zone) => format(zone, { year: "numeric" }, millis(ts));
const day = (ts, zone) => dayOfMonth(ts, zone);
const weekday = (ts, zone) => format(zone, { weekday: "long" }, millis(ts));
const pretty = (plain) => (ts, zone) => near(ts, zone) || plain(ts, zone);
const long = (ts, zone) => `${weekday(ts, zone)}, ${month(ts, zone, true)} ${day(ts, zone)}, ${year(ts, zone)}`;
const medium = (ts, zone) => `${month(ts, zone, true)} ${day(ts, zone)}, ${year(ts, zone)}`;
const short = (ts, zone) => `${month(ts, zone)} ${format(zone, { day: "numeric" }, millis(ts))}, ${year(ts, zone)}`;

const TOKENS = {
  date_num: dayKey,
  date_slash: (ts, zone) => format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }, millis(ts)),
  date: medium,
  date_pretty: pretty(medium),
  date_short: short,
  date_short_pretty: pretty(short),
  date_long: long,
  date_long_pretty: pretty(long),
  date_long_full: long,
  day_divider_pretty: dayName,
  time: clock,
  time_secs: (ts, zone) => format(zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }, millis(ts)),
  ago,
};

export function slackDate(ts, shape, zone) {
  if (!/^\d+$/.test(ts)) return null;
  const said = shape.replace(/\{(\w+)\}/g, (whole, token) => (TOKENS[token] ? TOKENS[token](ts, zone) : whole));
  return capital(said);
}

/** Seconds since the epoch of a wall-clock "2026-11-26" "15:00" in `zone`. */
export function fromWall(date, time, zone) {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const seen = (ms) => Date.parse(`${dayKey(ms / 1000, zone)}T${hours24(ms / 1000, zone)}:00Z`);
  let guess = asUtc - (seen(asUtc) - asUtc);
  guess += asUtc - seen(guess); // once more, for the days on which clocks change
  return Math.round(guess / 1000);
}

export const hours24 = (ts, zone) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    millis(ts),
  );
