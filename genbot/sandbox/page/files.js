// The input that takes files: what is chosen is brought to the workspace at once, as Slack does it.
import { el } from "./dom.js";
import { act } from "./talk.js";

const base64 = (file) =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });

async function bring(file) {
  const answer = await act("upload", { name: file.name, base64: await base64(file) });
  return answer.ok ? { id: answer.file_id, name: file.name } : null;
}

export function fileInput(it, { value, keep }) {
  const named = el("span", { class: "input-hint" }, (value?.files || []).map((file) => file.name).join(", "));
  const input = el("input", {
    type: "file",
    multiple: (it.max_files ?? 10) > 1,
    accept: it.filetypes?.map((ending) => `.${ending}`).join(","),
    on: {
      change: async () => {
        input.setAttribute("aria-busy", "true");
        const files = (await Promise.all([...input.files].map(bring))).filter(Boolean);
        input.removeAttribute("aria-busy");
        keep({ type: it.type, files });
        named.textContent = files.length < input.files.length ? "That could not be brought here." : "";
      },
    },
  });
  keep(value || { type: it.type, files: [] });
  return el("div", { class: "choices" }, input, named);
}
