// Light, dark, or as the system says; remembered by this browser.

const ORDER = ["auto", "light", "dark"];
const root = document.documentElement;

export const theme = () => root.dataset.theme || "auto";

export function setTheme(name) {
  if (name === "auto") delete root.dataset.theme;
  else root.dataset.theme = name;
  try {
    if (name === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", name);
  } catch {
    /* a private window forgets, that is all */
  }
}

export const nextTheme = () => setTheme(ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length]);
