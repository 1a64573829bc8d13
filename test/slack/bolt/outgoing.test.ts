import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { destinationsOf } from "../../../src/slack/bolt/destinations.ts";
import { guardedFetch } from "../../../src/slack/bolt/outgoing.ts";

/** A `fetch` to a server that answers like this, with the waits it was told. */
async function fetchFrom(answer: RequestListener, options: { readonly timeoutMs?: number } = {}) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const waits: number[] = [];
  let now = 0;
  const stopping = new AbortController();
  const send = guardedFetch({
    isAllowed: destinationsOf(url).api,
    signal: stopping.signal,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    now: () => now,
    ...options,
  });
  return { url, send, waits, stop: () => stopping.abort() };
}

test("an answer comes with its status, headers and body", async () => {
  const { url, send } = await fetchFrom((_, response) => {
    response.writeHead(404, { "x-oauth-scopes": "commands" }).end("used_url");
  });
  const response = await send(url);
  expect([response.status, response.headers.get("x-oauth-scopes")]).toEqual([404, "commands"]);
  expect(await response.text()).toBe("used_url");
});

describe("a call over the limits", () => {
  const limited = (times: number, retryAfter?: string): RequestListener => {
    let left = times;
    return (_, response) => {
      if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
      response.writeHead((left -= 1) >= 0 ? 429 : 200).end();
    };
  };

  test("waits as long as Slack says, up to three times", async () => {
    const { url, send, waits } = await fetchFrom(limited(3, "7"));
    expect((await send(url)).status).toBe(200);
    expect(waits).toEqual([7_000, 7_000, 7_000]);
  });

  test.for([
    ["a fourth time", limited(4, "7"), 3],
    ["longer than 44 seconds, as an attempt has to follow", limited(1, "45"), 0],
    ["longer than that in all", limited(3, "20"), 2],
    ["for a time that Slack does not say", limited(1), 0],
    ["for a time that makes no sense", limited(1, "soon"), 0],
  ] as const)("does not wait %s", async ([, answer, waited]) => {
    const { url, send, waits } = await fetchFrom(answer);
    await expect(send(url)).rejects.toMatchObject({ kind: "unreached", reason: "ratelimited" });
    expect(waits).toHaveLength(waited);
  });

  test.for([
    ["10", 0],
    ["4", 2],
  ] as const)(
    "waits no longer than ten seconds in all for an edit, %s seconds each",
    async ([each, waited]) => {
      const { url, send, waits } = await fetchFrom(limited(3, each));
      await expect(send(`${url}api/chat.update`)).rejects.toMatchObject({ reason: "ratelimited" });
      expect(waits).toHaveLength(waited);
    },
  );
});

test.for([500, 502, 503])("an answer of %i is not asked for again", async (status) => {
  let times = 0;
  const { url, send } = await fetchFrom((_, response) => {
    times += 1;
    response.writeHead(status).end();
  });
  expect((await send(url)).status).toBe(status);
  expect(times).toBe(1);
});

test.for([301, 302, 307, 308])(
  "a redirect of %i is not followed, not even to the same place",
  async (status) => {
    let times = 0;
    const { url, send } = await fetchFrom((_, response) => {
      times += 1;
      response.writeHead(status, { location: "/" }).end();
    });
    await expect(send(url)).rejects.toMatchObject({ kind: "refused", reason: "redirect" });
    expect(times).toBe(1);
  },
);

test.for([
  ["answer", () => {}],
  ["end its answer", (_: unknown, response: { write(text: string): void }) => response.write("{")],
] as const)("who does not %s is not waited for", async ([, answer]) => {
  const { url, send } = await fetchFrom(answer as RequestListener, { timeoutMs: 50 });
  await expect(send(url)).rejects.toMatchObject({ kind: "lost", reason: "timeout" });
});

test("a call under way ends when all is stopped, and none begins after that", async () => {
  const { url, send, stop } = await fetchFrom(() => stop());
  await expect(send(url)).rejects.toMatchObject({ kind: "lost", reason: "stopped" });
  await expect(send(url)).rejects.toMatchObject({ kind: "unreached", reason: "stopped" });
});

test("nothing is sent to a place that is not allowed", async () => {
  let times = 0;
  const { url, send } = await fetchFrom(() => void (times += 1));
  const other = url.replace("127.0.0.1", "localhost");
  await expect(send(other)).rejects.toMatchObject({ kind: "unreached", reason: "host_not_allowed" });
  expect(times).toBe(0);
});

describe("of Slack,", () => {
  const { api, responses, sockets } = destinationsOf("https://slack.com/api/");

  test.for([
    ["https://slack.com/api/chat.postMessage", "api"],
    ["https://team.slack.com/api/chat.postMessage", "api"],
    ["https://hooks.slack.com/commands/T1/1/x", "api responses"],
    ["wss://wss-primary.slack.com/link/?ticket=1", "sockets"],
    ["http://slack.com/api/", ""],
    ["https://slack.com:8443/api/", ""],
    ["https://slack.com.evil.example/", ""],
    ["https://evilslack.com/", ""],
    ["https://hooks.slack.com@evil.example/", ""],
    ["https://hooks.slack.com.evil.example/", ""],
    ["ws://wss-primary.slack.com/", ""],
    ["http://169.254.169.254/latest/meta-data/", ""],
    ["http://127.0.0.1/", ""],
  ] as const)("%s is used for: %s", ([address, expected]) => {
    const url = new URL(address);
    const used = Object.entries({ api, responses, sockets }).filter(([, allows]) => allows(url));
    expect(used.map(([use]) => use).join(" ")).toBe(expected);
  });
});

describe("of a stand-in of Slack,", () => {
  const { api, responses, sockets } = destinationsOf("http://127.0.0.1:4000/api/");

  test.for([
    ["http://127.0.0.1:4000/response/1", "api responses"],
    ["ws://127.0.0.1:4000/link/", "sockets"],
    ["http://127.0.0.1:4001/", ""],
    ["http://localhost:4000/", ""],
    ["https://hooks.slack.com/commands/T1/1/x", ""],
    ["wss://wss-primary.slack.com/", ""],
  ] as const)("%s is used for: %s", ([address, expected]) => {
    const url = new URL(address);
    const used = Object.entries({ api, responses, sockets }).filter(([, allows]) => allows(url));
    expect(used.map(([use]) => use).join(" ")).toBe(expected);
  });
});
