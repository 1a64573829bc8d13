import { request } from "node:http";
import { expect, test } from "vitest";
import { browse, textOf } from "./browser.ts";
import { button, callApi, openSlack, option, plain, respond } from "./slack.ts";
import { connectStub } from "./stub.ts";

const card = [
  { type: "header", text: plain("Delete the server?") },
  { type: "section", text: { type: "mrkdwn", text: "*web-1* of <@U0TARO00001>" } },
  {
    type: "actions",
    block_id: "row",
    elements: [
      button("approve", { text: plain("Approve"), value: "42", style: "primary" }),
      button("deny", {
        text: plain("Deny"),
        confirm: { title: plain("Sure?"), text: plain("No way back."), confirm: plain("Do deny") },
      }),
      {
        type: "static_select",
        action_id: "pick",
        placeholder: plain("Pick one"),
        options: [option("a"), option("b")],
      },
    ],
  },
];

test("the page says that it is a stand-in, in the language of the person", async () => {
  const slack = await openSlack();
  expect((await browse(slack, "alice")).text).toContain("This is a stand-in for Slack on your own machine.");
  const japanese = await browse(slack, "hanako");
  expect(japanese.text).toContain("手元のマシンで動く Slack の代役");
  expect(japanese.html).toContain('<html lang="ja">');
});

test("the page lets nothing in: no script, no frame, no cache", async () => {
  const slack = await openSlack();
  const { headers, html } = await browse(slack, "hanako");
  expect(headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(html).not.toMatch(/<script|style=|\son\w+=/i);
});

test("the address without a place leads to the first channel", async () => {
  const slack = await openSlack();
  const browser = await browse(slack, "hanako");
  await browser.visit(slack.pageUrl);
  expect(browser.all("h1").map(textOf)).toEqual(["#approvals"]);
});

test("the stylesheet knows light and dark, and phones", async () => {
  const slack = await openSlack();
  const response = await fetch(`${slack.pageUrl}/style.css`);
  expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(await response.text()).toMatch(/light-dark\([^]*@media \(max-width/);
});

test("a person sees the channels they are in, and nobody else's direct messages", async () => {
  const slack = await openSlack();
  const links = (await browse(slack, "visitor", slack.channels.approvals.id)).all("nav")[0];
  expect(textOf(links)).toContain("#approvals");
  expect(textOf(links)).not.toContain("#ops");
  await callApi(slack, "chat.postMessage", { channel: slack.users.hanako.id, text: "for hanako" });
  const [direct] = slack.directMessages("hanako");
  expect((await browse(slack, "taro", direct?.channel)).text).not.toContain("for hanako");
  expect((await browse(slack, "hanako", direct?.channel)).text).toContain("for hanako");
});

test("one can switch to another person", async () => {
  const slack = await openSlack();
  const browser = await browse(slack, "alice");
  browser.fill("You are", "taro");
  await browser.press("Switch");
  expect(browser.text).toContain("操作する人");
});

test("a command is typed, and its answer is only for the one who typed it", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket", ({ text }) => ({ text: `You typed ${text}` }));
  const browser = await browse(slack, "alice");
  browser.fill("Command or message", "/sss help me");
  await browser.press("Send");
  expect(browser.text).toContain("You typed help me");
  expect(browser.text).toContain("Only visible to you");
  expect((await browse(slack, "taro")).text).not.toContain("You typed");
});

test("the page waits for an app that answers first and goes on then", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket", ({ response_url: url }) => {
    void callApi(slack, "users.info", { user: slack.users.alice.id }).then(() =>
      respond(url, { text: "done", replace_original: true }),
    );
    return { text: "working" };
  });
  const browser = await browse(slack, "alice");
  browser.fill("Command or message", "/sss run");
  await browser.press("Send");
  expect(browser.text).toContain("done");
  expect(browser.text).not.toContain("working");
});

test("a command that nobody answers is told, until something else is done", async () => {
  const slack = await openSlack();
  const browser = await browse(slack, "alice");
  browser.fill("Command or message", "/sss help");
  await browser.press("Send");
  expect(browser.text).toContain("/sss failed because the app did not respond");
  browser.fill("Command or message", "hello all");
  await browser.press("Send");
  expect(browser.text).not.toContain("did not respond");
  expect(slack.messages(slack.channels.ops.id)).toMatchObject([
    { text: "hello all", user: slack.users.alice.id },
  ]);
});

test("a card is shown, and its button works", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await callApi(slack, "chat.postMessage", {
    channel: slack.channels.ops.id,
    text: "fallback",
    blocks: card,
  });
  const browser = await browse(slack, "alice");
  expect(browser.all("h3").map(textOf)).toEqual(["Delete the server?"]);
  expect(browser.text).toContain("web-1 of @taro");
  expect(browser.text).not.toContain("fallback");
  await browser.press("Approve");
  expect(stub.received[0]?.payload).toMatchObject({
    type: "block_actions",
    user: { id: slack.users.alice.id },
    actions: [{ action_id: "approve", block_id: "row", value: "42" }],
  });
});

test("a button that asks to be confirmed has its dialog beside it", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text: "x", blocks: card });
  const browser = await browse(slack, "alice");
  expect(browser.all("details").map(textOf)[0]).toMatch(/Deny\s+Sure\?\s+No way back\.\s+Do deny\s+Cancel/);
  await browser.press("Do deny");
  expect(stub.received[0]?.payload.actions[0].action_id).toBe("deny");
});

test("a menu in a message is chosen from", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text: "x", blocks: card });
  const browser = await browse(slack, "alice");
  browser.fill("Pick one", "b");
  await browser.press("Choose");
  expect(stub.received[0]?.payload.actions[0]).toMatchObject({
    action_id: "pick",
    selected_option: { value: "b" },
  });
});

test("opening the home tab tells the app, which publishes it", async () => {
  const slack = await openSlack();
  await connectStub(slack, "socket", () => {
    void callApi(slack, "views.publish", {
      user_id: slack.users.alice.id,
      view: { type: "home", blocks: card },
    });
  });
  const browser = await browse(slack, "alice");
  await browser.press("App Home");
  expect(browser.all("h1").map(textOf)).toEqual(["App Home"]);
  expect(browser.text).toContain("Delete the server?");
});

test("the app's shortcuts are offered", async () => {
  const slack = await openSlack({ shortcuts: [{ callbackId: "palette", name: "Run an operation" }] });
  const stub = await connectStub(slack, "http");
  await (await browse(slack, "alice")).press("Run an operation");
  expect(stub.received[0]?.payload).toMatchObject({ type: "shortcut", callback_id: "palette" });
});

const evil = { origin: "http://evil.test" };

test.for([
  ["another origin", evil],
  ["another origin that claims to be this one", { ...evil, "sec-fetch-site": "same-origin" }],
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["the same machine, but another port", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
  ["nowhere", {}],
  ["a sandboxed frame", { origin: "null" }],
] as const)("a form from %s is refused", async ([, headers]) => {
  const slack = await openSlack();
  const response = await fetch(`${slack.pageUrl}/${slack.channels.ops.id}/say?as=alice`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "text=hello",
  });
  expect(response.status).toBe(403);
  expect(slack.messages(slack.channels.ops.id)).toEqual([]);
});

test("the page is not served under a foreign name", async () => {
  const slack = await openSlack();
  const status = await new Promise((resolve) => {
    request(slack.pageUrl, { headers: { host: "evil.test" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

test.for(["shout", "__proto__"])("there is nothing to do called %s", async (deed) => {
  const slack = await openSlack();
  const path = `${slack.pageUrl}/${slack.channels.ops.id}/${deed}?as=alice`;
  expect((await fetch(path, { method: "POST", headers: { origin: slack.url } })).status).toBe(404);
});

test("a click on what is gone is told, and nothing breaks", async () => {
  const slack = await openSlack();
  const { body } = await callApi(slack, "chat.postMessage", {
    channel: slack.channels.ops.id,
    text: "x",
    blocks: card,
  });
  const browser = await browse(slack, "alice");
  await callApi(slack, "chat.delete", { channel: body.channel, ts: body.ts });
  await browser.press("Approve");
  expect(browser.status).toBe(200);
  expect(browser.text).toContain("is deleted");
});

test("every field and every menu has a label of its own", async () => {
  const slack = await openSlack();
  const message = { channel: slack.channels.ops.id, text: "x", blocks: card };
  await callApi(slack, "chat.postMessage", message);
  await callApi(slack, "chat.postMessage", message);
  const browser = await browse(slack, "alice");
  const labels = browser.all("label").map(({ attributes }) => attributes["for"]);
  const controls = [...browser.all("input"), ...browser.all("select")];
  const ids = controls
    .filter(({ attributes }) => attributes["type"] !== "hidden")
    .map(({ attributes }) => attributes["id"]);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(4);
  expect(labels).toEqual(expect.arrayContaining(ids));
});
