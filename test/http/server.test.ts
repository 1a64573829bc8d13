import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Handler, type ListenOptions, listen } from "../../src/http/server.ts";
import { sendRaw } from "./raw.ts";

/** A server whose rooms say their name, and what they were sent. */
async function start(options: Partial<ListenOptions> = {}) {
  const named =
    (name: string): Handler =>
    async (request) =>
      new Response(`${name} ${(await request.text()).length}`);
  const faults: unknown[] = [];
  const listening = await listen({
    host: "127.0.0.1",
    port: 0,
    routes: () => ({ mcp: named("mcp"), console: named("console") }),
    onError: (error) => void faults.push(error),
    ...options,
  });
  onTestFinished(() => listening.close());
  return { ...listening, faults };
}

test.for([
  ["/mcp", "mcp 0"],
  ["/mcp?a=b", "mcp 0"],
  ["/.well-known/oauth-protected-resource", "mcp 0"],
  ["/.well-known/oauth-protected-resource/mcp", "mcp 0"],
  ["/healthz", "ok\n"],
  ["/", "console 0"],
  ["//mcp", "console 0"],
  ["/mcp/..", "console 0"],
  ["/mcp/deeper", "console 0"],
  ["/MCP", "console 0"],
  ["/.well-known/oauth-protected-resources", "console 0"],
] as const)("%s is answered by %s", async ([path, text]) => {
  const { url } = await start();
  expect(await sendRaw(url, path)).toMatchObject({ status: 200, text });
});

test.for(["http://attacker.example/mcp", "http://[", "*", "mcp"])("%s is no path", async (path) => {
  const { url } = await start();
  expect(await sendRaw(url, path, { method: "POST" })).toMatchObject({ status: 400 });
});

test("TRACE, of which no request can be made, is refused", async () => {
  const { url, faults } = await start();
  expect(await sendRaw(url, "/", { method: "TRACE" })).toMatchObject({ status: 405 });
  expect(faults).toEqual([]);
});

describe.for(["/mcp", "/", "/healthz"])("at %s", (path) => {
  test.for([
    ["a rebound host name", { host: "attacker.example" }],
    ["a host name that only begins like this machine's", { host: "localhost.attacker.example" }],
    ["a host name behind another's", { host: "localhost@attacker.example" }],
    ["a page of another site", { origin: "https://attacker.example" }],
    [
      "a page of another site under a name like this machine's",
      { origin: "https://localhost.attacker.example" },
    ],
    ["a page without an origin of its own", { origin: "null" }],
    ["a program that calls itself local", { origin: "app://localhost" }],
  ] as const)("%s is refused", async ([, headers]) => {
    const { url } = await start();
    expect(await sendRaw(url, path, { method: "POST", headers })).toMatchObject({ status: 403 });
  });

  test.for([{ origin: "http://localhost:6274" }, { host: "localhost:3939" }, { host: "[::1]:3939" }])(
    "this machine may come: %o",
    async (headers) => {
      const { url } = await start();
      expect(await sendRaw(url, path, { method: "POST", headers })).toMatchObject({ status: 200 });
    },
  );
});

describe("under a public name", () => {
  const publicUrl = "https://ops.example.com";

  test("the server is told of it, and answers to it", async () => {
    const bound: string[] = [];
    const { url } = await start({
      publicUrl,
      routes: (origin) => {
        bound.push(origin);
        return { mcp: async () => new Response("mcp"), console: async () => new Response("console") };
      },
    });
    expect([url, ...bound]).toEqual([publicUrl, publicUrl]);
  });

  test.for([
    [{ host: "ops.example.com", origin: publicUrl }, 200],
    [{ host: "ops.example.com:8443" }, 200],
    [{ host: "other.example.com" }, 403],
    [{ host: "ops.example.com", origin: "http://ops.example.com" }, 403],
    [{ host: "ops.example.com", origin: "https://ops.example.com:8443" }, 403],
  ] as const)("%o is answered with %s", async ([headers, status]) => {
    const { boundTo } = await start({ publicUrl });
    expect(await sendRaw(boundTo, "/mcp", { headers })).toMatchObject({ status });
  });
});

describe("a body", () => {
  const mebibyte = 1_048_576;
  test.for([
    ["/mcp", mebibyte, 200],
    ["/mcp", mebibyte + 1, 413],
    ["/", 65_536, 200],
    ["/", 65_537, 413],
  ] as const)("at %s of %i bytes is answered with %i, announced or not", async ([path, size, status]) => {
    const { url } = await start();
    const body = "x".repeat(size);
    const announced = { method: "POST", headers: { "content-length": size } };
    expect(await sendRaw(url, path, announced, body)).toMatchObject({ status });
    const chunked = { method: "POST", headers: { "transfer-encoding": "chunked" } };
    expect(await sendRaw(url, path, chunked, body)).toMatchObject({ status });
  });
});

test("what goes wrong is told to whoever runs the server only", async () => {
  const fault = new Error("the password is hunter2");
  const { url, faults } = await start({
    routes: () => ({ mcp: () => Promise.reject(fault), console: async () => new Response("console") }),
  });
  const answer = await sendRaw(url, "/mcp");
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain("hunter2");
  expect(faults).toEqual([fault]);
  expect(await sendRaw(url, "/")).toMatchObject({ status: 200 });
});

test("a client that goes away in the middle of a request is no fault of the server's", async () => {
  const { url, faults } = await start();
  const client = connect(Number(new URL(url).port), "127.0.0.1");
  client.end("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  client.resume();
  await once(client, "close");
  expect(await sendRaw(url, "/mcp")).toMatchObject({ status: 200 });
  expect(faults).toEqual([]);
});

describe("a probe", () => {
  const readiness = { isReady: false, checks: { process: "ok", store: "disk_full" } };
  const routes = () => ({
    mcp: async () => new Response("mcp"),
    console: async () => new Response("console"),
    ready: async () => readiness,
  });

  test("is told whether calls should come here, and why not", async () => {
    const { url } = await start({ routes });
    const answer = await sendRaw(url, "/readyz?verbose");
    expect(answer).toMatchObject({ status: 503, headers: { "cache-control": "no-store" } });
    expect(JSON.parse(answer.text)).toEqual({ ready: false, checks: readiness.checks });
    expect(await sendRaw(url, "/healthz")).toMatchObject({ status: 200, text: "ok\n" });
  });

  test.for(["/healthz", "/readyz"])("of %s may name the server by its address", async (path) => {
    const { url } = await start();
    for (const host of ["10.1.2.3:3939", "[2001:db8::1]:3939"]) {
      expect(await sendRaw(url, path, { headers: { host } })).toMatchObject({ status: 200 });
      expect(await sendRaw(url, "/mcp", { headers: { host } })).toMatchObject({ status: 403 });
    }
  });
});

describe("a server that is closed", () => {
  const gone = /ECONNREFUSED|ECONNRESET|socket hang up/;

  /** One that is being closed while a call is in flight, which the test ends. */
  async function startClosing(withinMs?: number) {
    let answer: (text: string) => void = () => undefined;
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const answered = new Promise<Response>((resolve) => (answer = (text) => resolve(new Response(text))));
    const closed: string[] = [];
    const listening = await start({
      routes: () => ({
        mcp: () => (begin(), answered),
        console: async () => new Response("console"),
        close: async () => void closed.push("rooms"),
      }),
    });
    const inFlight = sendRaw(listening.url, "/mcp", { method: "POST" });
    inFlight.catch(() => undefined);
    await begun;
    const closing = listening.close(withinMs).then(() => void closed.push("server"));
    return { ...listening, inFlight, closed, closing, answer };
  }

  test("answers what is in flight, and takes nothing new", async () => {
    const { url, inFlight, closing, closed, answer } = await startClosing();
    expect(await sendRaw(url, "/mcp", { method: "POST" })).toMatchObject({
      status: 503,
      headers: { "retry-after": "1", connection: "close" },
    });
    expect(JSON.parse((await sendRaw(url, "/readyz")).text)).toEqual({
      ready: false,
      checks: { process: "stopping" },
    });
    expect(await sendRaw(url, "/healthz")).toMatchObject({ status: 200 });
    expect(closed).toEqual([]);
    answer("done");
    expect(await inFlight).toMatchObject({ status: 200, text: "done" });
    await closing;
    expect(closed).toEqual(["rooms", "server"]);
    await expect(sendRaw(url, "/healthz")).rejects.toThrow(gone);
  });

  test("waits for a call no longer than it is given", async () => {
    const { inFlight, closing } = await startClosing(1);
    await closing;
    await expect(inFlight).rejects.toThrow(gone);
  });

  test("waits for no stream of news", async () => {
    const { url, close } = await start({
      routes: () => ({
        mcp: async () =>
          new Response(new ReadableStream({ start: (news) => news.enqueue(Buffer.from("data: 1\n\n")) })),
        console: async () => new Response("console"),
      }),
    });
    const stream = await fetch(`${url}/mcp`, { headers: { accept: "text/event-stream" } });
    expect(stream.status).toBe(200);
    await close(60_000);
  });
});

test("several cookies stay several", async () => {
  const headers = new Headers();
  for (const cookie of ["a=1", "b=2"]) headers.append("set-cookie", cookie);
  const { url } = await start({
    routes: () => ({
      mcp: async () => new Response("mcp"),
      console: async () => new Response("console", { headers }),
    }),
  });
  expect((await sendRaw(url, "/")).headers["set-cookie"]).toEqual(["a=1", "b=2"]);
});

test("rooms are told the address that a request comes from", async () => {
  const { url } = await start({
    routes: () => ({
      mcp: async (_request, address) => new Response(address),
      console: async () => new Response("console"),
    }),
  });
  expect(await sendRaw(url, "/mcp")).toMatchObject({ text: "127.0.0.1" });
});

test("a port that is taken is an error", async () => {
  const { url } = await start();
  await expect(start({ port: Number(new URL(url).port) })).rejects.toThrow("EADDRINUSE");
});
