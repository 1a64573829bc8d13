import { expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { button, callApi, input, modal, openSlack, option, plain, transports } from "./slack.ts";
import type { Json } from "./slack.ts";
import { connectStub, silence } from "./stub.ts";
import type { Stub } from "./stub.ts";

const entry = { type: "plain_text_input" };

/** Opens a modal for alice, with an app that answers a submission with `answer`. */
async function open(
  view: unknown,
  answer: (payload: Json) => unknown = () => undefined,
  transport: "socket" | "http" = "socket",
): Promise<{ readonly slack: FakeSlack; readonly stub: Stub; readonly viewId: string }> {
  const slack = await openSlack();
  const stub = await connectStub(slack, transport, (payload) =>
    payload.type === "shortcut" ? undefined : answer(payload),
  );
  await slack.shortcut("alice", "any");
  const { trigger_id } = stub.received.at(-1)?.payload ?? {};
  const { body } = await callApi(slack, "views.open", { trigger_id, view });
  return { slack, stub, viewId: body.view.id };
}

const options = [option("a"), option("b")];
const everyKind = [
  ["text", entry, "hello", { value: "hello" }],
  ["none", entry, "", { value: null }],
  ["number", { type: "number_input", is_decimal_allowed: true }, 1.5, { value: "1.5" }],
  ["email", { type: "email_text_input" }, "a@x.test", { value: "a@x.test" }],
  ["url", { type: "url_text_input" }, "https://x.test/", { value: "https://x.test/" }],
  [
    "one",
    { type: "static_select", options },
    "b",
    { selected_option: expect.objectContaining({ value: "b" }) },
  ],
  [
    "many",
    { type: "multi_static_select", options },
    ["a", "b"],
    { selected_options: [expect.objectContaining({ value: "a" }), expect.objectContaining({ value: "b" })] },
  ],
  [
    "radio",
    { type: "radio_buttons", options },
    "a",
    { selected_option: expect.objectContaining({ value: "a" }) },
  ],
  [
    "yes",
    { type: "checkboxes", options: [option("a")] },
    true,
    { selected_options: [expect.objectContaining({ value: "a" })] },
  ],
  [
    "no",
    { type: "checkboxes", options: [option("a")], initial_options: [option("a")] },
    false,
    { selected_options: [] },
  ],
  [
    "boxes",
    { type: "checkboxes", options },
    ["b"],
    { selected_options: [expect.objectContaining({ value: "b" })] },
  ],
  ["person", { type: "users_select" }, "taro", { selected_user: "U0TARO00001" }],
  ["people", { type: "multi_users_select" }, ["taro"], { selected_users: ["U0TARO00001"] }],
  ["channel", { type: "channels_select" }, "C0OPS00001", { selected_channel: "C0OPS00001" }],
  ["place", { type: "conversations_select" }, "C0OPS00001", { selected_conversation: "C0OPS00001" }],
  ["date", { type: "datepicker" }, "2026-11-22", { selected_date: "2026-11-22" }],
  ["time", { type: "timepicker" }, "13:00", { selected_time: "13:00" }],
  ["moment", { type: "datetimepicker" }, 1_790_000_000, { selected_date_time: 1_790_000_000 }],
  [
    "rich",
    { type: "rich_text_input" },
    "hello",
    { rich_text_value: expect.objectContaining({ type: "rich_text" }) },
  ],
] as const;

test.for(transports)(
  "a submission arrives over %s with the value of every kind of input",
  async (transport) => {
    const blocks = everyKind.map(([id, element]) => input(id, element, { optional: true }));
    const { slack, stub, viewId } = await open(
      modal(blocks, { private_metadata: "m" }),
      undefined,
      transport,
    );
    const values = Object.fromEntries(everyKind.map(([id, , value]) => [id, value]));
    expect(await slack.submit("alice", viewId, values)).toMatchObject({ acked: true });
    const { payload } = stub.received.at(-1) ?? {};
    expect(payload).toMatchObject({
      type: "view_submission",
      user: { id: slack.users.alice.id, name: "alice", team_id: slack.team.id },
      view: { id: viewId, callback_id: "form", private_metadata: "m", type: "modal" },
      response_urls: [],
    });
    expect(payload).not.toHaveProperty("response_url");
    const expected = everyKind.map(([id, { type }, , value]) => [id, { value: { type, ...value } }]);
    expect(payload.view.state.values).toEqual(Object.fromEntries(expected));
  },
);

test("initial values count where nothing else is entered", async () => {
  const blocks = [
    input("text", { ...entry, initial_value: "first" }),
    input("menu", { type: "static_select", options, initial_option: options[0] }),
  ];
  const { slack, stub, viewId } = await open(modal(blocks));
  await slack.submit("alice", viewId, { text: "second" });
  const { text, menu } = stub.received.at(-1)?.payload.view.state.values ?? {};
  expect(text.value.value).toBe("second");
  expect(menu.value.selected_option.value).toBe("a");
});

test.for([
  ["a required field that is empty", entry, "", "Please complete this required field."],
  ["a text that is too short", { ...entry, min_length: 3 }, "ab", "Please enter at least 3 characters."],
  ["a text that is too long", { ...entry, max_length: 3 }, "abcd", "Please enter at most 3 characters."],
  [
    "a number that is none",
    { type: "number_input", is_decimal_allowed: false },
    "1.5",
    "Please enter a valid number.",
  ],
  [
    "a number that is too small",
    { type: "number_input", is_decimal_allowed: false, min_value: "2" },
    "1",
    "Please enter 2 or more.",
  ],
  [
    "a number that is too big",
    { type: "number_input", is_decimal_allowed: false, max_value: "2" },
    "3",
    "Please enter 2 or less.",
  ],
  ["an address that is none", { type: "email_text_input" }, "nobody", "Please enter a valid email address."],
  ["a link that is none", { type: "url_text_input" }, "nowhere", "Please enter a valid URL."],
  [
    "an option that is not offered",
    { type: "static_select", options },
    "z",
    'i/value has no option "z"; it offers: a, b.',
  ],
] as const)("%s is not submitted", async ([, element, value, complaint]) => {
  const { slack, stub, viewId } = await open(modal([input("i", element)]));
  await expect(slack.submit("alice", viewId, { i: value })).rejects.toThrow(complaint);
  expect(stub.received.at(-1)?.payload.type).toBe("shortcut");
});

test("a block that is not there cannot be filled in", async () => {
  const { slack, viewId } = await open(modal([input("i", entry)]));
  await expect(slack.submit("alice", viewId, { j: "x" })).rejects.toThrow(
    "The view has no block j; it has i.",
  );
});

test("somebody else's modal cannot be submitted", async () => {
  const { slack, viewId } = await open(modal([]));
  await expect(slack.submit("taro", viewId)).rejects.toThrow("is not open for taro");
});

test.for(transports)("an empty answer over %s closes the modal", async (transport) => {
  const { slack, viewId } = await open(modal([]), undefined, transport);
  await slack.submit("alice", viewId);
  expect(slack.view("alice")).toBeUndefined();
});

test("errors keep the modal open, with what was entered", async () => {
  const errors = { i: "This is taken." };
  const { slack, stub, viewId } = await open(modal([input("i", entry)]), () => ({
    response_action: "errors",
    errors,
  }));
  expect((await slack.submit("alice", viewId, { i: "x" })).problem).toBeUndefined();
  expect(slack.view("alice")?.errors).toEqual(errors);
  await slack.submit("alice", viewId);
  expect(stub.received.at(-1)?.payload.view.state.values.i.value.value).toBe("x");
});

test.for([
  ["errors for a block that is no input", { response_action: "errors", errors: { note: "x" } }],
  ["errors for a block that is not there", { response_action: "errors", errors: { gone: "x" } }],
  ["no errors", { response_action: "errors", errors: {} }],
  ["an empty error", { response_action: "errors", errors: { i: "" } }],
  ["an action Slack does not know", { response_action: "shout" }],
  ["something else", { text: "thanks" }],
  ["an update with a wrong view", { response_action: "update", view: { type: "modal" } }],
  ["a push with a wrong view", { response_action: "push", view: { type: "modal" } }],
])("%s in an answer is not understood, and the person sees that", async ([, answer]) => {
  const note = { type: "section", block_id: "note", text: plain("x") };
  const { slack, viewId } = await open(modal([input("i", entry), note]), () => answer);
  const { acked, problem } = await slack.submit("alice", viewId, { i: "x" });
  expect(acked).toBe(true);
  expect(problem).toMatch(/^The app's (response|view) is not valid/);
  expect(slack.view("alice")).toMatchObject({ id: viewId, problem, errors: {} });
});

test("an update changes the modal, a push lays one on it, and clear takes all away", async () => {
  const answers = [
    { response_action: "update", view: modal([], { title: plain("Second") }) },
    { response_action: "push", view: modal([], { title: plain("Third") }) },
    { response_action: "clear" },
  ];
  const { slack, viewId } = await open(modal([]), () => answers.shift());
  await slack.submit("alice", viewId);
  expect(slack.view("alice")).toMatchObject({ id: viewId, view: { title: plain("Second") } });
  await slack.submit("alice", viewId);
  const third = slack.view("alice");
  expect(third).toMatchObject({ view: { title: plain("Third") }, stack: [viewId, third?.id] });
  await slack.submit("alice", third?.id ?? "");
  expect(slack.view("alice")).toBeUndefined();
});

test("the modal stays when the app does not answer", async () => {
  const { slack, viewId } = await open(modal([]), () => silence);
  expect(await slack.submit("alice", viewId)).toMatchObject({ acked: false });
  expect(slack.view("alice")?.problem).toBe("We had some trouble connecting. Try again?");
});

test("the app hears of a closed modal only if it wants to", async () => {
  const quiet = await open(modal([]));
  expect(await quiet.slack.close("alice", quiet.viewId)).toMatchObject({ acked: false });
  expect(quiet.slack.view("alice")).toBeUndefined();
  expect(quiet.stub.received.at(-1)?.payload.type).toBe("shortcut");
  const curious = await open(modal([], { notify_on_close: true }));
  expect(await curious.slack.close("alice", curious.viewId)).toMatchObject({ acked: true });
  expect(curious.stub.received.at(-1)?.payload).toMatchObject({ type: "view_closed", is_cleared: false });
});

test.for(transports)("a menu is filled by the app over %s", async (transport) => {
  const menu = input("server", { type: "external_select", min_query_length: 0 });
  const answer = ({ type }: Json) => (type === "block_suggestion" ? { options } : undefined);
  const { slack, stub, viewId } = await open(modal([menu]), answer, transport);
  await expect(slack.submit("alice", viewId, { server: "a" })).rejects.toThrow("it offers: nothing.");
  expect((await slack.suggest("alice", viewId, "server", "we")).options).toEqual(options);
  expect(stub.received.at(-1)?.payload).toMatchObject({
    type: "block_suggestion",
    action_id: "value",
    block_id: "server",
    value: "we",
    view: { id: viewId },
  });
  await slack.submit("alice", viewId, { server: "a" });
  expect(stub.received.at(-1)?.payload.view.state.values.server.value.selected_option).toEqual(options[0]);
});

test.for([
  ["none", { options: [] }, []],
  ["groups", { option_groups: [{ label: plain("g"), options }] }, options],
] as const)("an app may suggest %s", async ([, answer, taken]) => {
  const { slack, viewId } = await open(modal([input("server", { type: "external_select" })]), () => answer);
  const { options: suggested, problem } = await slack.suggest("alice", viewId, "server", "x");
  expect(suggested).toEqual(taken);
  expect(problem).toBeUndefined();
});

test.for([
  ["wrong options", { options: [{ text: plain("x") }] }, "missing required field: value"],
  ["something else", { text: "x" }, "The app's response is not valid"],
] as const)("%s is no suggestion", async ([, answer, complaint]) => {
  const { slack, viewId } = await open(modal([input("server", { type: "external_select" })]), () => answer);
  const { options: suggested, problem } = await slack.suggest("alice", viewId, "server", "x");
  expect(suggested).toEqual([]);
  expect(problem).toContain(complaint);
});

test("a press in a modal takes along what was chosen before", async () => {
  const row = {
    type: "actions",
    block_id: "row",
    elements: [{ type: "static_select", action_id: "pick", options }, button("go")],
  };
  const { slack, stub, viewId } = await open(modal([row]));
  await slack.click("alice", { viewId }, "pick", { value: "a" });
  await slack.click("alice", { viewId }, "go");
  const { view, container } = stub.received.at(-1)?.payload ?? {};
  expect(container).toEqual({ type: "view", view_id: viewId });
  expect(view.state.values.row.pick.selected_option.value).toBe("a");
});
