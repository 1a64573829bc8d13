import { describe, expect, test } from "vitest";
import { accountIn } from "../../src/slack/forms/account-choice.ts";
import { parseCommand } from "../../src/slack/words/command.ts";
import { keyOf, refOf } from "../../src/slack/requests/request-key.ts";
import { accountOf, startTestSandbox } from "../house.ts";
import { tenantsOn } from "../twins.ts";
import { type Scene, type SceneOptions, openScene } from "./scene.ts";
import { asksFor, hasButtons, opened, says, told, wholeOf } from "./steps.ts";

const alone: SceneOptions = {
  people: (principalOf) => `  - { principal: ${principalOf("taro")} }`,
};

/** A scene over two services that are alike, `east` and `west`; the channel `random` is bound to `west`. */
async function openTwinScene(options: SceneOptions = {}) {
  const west = await startTestSandbox();
  const scene = await openScene({
    ...options,
    accounts: (slack) => (east) => [
      accountOf(east, "east"),
      { ...accountOf(west, "west"), slackChannels: [slack.channels.random.id] },
    ],
  });
  return { ...scene, east: scene.house.sandbox, west };
}

const names = ["east", "west"];

describe("the words of a command", () => {
  test.for([
    ["user list --account west", "west"],
    ["user list --account=west", "west"],
    ["user list -account west", "west"],
    ["user list account=west", "west"],
    ["user list", undefined],
  ] as const)("%s", ([text, account]) => {
    const command = parseCommand(text, undefined, names);
    expect(command).toMatchObject({ kind: "operation", input: {} });
    expect(command.kind === "operation" && command.options.account).toBe(account);
  });

  test("name an account that is there, once", () => {
    for (const text of [
      "user list --account north",
      "user list --account",
      "user list --account east --account west",
    ])
      expect(parseCommand(text, undefined, names)).toMatchObject({ kind: "fault" });
  });

  test("name none where there is one", () => {
    expect(parseCommand("user list --account east")).toMatchObject({ kind: "fault" });
  });
});

test("a command goes to the account that it names, and its answer says so", async () => {
  const scene = await openTwinScene();
  await scene.slack.command("taro", "tenant list --account west");
  const answer = await told(scene, "taro", scene.slack.channels.ops.id, (text) => text.includes("1件"));
  expect(wholeOf(answer)).toContain("アカウント: west");
  expect(scene.east.calls).toEqual([]);
  expect(scene.faults).toEqual([]);
});

test("a command that names none asks for it in its form, with the rest filled in", async () => {
  const scene = await openTwinScene(alone);
  const { slack, west, east } = scene;
  const [id = ""] = tenantsOn(west);
  await slack.command("taro", `tenant update ${id} description=changed`);
  const form = await opened(scene, "taro", asksFor("sss:account"));
  await slack.submit("taro", form.id, { "sss:account": "west" });
  const question = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("ticket:yes"));
  expect(wholeOf(question)).toContain("west: ");
  await slack.click("taro", question, "ticket:yes");
  await slack.until(() => (west.world.tenants.get(id)?.description === "changed" ? true : undefined));
  expect(east.world.tenants.get(id)?.description).not.toBe("changed");
});

test("a form of an account that was named offers what is there, and deletes nothing elsewhere", async () => {
  const scene = await openTwinScene(alone);
  const { slack, west, east } = scene;
  const before = tenantsOn(east);
  await slack.command("taro", "tenant delete --account west");
  const form = await opened(scene, "taro", asksFor("tenant_id"));
  expect(asksFor("sss:account")(form)).toBe(false);
  expect(says("アカウント: *west*")(form)).toBe(true);
  const { options } = await slack.suggest("taro", form.id, "tenant_id", "");
  expect(tenantsOn(west)).toContain(options[0]?.value);
  expect(east.calls).toEqual([]);
  const tenant = [...west.world.tenants.values()].find(({ name }) => name === "hoshino-web");
  const tenant_id = tenant?.id ?? "";
  await slack.suggest("taro", form.id, "tenant_id", tenant_id);
  await slack.submit("taro", form.id, { tenant_id });
  const modal = await opened(scene, "taro", asksFor("name"));
  expect(says("west: ")(modal)).toBe(true);
  await slack.submit("taro", modal.id, { name: "hoshino-web" });
  await slack.until(() => (tenantsOn(west).includes(tenant_id) ? undefined : true));
  expect(tenantsOn(east)).toEqual(before);
});

test("a form of an account that was named stays of that one, whatever comes back with it", () => {
  const state = { "sss:account": { value: { type: "static_select", selected_option: { value: "east" } } } };
  expect(accountIn(state, ["west"])).toBe("west");
  expect(accountIn(state, ["east", "west"])).toBe("east");
});

describe("in a channel that is bound to an account", () => {
  test("a command means that one", async () => {
    const scene = await openTwinScene();
    const { slack, east, west } = scene;
    await slack.command("taro", "tenant list", { channel: slack.channels.random.id });
    await slack.until(() => west.calls.find(({ path }) => path.includes("/tenants")));
    expect(east.calls).toEqual([]);
  });

  test("no other is taken", async () => {
    const { slack, east, west } = await openTwinScene();
    const { message } = await slack.command("taro", "tenant list --account east", {
      channel: slack.channels.random.id,
    });
    expect(wholeOf(message ?? { text: "", blocks: [] })).toContain("this channel is for the account west");
    expect([...east.calls, ...west.calls]).toEqual([]);
  });
});

test("the card of a waiting ticket says which account it is about", async () => {
  const scene = await openTwinScene();
  const [tenant_id = ""] = tenantsOn(scene.west);
  await scene.slack.command("taro", `tenant delete ${tenant_id} --account west`);
  const card = await scene.slack.until(() =>
    scene.slack.messages(scene.slack.channels.approvals.id).find((message) => hasButtons(message)),
  );
  expect(wholeOf(card)).toContain("Account");
  expect(wholeOf(card)).toContain("west: ");
});

describe("approval requests of several accounts", () => {
  function requestCards({ slack }: Pick<Scene, "slack">) {
    return slack
      .messages(slack.channels.approvals.id)
      .filter((message) => JSON.stringify(message.blocks).includes("request:details"));
  }

  test("have a card each, whose press decides that of its account alone", async () => {
    const scene = await openTwinScene({ watchMs: 3_600_000 });
    const { slack, east, west } = scene;
    const card = await slack.until(() =>
      requestCards(scene).find(
        (message) =>
          JSON.stringify(message.blocks).includes("request:approve") &&
          JSON.stringify(message.blocks).includes(".west:"),
      ),
    );
    const id = /\.west:([\w-]+)/.exec(JSON.stringify(card.blocks))?.[1] ?? "";
    await slack.click("hanako", card, "request:approve");
    await slack.until(() => (west.world.approvals.get(id)?.status === "approved" ? true : undefined));
    expect(east.world.approvals.get(id)?.status).toBe("registered");
    expect(scene.faults).toEqual([]);
  });

  test("are still shown for one account while another does not answer", async () => {
    const west = await startTestSandbox();
    const scene = await openScene({
      watchMs: 3_600_000,
      accounts: () => (east) => [
        { ...accountOf(east, "east"), sssUrl: "http://127.0.0.1:1/api", endpointFrom: "settings" },
        accountOf(west, "west"),
      ],
    });
    await scene.slack.until(() => requestCards(scene).find((message) => wholeOf(message).includes("west")));
    expect(requestCards(scene).some((message) => wholeOf(message).includes("east"))).toBe(false);
  });

  test("are known by an account that is there, or by none", () => {
    expect(refOf(keyOf({ id: "a:b", account: "west" }), names)).toEqual({ id: "a:b", account: "west" });
    expect(refOf("north:a", names)).toEqual({ id: "north:a" });
    expect(refOf("west:a", ["west"])).toEqual({ id: "west:a" });
  });
});

test("the home tab says which account a request and a ticket are about", async () => {
  const scene = await openTwinScene();
  const { slack, west } = scene;
  const [tenant_id = ""] = tenantsOn(west);
  await slack.command("taro", `tenant delete ${tenant_id} --account west`);
  await slack.until(() => slack.messages(slack.channels.approvals.id).find((message) => hasButtons(message)));
  await slack.openHome("hanako");
  const home = await slack.until(() => {
    const shown = JSON.stringify(slack.home("hanako") ?? {});
    return shown.includes("west: ") && shown.includes("east: ") ? shown : undefined;
  });
  expect(home).toContain('"value":"west:');
});
