// Pictures, videos and files, and the large view a picture opens.
import { el, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { link, words } from "./mrkdwn.js";

const address = (it) => it.image_url || it.slack_file?.url || "";

/** A picture of a block or element. `size`: tiny (context), thumb (accessory), full. */
export function picture(it, size) {
  const image = el("img", {
    class: `picture picture-${size}`,
    src: address(it),
    alt: it.alt_text || "",
    loading: "lazy",
    on: { error: () => image.replaceWith(gone(it.alt_text, size)) },
  });
  if (size !== "full") return image;
  return el(
    "button",
    {
      class: "picture-button",
      type: "button",
      "aria-label": `Enlarge: ${it.alt_text || "image"}`,
      on: { click: () => enlarge(address(it), it.alt_text) },
    },
    image,
  );
}

/** What stands where a picture could not be loaded. */
const gone = (alt, size) =>
  el(
    "span",
    { class: `picture picture-${size} picture-gone`, role: "img", "aria-label": alt || "", title: alt },
    size === "tiny" ? "" : alt,
  );

export function enlarge(src, alt) {
  const close = () => {
    shade.remove();
    back?.focus();
  };
  const back = document.activeElement;
  const button = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Close", on: { click: close } },
    icon("close", 20),
  );
  const shade = el(
    "div",
    {
      class: "lightbox",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": alt || "Image",
      on: { click: (event) => event.target === shade && close() },
    },
    button,
    el("img", { src, alt: alt || "" }),
  );
  shade.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  trapTab(shade);
  document.body.append(shade);
  button.focus();
}

const isVideo = (file) => (file.mimetype || "").startsWith("video/");
const isSound = (file) => (file.mimetype || "").startsWith("audio/");
const isImage = (file) => (file.mimetype || "").startsWith("image/");

export function fileView(file) {
  const body = isVideo(file)
    ? player(file.url_private, file.thumb_url, file.title || file.name)
    : isImage(file)
      ? picture({ image_url: file.url_private, alt_text: file.title || file.name }, "full")
      : isSound(file)
        ? el("audio", { src: file.url_private, controls: true, preload: "metadata", "aria-label": file.title || file.name })
        : null;
  const caption = el("span", { class: "file-name" }, file.title || file.name);
  if (body)
    return el(
      "figure",
      { class: "file", data: { file: file.id } },
      el("figcaption", null, caption, el("span", { class: "quiet" }, size(file.size))),
      body,
    );
  return el(
    "a",
    {
      class: "file-chip",
      href: file.url_private,
      target: "_blank",
      rel: "noopener noreferrer",
      data: { file: file.id },
    },
    icon("file", 20),
    el("span", { class: "file-words" }, caption, el("span", { class: "quiet" }, size(file.size))),
    icon("download"),
  );
}

function size(bytes) {
  if (!bytes) return "";
  const units = ["B", "kB", "MB", "GB"];
  const step = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(step > 1 ? 1 : 0)} ${units[step]}`;
}

function player(src, poster, label) {
  const video = el("video", {
    class: "video",
    src,
    poster: poster || null,
    controls: true,
    preload: "metadata",
    playsinline: true,
    "aria-label": label,
  });
  const shape = () => video.videoHeight > video.videoWidth && video.classList.add("tall");
  video.addEventListener("loadedmetadata", shape);
  return video;
}

export function videoBlock(block) {
  const title = block.title_url ? link(block.title_url, words(block.title)) : words(block.title);
  const plays = /\.(mp4|webm|mov)(\?|$)/i.test(block.video_url || "");
  return el(
    "div",
    { class: "video-block" },
    block.provider_name || block.author_name
      ? el(
          "div",
          { class: "video-from quiet" },
          block.provider_icon_url ? picture({ image_url: block.provider_icon_url, alt_text: "" }, "tiny") : null,
          [block.provider_name, block.author_name].filter(Boolean).join(" · "),
        )
      : null,
    el("div", { class: "video-title" }, title),
    block.description ? el("div", { class: "video-about" }, words(block.description)) : null,
    plays ? player(block.video_url, block.thumbnail_url, block.alt_text) : still(block),
  );
}

function still(block) {
  return el(
    "a",
    {
      class: "video-still",
      href: block.title_url || block.video_url,
      target: "_blank",
      rel: "noopener noreferrer",
      "aria-label": `Play: ${block.alt_text}`,
    },
    el("img", { src: block.thumbnail_url, alt: block.alt_text || "" }),
    el("span", { class: "video-play" }, icon("play", 28)),
  );
}
