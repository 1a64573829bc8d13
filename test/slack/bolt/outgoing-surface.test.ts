import { describe, expect, test } from "vitest";
import { type Modal, saying } from "../../../src/slack/views/blocks.ts";
import { toFault } from "../../../src/slack/bolt/fault.ts";
import type { Surface } from "../../../src/slack/surface.ts";
import { card, connectTo, form, openForm } from "./connected.ts";

const hello = saying("Hello.");

test("a message is posted, changed and answered in its thread", async () => {
  const { slack, connection } = await connectTo("http");
  const { surface } = connection;
  const { id } = slack.channels.ops;
  const ref = await surface.post(id, card);
  await surface.update(ref, hello);
  const reply = await surface.post(id, hello, ref.ts);
  expect(slack.messages(id)).toMatchObject([
    { ts: ref.ts, text: "Hello.", blocks: hello.blocks },
    { ts: reply.ts, threadTs: ref.ts },
  ]);
});

test("nothing in a message is unfurled, and no name in it is looked up", async () => {
  const { slack, connection } = await connectTo("http");
  await connection.surface.post(slack.channels.ops.id, hello);
  const { body } = slack.calls.findLast(({ method }) => method === "chat.postMessage") ?? {};
  expect(body).toMatchObject({ unfurl_links: "false", unfurl_media: "false" });
  expect(body).not.toHaveProperty("link_names");
  expect(body).not.toHaveProperty("parse");
});

test("a message to a person is a direct message", async () => {
  const { slack, connection } = await connectTo("http");
  await connection.surface.post(slack.users.taro.id, hello);
  expect(slack.directMessages("taro")).toMatchObject([{ text: "Hello." }]);
});

test("a modal is shown in the place of another one", async () => {
  const { slack, connection } = await connectTo("http");
  const viewId = await openForm(slack, "hanako");
  await connection.surface.show(viewId, { ...form, callback_id: "next" } as Modal);
  expect(slack.view("hanako")?.view).toMatchObject({ callback_id: "next" });
});

test.for([
  ["hanako", { locale: "ja-JP", isBot: false, isDeleted: false, isGuest: false, isStranger: false }],
  ["alice", { locale: "en-US" }],
  ["guest", { isGuest: true }],
  ["visitor", { isGuest: true }],
  ["gone", { isDeleted: true }],
  ["robot", { isBot: true }],
  ["stranger", { isStranger: true, teamId: "T0PARTNER1" }],
] as const)("of %s, Slack tells %o", async ([key, expected]) => {
  const { slack, connection } = await connectTo("http");
  const { id } = slack.users[key];
  expect(await connection.surface.user(id)).toMatchObject({ id, ...expected });
});

describe("an answer to where a command was typed", () => {
  /** The address that came with a command of hanako's, and what is in the channel. */
  async function typed() {
    const urls: string[] = [];
    const { slack, connection } = await connectTo("http", {
      command: ({ responseUrl }) => (urls.push(responseUrl), { ack: saying("Wait.") }),
    });
    await slack.command("hanako", "help");
    const shown = () => slack.messages(slack.channels.ops.id, "hanako").map(({ text }) => text);
    return { slack, surface: connection.surface, url: urls[0] ?? "", shown };
  }

  test("comes beside the first one, or in its place", async () => {
    const { surface, url, shown } = await typed();
    await surface.respond(url, saying("Done."));
    expect(shown()).toEqual(["Wait.", "Done."]);
    await surface.respond(url, hello, { replace: true });
    expect(shown()).toEqual(["Hello.", "Done."]);
  });

  test("can be for everybody", async () => {
    const { slack, surface, url } = await typed();
    await surface.respond(url, hello, { public: true });
    expect(slack.messages(slack.channels.ops.id)).toMatchObject([{ text: "Hello." }]);
  });

  test("is refused after five times", async () => {
    const { surface, url } = await typed();
    for (const count of [1, 2, 3, 4, 5]) await surface.respond(url, saying(`No. ${count}`));
    await expect(surface.respond(url, hello)).rejects.toMatchObject({ kind: "refused", reason: "used_url" });
  });

  test("goes to Slack only, and its address is in no error", async () => {
    const { surface } = await typed();
    const answered = surface.respond("https://hooks.slack.com/commands/T1/1/secret", hello);
    await expect(answered).rejects.toThrow("Slack: response_url: host_not_allowed (unreached)");
  });
});

describe("a call that fails", () => {
  const post = (surface: Surface) => surface.post("C0OPS00001", hello);

  test.for([
    ["before it is made, by a server error", { status: 503 }, { kind: "lost", reason: "http_503" }],
    ["with a status of refusal", { status: 403 }, { kind: "refused", reason: "http_403" }],
    ["by Slack's end in the middle", { error: "internal_error" }, { kind: "lost", reason: "internal_error" }],
    ["by Slack's being away", { error: "service_unavailable" }, { kind: "unreached" }],
    ["by Slack's limits", { error: "ratelimited" }, { kind: "unreached", reason: "ratelimited" }],
    ["by Slack's word", { error: "restricted_action" }, { kind: "refused", reason: "restricted_action" }],
    ["by a broken connection", { cut: true }, { kind: "lost" }],
  ] as const)("%s is a fault that tells so", async ([, failure, expected]) => {
    const { slack, connection } = await connectTo("http");
    slack.faults.fail("chat.postMessage", failure);
    await expect(post(connection.surface)).rejects.toMatchObject({ name: "SlackFault", ...expected });
  });

  test("for want of a connection was not made", async () => {
    const { slack, connection } = await connectTo("http");
    await slack.stop();
    await expect(post(connection.surface)).rejects.toMatchObject({
      kind: "unreached",
      reason: "ECONNREFUSED",
    });
  });

  test("for a limit of long standing was not made", async () => {
    const { slack, connection } = await connectTo("http");
    slack.faults.rateLimit("chat.postMessage", { retryAfter: 3_600 });
    await expect(post(connection.surface)).rejects.toMatchObject({
      kind: "unreached",
      reason: "ratelimited",
    });
  });

  test.for([
    ["ENOTFOUND", "unreached"],
    ["CERT_HAS_EXPIRED", "unreached"],
    ["UND_ERR_CONNECT_TIMEOUT", "unreached"],
    ["ECONNRESET", "lost"],
    ["UND_ERR_SOCKET", "lost"],
    ["EPIPE", "lost"],
  ] as const)("with %s is %s", ([code, kind]) => {
    const cause = Object.assign(new Error("with a secret in it"), { code });
    const fault = toFault("chat.postMessage", new TypeError("fetch failed", { cause }));
    expect(fault).toMatchObject({
      kind,
      reason: code,
      message: `Slack: chat.postMessage: ${code} (${kind})`,
    });
  });
});

test.for(["<html>502</html>", "not a code", "x".repeat(65)])(
  "an answer such as %s tells nothing",
  async (error) => {
    const { slack, connection } = await connectTo("http");
    slack.faults.fail("users.info", { error });
    await expect(connection.surface.user("U1")).rejects.toMatchObject({
      kind: "lost",
      reason: "invalid_answer",
    });
  },
);
