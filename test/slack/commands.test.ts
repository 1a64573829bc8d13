import { describe, expect, test } from "vitest";
import { openScene, transports } from "./scene.ts";
import { asksFor, isAnswer, opened, says, tenant, told, user, wholeOf, writes } from "./steps.ts";

/** Everybody confirms for themselves: nobody may approve. */
const alone = {
  people: (principalOf: (name: "taro" | "hanako") => string) =>
    `  - { principal: ${principalOf("taro")} }\n  - { principal: ${principalOf("hanako")} }`,
};

describe.for(transports)("over %s", (transport) => {
  test("help comes in the acknowledgement", async () => {
    const { slack } = await openScene({ transport });
    const { message } = await slack.command("taro", "");
    expect(wholeOf(message ?? { text: "", blocks: [] })).toContain("/sss");
    const { message: about } = await slack.command("taro", "help user delete");
    expect(wholeOf(about ?? { text: "", blocks: [] })).toContain("user delete");
  });

  test("a typo is told what was meant, and an unknown argument which it was", async () => {
    const { slack, house } = await openScene({ transport });
    const typo = await slack.command("taro", "usr lst");
    expect(wholeOf(typo.message ?? { text: "", blocks: [] })).toContain("user list");
    const unknown = await slack.command("taro", "user list colour=red");
    expect(wholeOf(unknown.message ?? { text: "", blocks: [] })).toContain("colour");
    expect(house.sandbox.calls.filter(({ path }) => path.includes("/users"))).toEqual([]);
  });

  test("a read is answered where it was asked, to nobody else", async () => {
    const scene = await openScene({ transport });
    const { slack } = scene;
    await slack.command("taro", "user list");
    const answer = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ecid"));
    expect(answer.ephemeralFor).toBe(slack.users.taro.id);
    expect(scene.faults).toEqual([]);
  });

  test("a change asks with a button that Slack confirms, and runs after it", async () => {
    const scene = await openScene({ transport, ...alone });
    const { slack } = scene;
    await slack.command("taro", `tenant update ${tenant(scene).id} description="新しい 説明"`);
    const question = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ticket:yes"));
    expect(wholeOf(question)).toContain("新しい 説明");
    expect(writes(scene)).toEqual([]);
    await slack.click("taro", question, "ticket:yes");
    await slack.until(() => (tenant(scene).description === "新しい 説明" ? true : undefined));
    expect(writes(scene)).toHaveLength(1);
  });

  test("a delete opens a modal that wants the name, and runs after it", async () => {
    const scene = await openScene({ transport, ...alone });
    const { slack } = scene;
    const { id } = tenant(scene);
    await slack.command("taro", `tenant delete ${id}`);
    const modal = await opened(scene, "taro", asksFor("name"));
    await slack.submit("taro", modal.id, { name: "hoshino-web" });
    await told(scene, "taro", slack.channels.ops.id, isAnswer);
    expect(writes(scene)).toEqual([`DELETE /api/v1.0/tenants/${id}`]);
  });

  test("a missing argument opens the form, which keeps what was given", async () => {
    const scene = await openScene({ transport, ...alone });
    const { slack } = scene;
    await slack.command("taro", "user update mail_address=new@example.com");
    const form = await opened(scene, "taro", asksFor("user_id"));
    expect(JSON.stringify(form.view)).toContain("new@example.com");
    const { id } = user(scene, "sato.hana");
    await slack.suggest("taro", form.id, "user_id", "sato");
    await slack.submit("taro", form.id, { user_id: id });
    const question = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ticket:yes"));
    expect(wholeOf(question)).toContain("new@example.com");
  });

  test("the shortcut opens a palette, then the form of what was chosen", async () => {
    const scene = await openScene({ transport, ...alone });
    const { slack } = scene;
    await slack.shortcut("taro", "sss_palette");
    const palette = await opened(scene, "taro", asksFor("operation"));
    await slack.submit("taro", palette.id, { operation: "get_tenant" });
    const form = await opened(scene, "taro", asksFor("tenant_id"));
    await slack.suggest("taro", form.id, "tenant_id", tenant(scene).id);
    await slack.submit("taro", form.id, { tenant_id: tenant(scene).id });
    const answer = await slack.until(() =>
      slack.directMessages("taro").find((message) => wholeOf(message).includes("hoshino-web")),
    );
    expect(answer.ephemeralFor).toBeUndefined();
  });
});

test("--public shares the answer with the channel", async () => {
  const scene = await openScene();
  const { slack } = scene;
  await slack.command("taro", "tenant list --public");
  const shared = await slack.until(() =>
    slack.messages(slack.channels.ops.id).find((message) => wholeOf(message).includes("partner-tools")),
  );
  expect(shared.ephemeralFor).toBeUndefined();
});

test("a list of 10 000 shows the first 20, the count, how to narrow it, and pages", async () => {
  const scene = await openScene({ sandbox: { size: "large" } });
  const { slack, house } = scene;
  const counts = new Map<string, number>();
  for (const { contractId } of house.sandbox.world.users.values())
    counts.set(contractId, (counts.get(contractId) ?? 0) + 1);
  const [largest = ""] = [...counts].toSorted(([, left], [, right]) => right - left)[0] ?? [];
  await slack.command("taro", `user list ${largest}`);
  const first = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("page:next"));
  expect(wholeOf(first)).toMatch(/10,?000/);
  expect(wholeOf(first)).toContain("--filter");
  await slack.click("taro", first, "page:next");
  const second = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("page:prev"));
  expect(wholeOf(second)).not.toBe(wholeOf(first));
});

test("only whoever asked for a list turns its pages", async () => {
  const scene = await openScene({ sandbox: { size: "large" } });
  const { slack, house } = scene;
  const [first] = [...house.sandbox.world.users.values()].slice(-1);
  await slack.command("taro", `user list ${first?.contractId} --public`);
  const list = await slack.until(() =>
    slack.messages(slack.channels.ops.id).find((message) => wholeOf(message).includes("page:next")),
  );
  await slack.click("hanako", list, "page:next");
  await told(scene, "hanako", slack.channels.ops.id);
  expect(slack.messages(slack.channels.ops.id).find(({ ts }) => ts === list.ts)?.blocks).toEqual(list.blocks);
});

test("a mention stands for the user of SSS whom the policy names", async () => {
  const scene = await openScene({
    people: (principalOf) =>
      `  - { principal: ${principalOf("taro")} }\n  - { principal: ${principalOf("alice")}, sssUserId: ecid0000000001 }`,
  });
  const { slack, house } = scene;
  await slack.command("taro", "user show @alice");
  await slack.until(() =>
    house.sandbox.calls.some(({ path }) => path.endsWith("/users/ecid0000000001")) ? true : undefined,
  );
  await slack.command("taro", "user show @hanako");
  await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("/sss link"));
});

test.for(["stranger", "guest", "visitor", "gone", "robot"] as const)("a %s is refused", async (who) => {
  const scene = await openScene({
    people: (principalOf) => `  - { principal: ${principalOf(who)} }`,
  });
  const { slack, house } = scene;
  await slack.command(who, "user list");
  await told(scene, who, slack.channels.ops.id, isAnswer);
  expect(house.sandbox.calls.filter(({ path }) => path.includes("/users"))).toEqual([]);
});

test("a member whom the policy does not know is told how to become known", async () => {
  const scene = await openScene({ people: (principalOf) => `  - { principal: ${principalOf("hanako")} }` });
  const { slack, house } = scene;
  await slack.command("taro", "user list");
  await told(
    scene,
    "taro",
    slack.channels.ops.id,
    (text) => text.includes(slack.users.taro.id) && text.includes("/sss link"),
  );
  expect(house.sandbox.calls.filter(({ path }) => path.includes("/users"))).toEqual([]);
});

test("somebody who has Japanese set is spoken to in Japanese", async () => {
  const scene = await openScene({ people: (principalOf) => `  - { principal: ${principalOf("hanako")} }` });
  const { slack } = scene;
  await slack.command("taro", "user list");
  await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ポリシーファイル"));
});

test("closing the question takes it back", async () => {
  const scene = await openScene(alone);
  const { slack, house } = scene;
  await slack.command("taro", `tenant delete ${tenant(scene).id}`);
  const modal = await opened(scene, "taro", asksFor("name"));
  await slack.close("taro", modal.id);
  await told(scene, "taro", slack.channels.ops.id, isAnswer);
  const [ticket] = await house.gate.list();
  expect(ticket).toMatchObject({ state: "cancelled" });
});

test("what needs a second person says whom it waits for, and tells its requester how it ended", async () => {
  const scene = await openScene();
  const { slack } = scene;
  await slack.command("taro", `tenant delete ${tenant(scene).id}`);
  const own = await slack.until(() => slack.directMessages("taro").at(-1));
  expect(wholeOf(own)).toContain(slack.users.hanako.id);
  const [card] = slack.messages(slack.channels.approvals.id);
  if (card === undefined) throw new Error("there is no card");
  await slack.click("taro", card, "ticket:approve");
  await opened(scene, "taro", says(slack.users.kenji.id));
  await slack.click("hanako", card, "ticket:deny");
  const form = await opened(scene, "hanako", asksFor("reason"));
  await slack.submit("hanako", form.id, { reason: "no" });
  await slack.until(() =>
    slack.directMessages("taro").find((message) => message.ts === own.ts && message.edited),
  );
  expect(writes(scene)).toEqual([]);
});

test("a form's select offers what there is, to whoever may see it", async () => {
  const scene = await openScene(alone);
  const { slack } = scene;
  await slack.command("taro", "tenant show");
  const form = await opened(scene, "taro", asksFor("tenant_id"));
  const { options } = await slack.suggest("taro", form.id, "tenant_id", "tools");
  expect(options.map(({ text }) => text.text).join()).toContain("partner-tools");
});

test("a modal that opens too late leaves a button", async () => {
  const scene = await openScene(alone);
  const { slack } = scene;
  slack.faults.fail("views.open", { error: "expired_trigger_id", when: "before" });
  await slack.command("taro", "tenant show");
  const offer = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("form:open"));
  await slack.click("taro", offer, "form:open");
  await opened(scene, "taro", says("tenant_id"));
});
