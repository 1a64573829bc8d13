import { answer, text, untrusted } from "../fields.ts";

/** A workspace as a list shows it. */
export const workspaceRow = answer({
  workspace_id: text(),
  workspace_name: untrusted(text()),
  description: untrusted(text()),
  start_time: text(),
});
