import { expect, test } from "vitest";
import { faultsIn } from "../../../src/sandbox/slack/check/faults-in.ts";
import {
  actions,
  dataTable,
  divider,
  home,
  label,
  message,
  mrkdwn,
  options,
  section,
  staticSelect,
  table,
  view,
} from "./blocks.ts";
import { button, input, modal, option, plain } from "./slack.ts";

type Kind = Parameters<typeof faultsIn>[0];

const entry = { type: "plain_text_input" };
const number = { type: "number_input", is_decimal_allowed: false };

/** Things that are wrong, and how that is said. */
const wrong: readonly (readonly [what: string, kind: Kind, payload: unknown, fault: string])[] = [
  ["blocks that are no list", "message", { blocks: "x" }, "must provide an array [json-pointer:/blocks]"],
  [
    "a block that is no object",
    "message",
    message(5),
    "must provide a valid object [json-pointer:/blocks/0]",
  ],
  [
    "an unknown block",
    "message",
    message({ type: "sectoin" }),
    "unsupported type: sectoin [json-pointer:/blocks/0/type]",
  ],
  [
    "a block without a type",
    "message",
    message({}),
    "unsupported type: undefined [json-pointer:/blocks/0/type]",
  ],
  [
    "an unknown field",
    "message",
    message({ type: "divider", color: "red" }),
    "invalid additional property: color [json-pointer:/blocks/0]",
  ],
  [
    "an empty section",
    "message",
    message(section({})),
    "missing required field: text or fields [json-pointer:/blocks/0]",
  ],
  [
    "an empty text",
    "message",
    message(section({ text: mrkdwn(0) })),
    "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
  ],
  [
    "a text that is a string",
    "message",
    message(section({ text: "hello" })),
    "must provide a valid object [json-pointer:/blocks/0/text]",
  ],
  [
    "markup in a header",
    "message",
    message({ type: "header", text: mrkdwn(1) }),
    "must be a valid enum value [json-pointer:/blocks/0/text/type]",
  ],
  [
    "markup on a button",
    "message",
    message(actions(button("b", { text: mrkdwn(1) }))),
    "must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]",
  ],
  [
    "a button without a text",
    "message",
    message(actions({ type: "button" })),
    "missing required field: text [json-pointer:/blocks/0/elements/0]",
  ],
  [
    "a button in another colour",
    "message",
    message(actions(button("b", { style: "green" }))),
    "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
  ],
  [
    "an address that is none",
    "message",
    message(actions(button("b", { url: "javascript:alert(1)" }))),
    "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
  ],
  [
    "actions without elements",
    "message",
    message(actions()),
    "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
  ],
  [
    "a text box among actions",
    "message",
    message(actions(entry)),
    "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
  ],
  [
    "a button in an input",
    "modal",
    view(input("i", button("b"))),
    "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
  ],
  [
    "an input in a message",
    "message",
    message(input("i", entry)),
    "unsupported type: input [json-pointer:/blocks/0/type]",
  ],
  [
    "an alert in a message",
    "message",
    message({ type: "alert", text: mrkdwn(1) }),
    "unsupported type: alert [json-pointer:/blocks/0/type]",
  ],
  [
    "an alert on the home tab",
    "home",
    home({ type: "alert", text: mrkdwn(1) }),
    "unsupported type: alert [json-pointer:/view/blocks/0/type]",
  ],
  [
    "a table in a modal",
    "modal",
    view(table(1, 1)),
    "unsupported type: table [json-pointer:/view/blocks/0/type]",
  ],
  [
    "two tables",
    "message",
    message(table(1, 1), table(1, 1)),
    "only_one_table_allowed [json-pointer:/blocks]",
  ],
  [
    "a data table without a caption",
    "message",
    message(dataTable(2, { caption: undefined })),
    "missing required field: caption [json-pointer:/blocks/0]",
  ],
  [
    "an empty cell",
    "message",
    message(table(1, 1, 0)),
    "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
  ],
  [
    "a menu without options",
    "message",
    message(actions(staticSelect({}))),
    "missing required field: options [json-pointer:/blocks/0/elements/0]",
  ],
  [
    "a menu with options and groups",
    "message",
    message(
      actions(
        staticSelect({ options: options(1), option_groups: [{ label: plain("g"), options: options(1) }] }),
      ),
    ),
    "must have either options or option_groups [json-pointer:/blocks/0/elements/0]",
  ],
  [
    "a menu with no options",
    "message",
    message(actions(staticSelect({ options: [] }))),
    "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
  ],
  [
    "an initial option that is not offered",
    "message",
    message(actions(staticSelect({ options: options(2), initial_option: option("o2") }))),
    "initial option must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
  ],
  [
    "a confirmation without a text",
    "message",
    message(actions(button("b", { confirm: { title: plain("t") } }))),
    "missing required field: text [json-pointer:/blocks/0/elements/0/confirm]",
  ],
  [
    "the same block_id twice",
    "message",
    message({ ...divider(), block_id: "d" }, { ...divider(), block_id: "d" }),
    "block_id already exists: d [json-pointer:/blocks]",
  ],
  [
    "the same action_id twice in a block",
    "message",
    message(actions(button("b"), button("b"))),
    "action_id already exists: b [json-pointer:/blocks/0]",
  ],
  [
    "two primary buttons",
    "message",
    message(actions(button("a", { style: "primary" }), button("b", { style: "primary" }))),
    "only one button may be primary [json-pointer:/blocks/0/elements]",
  ],
  [
    "two elements with the focus",
    "modal",
    view(input("a", { ...entry, focus_on_load: true }), input("b", { ...entry, focus_on_load: true })),
    "only one element can have focus_on_load [json-pointer:/view/blocks]",
  ],
  [
    "an image without a source",
    "message",
    message({ type: "image", alt_text: "a" }),
    "missing required field: image_url or slack_file [json-pointer:/blocks/0]",
  ],
  [
    "an image without a description",
    "message",
    message({ type: "image", image_url: "https://x.test/a.png" }),
    "missing required field: alt_text [json-pointer:/blocks/0]",
  ],
  [
    "rich text without structure",
    "message",
    message({ type: "rich_text", elements: [{ type: "text", text: "x" }] }),
    "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
  ],
  [
    "an empty word in rich text",
    "message",
    message({
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [plain(""), { type: "text", text: "" }].slice(1) }],
    }),
    "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
  ],
  [
    "a mention in preformatted text",
    "message",
    message({
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U1" }] }],
    }),
    "unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]",
  ],
  [
    "a modal without a title",
    "modal",
    modal([], { title: undefined }),
    "missing required field: title [json-pointer:/view]",
  ],
  ["a modal of another type", "modal", home(), "must be a valid enum value [json-pointer:/view/type]"],
  ["a modal that is none", "modal", "x", "must provide a valid object [json-pointer:/view]"],
  [
    "inputs without a submit button",
    "modal",
    modal([input("i", entry)], { submit: undefined }),
    "submit is required when there are input blocks [json-pointer:/view]",
  ],
  [
    "a title on the home tab",
    "home",
    { ...home(), title: plain("t") },
    "invalid additional property: title [json-pointer:/view]",
  ],
  [
    "a number field that does not say which numbers",
    "modal",
    view(input("i", { type: "number_input" })),
    "missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]",
  ],
  [
    "a limit that is no text",
    "modal",
    view(input("i", { ...number, min_value: 1 })),
    "must provide a valid string [json-pointer:/view/blocks/0/element/min_value]",
  ],
  [
    "a date that is none",
    "modal",
    view(input("i", { type: "datepicker", initial_date: "2026-13-01" })),
    "must be a valid format [json-pointer:/view/blocks/0/element/initial_date]",
  ],
];

test.for(wrong)("%s is refused", ([, kind, payload, fault]) => {
  expect(faultsIn(kind, payload)).toContain(`[ERROR] ${fault}`);
});

const everyInput = [
  { ...entry, multiline: true, min_length: 1, max_length: 10, placeholder: plain("p") },
  { ...number, min_value: "1", max_value: "5", initial_value: "3" },
  { type: "email_text_input" },
  { type: "url_text_input", initial_value: "https://x.test/" },
  { type: "rich_text_input" },
  { type: "datepicker", initial_date: "2026-11-22" },
  { type: "timepicker", initial_time: "13:00" },
  { type: "datetimepicker", initial_date_time: 1_790_000_000 },
  staticSelect({ options: options(3), initial_option: option("o1") }),
  staticSelect({ option_groups: [{ label: plain("g"), options: options(2) }] }),
  { type: "multi_static_select", options: options(3), initial_options: options(2), max_selected_items: 2 },
  { type: "external_select", min_query_length: 2 },
  { type: "multi_external_select" },
  { type: "users_select" },
  { type: "multi_users_select" },
  { type: "channels_select", response_url_enabled: true },
  { type: "conversations_select", default_to_current_conversation: true, filter: { include: ["public"] } },
  { type: "checkboxes", options: options(2), initial_options: options(1) },
  { type: "radio_buttons", options: [{ ...option("a"), text: { type: "mrkdwn", text: "*a*" } }] },
  { type: "file_input", filetypes: ["png"], max_files: 1 },
];

test("every kind of input is taken in a modal", () => {
  expect(faultsIn("modal", view(...everyInput.map((element, index) => input(`i${index}`, element))))).toEqual(
    [],
  );
});

test("every kind of rich text is taken", () => {
  const words = [
    { type: "text", text: "bold", style: { bold: true, code: true } },
    { type: "link", url: "https://x.test/", text: "link" },
    { type: "user", user_id: "U0HANAKO001" },
    { type: "channel", channel_id: "C0OPS00001" },
    { type: "emoji", name: "tada" },
    { type: "date", timestamp: 1_790_000_000, format: "{date}", fallback: "then" },
    { type: "broadcast", range: "here" },
  ];
  const elements = [
    { type: "rich_text_section", elements: words },
    {
      type: "rich_text_list",
      style: "bullet",
      indent: 1,
      elements: [{ type: "rich_text_section", elements: words }],
    },
    { type: "rich_text_preformatted", elements: words.slice(0, 2), border: 1 },
    { type: "rich_text_quote", elements: words },
  ];
  expect(faultsIn("message", message({ type: "rich_text", elements }))).toEqual([]);
});

test("every fault is told, not only the first one", () => {
  const faults = faultsIn(
    "message",
    message({ type: "nope" }, section({}), { type: "header", text: label(151) }),
  );
  expect(faults).toHaveLength(3);
});

test("characters are counted as people count them", () => {
  const faces = "😀".repeat(150);
  expect(faultsIn("message", message({ type: "header", text: plain(faces) }))).toEqual([]);
  expect(faultsIn("message", message({ type: "header", text: plain(`${faces}!`) }))).toHaveLength(1);
});
