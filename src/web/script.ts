import { createHash } from "node:crypto";

/**
 * The only script: it brings out the buttons that copy a value, which without it are not there. Whatever else the console
 * does it does without.
 */
export const script = `
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
`;

/** Where the script is served; another content has another path, so that browsers may keep it. */
export const scriptPath = `/console.${createHash("sha256").update(script).digest("hex").slice(0, 12)}.js`;
