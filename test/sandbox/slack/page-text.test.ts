import { expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { browse, textOf } from "./browser.ts";
import type { Browser } from "./browser.ts";
import { button, callApi, input, modal, openSlack, option, plain } from "./slack.ts";
import { connectStub } from "./stub.ts";

async function show(slack: FakeSlack, message: Readonly<Record<string, unknown>>): Promise<Browser> {
  await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text: "", ...message });
  return browse(slack, "alice");
}

function contentOf(browser: Browser): string {
  return (
    /class="meta">[^]*?<\/p>\s*([^]*?)<\/article>/.exec(browser.html)?.[1]?.replaceAll(/\s+/g, " ").trim() ??
    ""
  );
}

test.for([
  [
    "*bold* and _italic_ and ~gone~",
    '<div class="text"><strong>bold</strong> and <em>italic</em> and <s>gone</s></div>',
  ],
  ["snake_case_name and 2*3*4", '<div class="text">snake_case_name and 2*3*4</div>'],
  ["*太字* と _斜体_", '<div class="text"><strong>太字</strong> と <em>斜体</em></div>'],
  ["one\ntwo", '<div class="text">one<br />two</div>'],
  ["`a*b*c` &amp; &lt;b&gt;", '<div class="text"><code>a*b*c</code> &amp; &lt;b&gt;</div>'],
  ["```a *b*\nc```", '<div class="text"><pre>a *b* c</pre></div>'],
  [
    "<@U0HANAKO001> in <#C0OPS00001>",
    '<div class="text"><span class="mention">@hanako</span> in <span class="mention">#ops</span></div>',
  ],
  [
    "<@U0NOBODY001|x> <!here>",
    '<div class="text"><span class="mention">@U0NOBODY001</span> <span class="mention">@here</span></div>',
  ],
  [
    "<https://x.test/?a=1&amp;b=2|there>",
    '<div class="text"><a href="https://x.test/?a=1&amp;b=2" rel="noreferrer noopener">there</a></div>',
  ],
  ["<javascript:alert(1)|click>", '<div class="text">click</div>'],
  [
    "<!date^1790000000^{date_num} {time}|then>",
    '<div class="text"><time datetime="2026-09-21T14:13:20.000Z">09/21/2026 10:13 AM</time></div>',
  ],
  [
    "<!date^1790000000^{date_num}^javascript:alert(1)|then>",
    '<div class="text"><time datetime="2026-09-21T14:13:20.000Z">09/21/2026</time></div>',
  ],
  ["<!date^never^{date}|then>", '<div class="text">then</div>'],
])("%j is shown as %s", async ([text = "", html]) => {
  const slack = await openSlack();
  expect(contentOf(await show(slack, { text }))).toBe(html);
});

test("rich text is shown with its structure", async () => {
  const slack = await openSlack();
  const words = [
    { type: "text", text: "a" },
    { type: "text", text: "b", style: { bold: true } },
  ];
  const section = { type: "rich_text_section", elements: words };
  const elements = [
    section,
    { type: "rich_text_list", style: "ordered", elements: [section] },
    { type: "rich_text_preformatted", elements: [{ type: "text", text: "x  y" }] },
    { type: "rich_text_quote", elements: words },
  ];
  const browser = await show(slack, { blocks: [{ type: "rich_text", elements }] });
  const texts = (name: string) => browser.all(name).map((each) => textOf(each).trim());
  expect(texts("li")).toContain("ab");
  expect(texts("strong").filter((text) => text === "b")).toHaveLength(3);
  expect(texts("pre")).toEqual(["x  y"]);
  expect(texts("blockquote")).toEqual(["ab"]);
});

test("fields, context, dividers and tables are shown", async () => {
  const slack = await openSlack();
  const cell = (text: string) => ({ type: "raw_text", text });
  const browser = await show(slack, {
    blocks: [
      { type: "section", fields: [plain("Target"), plain("web-1")] },
      { type: "divider" },
      {
        type: "context",
        elements: [
          plain("asked by hanako"),
          { type: "image", image_url: "https://x.test/a.png", alt_text: "a face" },
        ],
      },
      { type: "table", rows: [[cell("Name")], [cell("web-1")]] },
    ],
  });
  expect(browser.text).toContain("Target web-1");
  expect(browser.all("hr")).toHaveLength(1);
  expect(browser.text).toContain("asked by hanako Image: a face");
  expect(browser.all("th").map((each) => textOf(each).trim())).toEqual(["Name"]);
  expect(browser.all("td").map((each) => textOf(each).trim())).toEqual(["web-1"]);
});

test("nothing is fetched from outside to show a message", async () => {
  const slack = await openSlack();
  const { html } = await show(slack, {
    blocks: [{ type: "image", image_url: "https://x.test/a.png", alt_text: "a face" }],
  });
  expect(html).not.toContain("https://x.test");
});

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(1)'>&lt;b&gt;`;

test("hostile text is shown as it is, wherever it stands", async () => {
  const slack = await openSlack();
  const stub = await connectStub(slack, "http");
  const options = [{ ...option("x"), text: plain(hostile), value: hostile, description: plain(hostile) }].map(
    (each) => ({
      ...each,
      text: plain(hostile.slice(0, 75)),
      value: hostile.slice(0, 75),
      description: plain(hostile.slice(0, 75)),
    }),
  );
  const short = plain(hostile.slice(0, 30));
  const blocks = [
    { type: "header", text: plain(hostile) },
    {
      type: "section",
      block_id: hostile,
      text: { type: "mrkdwn", text: `*${hostile}* \`${hostile}\` <https://x.test/"onclick=|${hostile}>` },
    },
    {
      type: "section",
      fields: [plain(hostile)],
      accessory: button("b", {
        text: plain(hostile.slice(0, 75)),
        value: hostile,
        accessibility_label: hostile.slice(0, 75),
      }),
    },
    {
      type: "actions",
      elements: [
        button(hostile, { confirm: { title: short, text: short, confirm: short, deny: short } }),
        { type: "static_select", action_id: "s", options, placeholder: short },
      ],
    },
    {
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: hostile }] }],
    },
    { type: "context", elements: [plain(hostile)] },
    { type: "markdown", text: hostile },
    { type: "table", rows: [[{ type: "raw_text", text: hostile }]] },
  ];
  const { body } = await callApi(slack, "chat.postMessage", {
    channel: slack.channels.ops.id,
    text: hostile,
    blocks,
  });
  expect(body).toMatchObject({ ok: true });
  await callApi(slack, "chat.postMessage", { channel: slack.channels.ops.id, text: hostile });
  await slack.shortcut("alice", "open");
  const inChannel = await browse(slack, "alice");
  const view = modal(
    [
      input(
        hostile,
        { type: "plain_text_input", action_id: hostile, initial_value: hostile, placeholder: plain(hostile) },
        { label: plain(hostile), hint: plain(hostile) },
      ),
      input("area", { type: "plain_text_input", multiline: true, initial_value: `</textarea>${hostile}` }),
      input("radio", { type: "radio_buttons", options }),
    ],
    {
      title: plain(hostile.slice(0, 24)),
      submit: plain(hostile.slice(0, 24)),
      close: plain(hostile.slice(0, 24)),
    },
  );
  const opened = await callApi(slack, "views.open", {
    trigger_id: stub.received.at(-1)?.payload.trigger_id,
    view,
  });
  expect(opened.body).toMatchObject({ ok: true });
  const inModal = await browse(slack, "alice");
  for (const browser of [inChannel, inModal]) {
    expect(browser.text).toContain("<script>alert(1)</script>");
    expect(browser.html).not.toMatch(/<script|<img|onerror='|"onclick/);
    expect(browser.all("b")).toEqual([]);
  }
});

test("hostile text in the address is not shown", async () => {
  const slack = await openSlack();
  const browser = await browse(slack, encodeURIComponent(hostile), encodeURIComponent(hostile));
  expect(browser.html).not.toContain("<script");
  expect(browser.all("h1").map(textOf)).toEqual(["#approvals"]);
});
