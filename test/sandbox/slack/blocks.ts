import { button, modal, option, plain } from "./slack.ts";

// Blocks for the tests of the checker, as short as they can be written.

export const text = (length: number) => "語".repeat(length);
export const list = <T>(length: number, item: (index: number) => T) =>
  Array.from({ length }, (_, index) => item(index));
export const mrkdwn = (length: number) => ({ type: "mrkdwn", text: text(length) });
export const label = (length: number) => plain(text(length));
export const section = (more: object) => ({ type: "section", ...more });
export const actions = (...elements: readonly object[]) => ({ type: "actions", elements });
export const divider = () => ({ type: "divider" });
export const options = (length: number) => list(length, (index) => option(`o${index}`));
export const staticSelect = (more: object) => ({ type: "static_select", action_id: "s", ...more });
export const confirm = (more: object) => actions(button("b", { confirm: { text: plain("Sure?"), ...more } }));
export const raw = (length: number) => ({ type: "raw_text", text: text(length) });
export const table = (rows: number, columns: number, length = 1) => ({
  type: "table",
  rows: list(rows, () => list(columns, () => raw(length))),
});
export const dataTable = (rows: number, more: object = {}) => ({
  type: "data_table",
  caption: "c",
  rows: list(rows, () => [raw(1)]),
  ...more,
});
export const message = (...blocks: readonly unknown[]) => ({ blocks });
export const view = (...blocks: readonly unknown[]) => modal(blocks);
export const home = (...blocks: readonly unknown[]) => ({ type: "home", blocks });
