import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createUser } from "../../tools/user/create-user.ts";
import { deleteUser } from "../../tools/user/delete-user.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { listUsers } from "../../tools/user/list-users.ts";
import { updateUser } from "../../tools/user/update-user.ts";
import { nextSteps } from "../../src/sss/errors.ts";
import { apiSecret, errorOf, issueTokens, openClient, startTcp, startUpstream } from "./upstream.ts";
import type { Reply } from "./upstream.ts";

const password = `Pa55"w<o>r'd&%+\\x`;

test.for([
  {
    shape: "SSS's own",
    body: {
      code: 404,
      title: "Not Found",
      message: "The user does not exist.",
      error_code: "UserNotFound:ecid1",
    },
    words: "The user does not exist.",
    errorCode: "UserNotFound:ecid1",
  },
  { shape: "the gateway's", body: { fault: { faultstring: "No route" } }, words: "No route" },
  { shape: "IAM's", body: { errorMessage: "Permission denied" }, words: "Permission denied" },
  {
    shape: "Keystone's",
    body: { error: { code: 404, title: "Gone away", message: "Could not find it" } },
    words: "Could not find it",
  },
  {
    shape: "the old command line's",
    body: { SSSError: { type: "NoUser", message: "no such user", detail: "" } },
    words: "no such user",
  },
  { shape: "an empty", body: undefined, words: undefined },
  {
    shape: "an HTML",
    body: "<html><head><title>Sorry</title></head><p>long</p>",
    words: "Sorry",
  },
  { shape: "an untitled HTML", body: "<html><p>long</p>", words: undefined },
  { shape: "a plain text", body: "no such\r\n\tthing\u0000\u202e", words: "no such thing" },
  { shape: "a JSON text", body: '"gone"', words: '"gone"' },
  { shape: "a null", body: "null", words: "null" },
  {
    shape: "a strangely typed",
    body: { message: { a: 1 }, fault: 3, error: [] },
    words: '{"a":1}',
  },
])(
  "$shape error body is understood, and stands apart from the message",
  async ({ body, words, errorCode }) => {
    const upstream = await startUpstream(() => ({ status: 404, body }));
    const error = await errorOf(openClient(upstream).client.call(deleteUser, { user_id: "ecid1" }));
    expect(error.message).toBe("delete_user failed: user ecid1 does not exist (404 Not Found)");
    expect(error).toMatchObject({ code: "not_found", status: 404, errorCode, sssMessage: words });
  },
);

test("an error body too long to be an explanation is not read", async () => {
  const upstream = await startUpstream(() => ({ status: 400, body: { message: "x".repeat(70_000) } }));
  const { message } = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(message).toBe("list_users failed: SSS refuses the input (400 Bad Request)");
});

test("SSS's own words are cut at 200 characters, between characters", async () => {
  const upstream = await startUpstream(() => ({ status: 400, body: { message: "𠮷".repeat(5000) } }));
  const { sssMessage = "" } = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(sssMessage.length).toBeLessThanOrEqual(200);
  expect(sssMessage).toMatch(/^𠮷+…$/u);
});

/** Everything a log could print of an error. */
function allOf(error: unknown): string {
  return inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error);
}

/** Replies that repeat what came with the request. */
const echoes: Record<string, (echo: string) => Reply> = {
  "an SSS error": (echo) => ({ status: 400, body: { title: echo, message: echo, error_code: echo } }),
  "a gateway error": (echo) => ({ status: 403, body: { fault: { faultstring: echo } } }),
  "a plain text": (echo) => ({ status: 500, body: echo }),
  "an HTML title": (echo) => ({ status: 400, body: `<title>${encodeURIComponent(echo)}</title>` }),
  "what is not JSON": (echo) => ({ body: echo }),
  "a text cut by control characters": (echo) => ({
    status: 400,
    body: echo.replaceAll(/(?<=.)(?=.)/gu, "\u0000"),
  }),
  "a text near the end of the message": (echo) => ({ status: 400, body: `${"x".repeat(400)}${echo}` }),
};

test.for(Object.entries(echoes))("no secret comes back in %s", async ([, reply]) => {
  const echoed = (token: unknown) => `${String(token)} ${apiSecret} ${password} ${apiSecret.toUpperCase()}`;
  const upstream = await startUpstream(({ headers }) => reply(echoed(headers["x-auth-token"])));
  const { client } = openClient(upstream, { retry: { retries: 0 } });
  const create = { login_id: "taro.yamada", mail_address: "t@example.com", notify_password: false, password };
  for (const call of [
    client.call(createUser, create),
    client.call(updateUser, { user_id: "ecid1", new_password: password }),
  ]) {
    const shown = allOf(await errorOf(call)).toLowerCase();
    for (const secret of ["token-number-1", apiSecret, password, encodeURIComponent(password)]) {
      expect(shown).not.toContain(secret.toLowerCase());
      expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1).toLowerCase());
    }
  }
});

test.for([401, 403, 400, 500])("no secret comes back from a Keystone that answers %i", async (status) => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    ({ body }) => ({ status, body: { error: { title: body, message: `${body} ${apiSecret}` } } }),
  );
  const error = await errorOf(openClient(upstream, { retry: { retries: 0 } }).client.call(listUsers, {}));
  expect(allOf(error)).not.toContain(apiSecret);
});

test("no token comes back in a Keystone answer that cannot be read", async () => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    () => ({ status: 201, headers: { "x-subject-token": "marked-token" }, body: "marked-token" }),
  );
  expect(allOf(await errorOf(openClient(upstream).client.call(listUsers, {})))).not.toContain("marked-token");
});

test("no token comes back in what a broken parser keeps", async () => {
  const port = await startTcp((socket) => {
    socket.on("data", (data) => socket.end(`nonsense ${data.toString()}`));
  });
  const keystone = await startUpstream(() => ({ body: {} }), issueTokens());
  const { client } = openClient(keystone, { sssUrl: `http://127.0.0.1:${port}/api` });
  const error = await errorOf(client.call(deleteUser, { user_id: "ecid1" }));
  expect(error).toMatchObject({ code: "invalid_answer", mayHaveHappened: true });
  expect(error.cause).toBeInstanceOf(Error);
  expect(allOf(error)).not.toContain("token-number-1");
});

test("a secret that is a part of ordinary words does not garble the message", async () => {
  const upstream = await startUpstream(() => ({ status: 404 }));
  const credentials = { apiKey: "k", apiSecret: "e" };
  const { message } = await errorOf(
    openClient(upstream, { credentials }).client.call(getUser, { user_id: "ecid1" }),
  );
  expect(message).toBe("get_user failed: user ecid1 does not exist (404 Not Found)");
});

test("a secret that is the word put in its place is put there once", async () => {
  const upstream = await startUpstream(() => ({ status: 400, body: "secret" }));
  const credentials = { apiKey: "k", apiSecret: "secret" };
  const { sssMessage } = await errorOf(openClient(upstream, { credentials }).client.call(listUsers, {}));
  expect(sssMessage).toBe("[secret]");
});

test.for(Object.entries(nextSteps))("the next step after %s is one sentence", ([, step]) => {
  expect(step).toMatch(/^[A-Z][^.]+\.$/);
});
