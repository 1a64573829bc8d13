import { expect, test } from "vitest";
import { button, callApi, input, modal, openSlack, option } from "./slack.ts";
import type { Json } from "./slack.ts";
import { connectStub } from "./stub.ts";

const entry = { type: "plain_text_input" };
const push = { type: "actions", block_id: "row", elements: [button("push")] };

/** A fake with a clock, an app that answers nothing, and the way to a fresh trigger. */
async function open() {
  let now = 1_790_000_000_000;
  const slack = await openSlack({ now: () => now });
  const stub = await connectStub(slack, "socket");
  const trigger = async (act = () => slack.shortcut("hanako", "any")): Promise<string> => {
    await act();
    return stub.received.at(-1)?.payload.trigger_id;
  };
  const call = async (method: string, body: Readonly<Record<string, unknown>>): Promise<Json> =>
    (await callApi(slack, method, body)).body;
  return { slack, trigger, call, advance: (ms: number) => (now += ms) };
}

test("a modal opens for the person whose trigger it is", async () => {
  const { slack, trigger, call } = await open();
  const view = modal([input("name", entry)], { private_metadata: "m" });
  const answer = await call("views.open", { trigger_id: await trigger(), view });
  expect(answer.view).toMatchObject({
    id: expect.stringMatching(/^V/),
    team_id: slack.team.id,
    type: "modal",
    callback_id: "form",
    private_metadata: "m",
    state: { values: { name: { value: { type: "plain_text_input", value: null } } } },
    hash: expect.any(String),
    root_view_id: answer.view.id,
    previous_view_id: null,
    app_installed_team_id: slack.team.id,
  });
  expect(slack.view("hanako")).toEqual({
    id: answer.view.id,
    hash: answer.view.hash,
    view,
    stack: [answer.view.id],
    errors: {},
  });
  expect(slack.view("taro")).toBeUndefined();
});

test("a trigger is good for three seconds", async () => {
  const { trigger, call, advance } = await open();
  const [early, late] = [await trigger(), await trigger()];
  advance(3000);
  expect(await call("views.open", { trigger_id: early, view: modal([]) })).toMatchObject({ ok: true });
  advance(1);
  expect(await call("views.open", { trigger_id: late, view: modal([]) })).toEqual({
    ok: false,
    error: "expired_trigger_id",
  });
});

test("a trigger is good for one modal, and is not used up by a wrong one", async () => {
  const { trigger, call } = await open();
  const id = await trigger();
  expect(await call("views.open", { trigger_id: id, view: modal([{ type: "nope" }]) })).toEqual({
    ok: false,
    error: "invalid_arguments",
    response_metadata: { messages: ["[ERROR] unsupported type: nope [json-pointer:/view/blocks/0/type]"] },
  });
  expect(await call("views.open", { trigger_id: id, view: modal([]) })).toMatchObject({ ok: true });
  expect(await call("views.open", { trigger_id: id, view: modal([]) })).toMatchObject({
    error: "exchanged_trigger_id",
  });
  expect(await call("views.open", { trigger_id: "1.2.x", view: modal([]) })).toMatchObject({
    error: "invalid_trigger_id",
  });
});

test("modals are pushed from within modals, up to three", async () => {
  const { slack, trigger, call } = await open();
  const view = modal([push]);
  expect(await call("views.push", { trigger_id: await trigger(), view })).toMatchObject({
    error: "invalid_trigger_id",
  });
  const first = await call("views.open", { trigger_id: await trigger(), view });
  const inner = () => trigger(() => slack.click("hanako", slack.view("hanako") ?? "home", "push"));
  const second = await call("views.push", { trigger_id: await inner(), view });
  expect(second.view).toMatchObject({ root_view_id: first.view.id, previous_view_id: first.view.id });
  await call("views.push", { trigger_id: await inner(), view });
  expect(slack.view("hanako")?.stack).toHaveLength(3);
  expect(await call("views.push", { trigger_id: await inner(), view })).toMatchObject({
    error: "push_limit_reached",
  });
});

test("an update needs the present hash, if it names one", async () => {
  const { slack, trigger, call } = await open();
  const { view } = await call("views.open", { trigger_id: await trigger(), view: modal([]) });
  const update = (hash: string) => call("views.update", { view_id: view.id, hash, view: modal([push]) });
  expect(await update(view.hash)).toMatchObject({ ok: true });
  expect(await update(view.hash)).toEqual({ ok: false, error: "hash_conflict" });
  expect(slack.view("hanako")?.view).toEqual(modal([push]));
});

test("a modal can be found by its external id, which is the only one of its kind", async () => {
  const { trigger, call } = await open();
  const view = modal([], { external_id: "mine" });
  await call("views.open", { trigger_id: await trigger(), view });
  expect(await call("views.update", { external_id: "mine", view })).toMatchObject({ ok: true });
  expect(await call("views.open", { trigger_id: await trigger(), view })).toMatchObject({
    error: "duplicate_external_id",
  });
});

test.for([
  [{ view_id: "V0000000000" }, "not_found"],
  [{ external_id: "nobody's" }, "not_found"],
  [{}, "invalid_arguments"],
] as const)("an update of %j is refused with %s", async ([where, error]) => {
  const { call } = await open();
  expect(await call("views.update", { ...where, view: modal([]) })).toMatchObject({ ok: false, error });
});

test("what was entered stays over an update where block and action stay", async () => {
  const { slack, trigger, call } = await open();
  const menu = { type: "static_select", action_id: "pick", options: [option("a"), option("b")] };
  const row = { type: "actions", block_id: "row", elements: [menu] };
  const { view } = await call("views.open", { trigger_id: await trigger(), view: modal([row]) });
  await slack.click("hanako", { viewId: view.id }, "pick", { value: "b" });
  const same = await call("views.update", { view_id: view.id, view: modal([{ type: "divider" }, row]) });
  expect(same.view.state.values.row.pick.selected_option.value).toBe("b");
  const other = await call("views.update", { view_id: view.id, view: modal([{ ...row, block_id: "row2" }]) });
  expect(other.view.state.values.row2.pick.selected_option).toBeNull();
});

test("a view of more than 250 kilobytes is too large", async () => {
  const { trigger, call } = await open();
  const blocks = Array.from({ length: 90 }, () => ({
    type: "section",
    text: { type: "mrkdwn", text: "x".repeat(3000) },
  }));
  expect(await call("views.open", { trigger_id: await trigger(), view: modal(blocks) })).toMatchObject({
    error: "view_too_large",
  });
});

test("a home tab is published for a person, and keeps the hash", async () => {
  const { slack, call } = await open();
  const publish = (more: object) =>
    call("views.publish", { user_id: slack.users.hanako.id, view: { type: "home", blocks: [] }, ...more });
  const { view } = await publish({});
  expect(await publish({ hash: view.hash })).toMatchObject({ ok: true });
  expect(await publish({ hash: view.hash })).toMatchObject({ error: "hash_conflict" });
  expect(await publish({ user_id: "U0NOBODY001" })).toMatchObject({ error: "user_not_found" });
  expect(await publish({ view: modal([]) })).toMatchObject({ error: "invalid_arguments" });
});
