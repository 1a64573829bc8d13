import { once } from "node:events";
import { METHODS } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { signatureOf } from "../../src/sandbox/slack/transport/signature.ts";
import { serveHttp } from "../../src/serving/serve-http.ts";
import { type Console, createConsole } from "../../src/web/app.ts";
import { catalog } from "../../tools/index.ts";
import { sendRaw } from "../http/raw.ts";
import { openTestHouse } from "../house.ts";
import { openScene } from "../slack/scene.ts";
import { settingsFor } from "../web/console.ts";
import { signedIn } from "../web/visit.ts";

/** What a server hands over to another protocol has no answer. */
const methods = METHODS.filter((method) => method !== "CONNECT");

const segment = fc.oneof(
  fc.constantFrom(
    "mcp",
    "sign-in",
    "tickets",
    "operations",
    "approval-requests",
    "audit",
    "reveal",
    "run",
    "undo",
  ),
  fc.constantFrom(
    "..",
    ".",
    "",
    "%00",
    "%2e%2e",
    "%ff",
    "%",
    "__proto__",
    ".well-known",
    "oauth-protected-resource",
  ),
  fc.constantFrom(
    "readyz",
    "healthz",
    "language",
    "ja",
    "x".repeat(3_000),
    ...catalog.slice(0, 5).map(({ name }) => name),
  ),
  fc.webSegment(),
);
const query = fc.oneof(
  fc.constant(""),
  fc.webQueryParameters().map((parameters) => `?${parameters}`),
);
const path = fc
  .tuple(fc.array(segment, { maxLength: 4 }), query)
  .map(([segments, asked]) => `/${segments.join("/")}${asked}`);

const word = fc.string({ unit: fc.constantFrom(...Array.from("abz019-_./:;=, \"'%{}<>*")), maxLength: 60 });
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom("content-type"),
    fc.oneof(
      word,
      fc.constantFrom(
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
      ),
    ),
  ),
  fc.tuple(
    fc.constantFrom("accept", "accept-language", "cookie", "origin", "referer", "authorization", "forwarded"),
    word,
  ),
  fc.tuple(
    fc.constantFrom(
      "mcp-session-id",
      "mcp-protocol-version",
      "mcp-method",
      "mcp-name",
      "last-event-id",
      "x-forwarded-for",
    ),
    word,
  ),
  fc.tuple(
    fc.constantFrom("mcp-protocol-version"),
    fc.constantFrom("2026-07-28", "2025-11-25", "1900-01-01"),
  ),
  fc.tuple(
    fc.constantFrom("accept"),
    fc.constantFrom("application/json, text/event-stream", "text/event-stream", "*/*"),
  ),
);
const headers = fc
  .array(header, { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as Record<string, string>);

const message = fc.record(
  {
    jsonrpc: fc.constantFrom("2.0", "1.0"),
    id: fc.oneof(fc.nat(), fc.string(), fc.constant(null)),
    method: fc.constantFrom(
      "initialize",
      "tools/list",
      "tools/call",
      "resources/read",
      "prompts/get",
      "completion/complete",
      "x",
    ),
    params: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({
        name: fc.constantFrom(...catalog.map(({ name }) => name)),
        arguments: fc.jsonValue({ maxDepth: 2 }),
      }),
    ),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.constant(""),
  fc.string({ unit: "binary" }),
  message.map((sent) => JSON.stringify(sent)),
  fc.jsonValue().map((sent) => JSON.stringify(sent)),
  fc
    .dictionary(fc.constantFrom("csrf", "answer", "name", "code", "payload", "x"), fc.string())
    .map((fields) => new URLSearchParams(fields).toString()),
);

/** A house served with its console, and the faults of that. */
async function serve() {
  const house = await openTestHouse();
  const faults: unknown[] = [];
  let web: Console | undefined;
  const listening = await serveHttp({
    house,
    config: house.config,
    version: "0.0.0",
    localPrincipal: "local:test",
    openConsole: (url) => {
      web = createConsole({ ...settingsFor(house), url, onFault: (fault) => void faults.push(fault) });
      return web.fetch;
    },
    // Here the protocol's library tells of its callers' mistakes as well.
    onError: () => undefined,
  });
  onTestFinished(() => listening.close(0));
  if (web === undefined) throw new Error("There is no console.");
  return { house, web, faults, url: listening.url };
}

function writesOn({ sandbox }: Awaited<ReturnType<typeof serve>>["house"]) {
  return sandbox.calls.filter(({ method, path: to }) => method !== "GET" && !to.startsWith("/v3"));
}

describe("whatever comes over HTTP", () => {
  test("is answered, by no failure of the server's, and does nothing", { timeout: 60_000 }, async () => {
    const { url, house, faults } = await serve();
    const statuses = new Set<number | undefined>();
    const request = fc.record({ method: fc.constantFrom("GET", "POST", ...methods), path, headers, body });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path: to, headers: given, body: sent }) => {
        const isStream = method === "GET" && given["accept"]?.includes("event-stream") === true;
        // A stream of news has no end.
        const patience = isStream ? { signal: AbortSignal.timeout(300) } : {};
        const answer = await sendRaw(
          url,
          to,
          { method, headers: given, ...patience, agent: false },
          sent,
        ).catch((error: unknown) => error);
        if (isStream && answer instanceof Error) return;
        expect(answer).toHaveProperty("status");
        const { status } = answer as { status: number };
        statuses.add(status);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect(faults).toEqual([]);
    expect(writesOn(house)).toEqual([]);
    expect(statuses.size).toBeGreaterThan(4);
    expect(await sendRaw(url, "/readyz")).toMatchObject({ status: 200 });
  });

  test("is answered likewise to somebody who is signed in", { timeout: 60_000 }, async () => {
    const { url, web, house, faults } = await serve();
    const visitor = await signedIn(web, { url });
    const request = fc.record({ isPost: fc.boolean(), path, fields: fc.dictionary(word, fc.string()) });
    await fc.assert(
      fc.asyncProperty(request, async ({ isPost, path: to, fields }) => {
        if (to.startsWith("//") || !URL.canParse(to, url)) return;
        const page = await (isPost ? visitor.post(to, fields) : visitor.get(to));
        expect([to, page.status < 500]).toEqual([to, true]);
      }),
      { numRuns: 300 },
    );
    expect(faults).toEqual([]);
    expect(writesOn(house)).toEqual([]);
    expect(await visitor.get("/tickets")).toMatchObject({ status: 200 });
  });

  test("and is not even HTTP, ends its connection and nothing else", { timeout: 60_000 }, async () => {
    const { url, faults } = await serve();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({ unit: "binary" })
        .map((said) => Buffer.from(`GET ${said} HTTP/1.1\r\nHost: localhost\r\n\r\n`)),
      fc
        .string({ unit: "binary" })
        .map((said) => Buffer.from(`POST /mcp HTTP/1.1\r\nHost: localhost\r\n${said}\r\n\r\n`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const client = connect(Number(new URL(url).port), "127.0.0.1");
        client.on("error", () => undefined);
        client.end(sent);
        const said = text(client).catch(() => "");
        await once(client, "close");
        expect(await said).not.toMatch(/^HTTP\/1\.1 5/);
      }),
      { numRuns: 100 },
    );
    expect(faults).toEqual([]);
    expect(await sendRaw(url, "/readyz")).toMatchObject({ status: 200 });
  });
});

describe("whatever comes to Slack's request URL", () => {
  test("is answered, signed or not, and does nothing", { timeout: 60_000 }, async () => {
    const { slack, face, house } = await openScene({ transport: "http" });
    const origin = new URL(face.url ?? "").origin;
    const type = fc.constantFrom("application/x-www-form-urlencoded", "application/json", "text/plain", "");
    const payload = fc.record(
      {
        type: fc.constantFrom(
          "block_actions",
          "view_submission",
          "view_closed",
          "block_suggestion",
          "shortcut",
          "event_callback",
          "url_verification",
        ),
        team: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant({ id: slack.team.id })),
        user: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant({ id: slack.users.hanako.id })),
        actions: fc.jsonValue({ maxDepth: 2 }),
        view: fc.jsonValue({ maxDepth: 2 }),
        event: fc.jsonValue({ maxDepth: 2 }),
        challenge: fc.jsonValue({ maxDepth: 1 }),
        trigger_id: fc.string(),
      },
      { requiredKeys: ["type"] },
    );
    const said = fc.oneof(
      body,
      payload.map((sent) => JSON.stringify(sent)),
      payload.map((sent) => new URLSearchParams({ payload: JSON.stringify(sent) }).toString()),
      fc
        .record({
          command: fc.constant("/sss"),
          text: fc.string(),
          user_id: fc.string(),
          team_id: fc.constantFrom(slack.team.id, "T0"),
          trigger_id: fc.string(),
          response_url: fc.webUrl(),
        })
        .map((fields) => new URLSearchParams(fields).toString()),
    );
    const request = fc.record({
      type,
      said,
      isSigned: fc.boolean(),
      method: fc.constantFrom("POST", "POST", "POST", ...methods),
    });
    type Sent = typeof request extends fc.Arbitrary<infer One> ? One : never;
    const failed: unknown[] = [];
    // Many at once: what is none of Slack's payloads has its answer only after three seconds.
    const requests = fc.array(request, { minLength: 200, maxLength: 200 });
    const send = async ({ type: contentType, said: sent, isSigned, method }: Sent): Promise<void> => {
      const signature = isSigned ? signatureOf(slack.signingSecret, sent) : {};
      const given = { "content-type": contentType, "content-length": Buffer.byteLength(sent), ...signature };
      const { status = 0 } = await sendRaw(
        origin,
        "/slack/events",
        { method, headers: given, agent: false },
        sent,
      );
      if (status >= 500 || (!isSigned && status < 400)) failed.push([status, contentType, sent]);
    };
    await fc.assert(
      fc.asyncProperty(requests, async (all) => void (await Promise.all(all.map(send)))),
      { numRuns: 1, endOnFailure: true },
    );
    expect(failed).toEqual([]);
    expect(await house.gate.list()).toEqual([]);
    expect(await slack.openHome("hanako")).toMatchObject({ acked: true });
  });
});
