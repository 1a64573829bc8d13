import { expect, test } from "vitest";
import { toCommandText } from "../../../src/sandbox/slack/escape.ts";

test.for([
  ["server list", "server list"],
  ["approve @hanako now", "approve <@U0HANAKO001|hanako> now"],
  ["post to #ops, please", "post to <#C0OPS00001|ops>, please"],
  ["@nobody and #nowhere", "@nobody and #nowhere"],
  ["@channel", "<!channel>"],
  ["see https://x.test/?a=1&b=2 now", "see <https://x.test/?a=1&amp;b=2> now"],
  ["mail hanako@x.test", "mail <mailto:hanako@x.test|hanako@x.test>"],
  ["a < b & c > d", "a &lt; b &amp; c &gt; d"],
  ["<@U0TARO00001>", "&lt;@U0TARO00001&gt;"],
  ["全角 “quotes” — dash", "全角 “quotes” — dash"],
  ["", ""],
])("%j typed after a command is sent as %j", ([typed = "", sent]) => {
  expect(toCommandText(typed)).toBe(sent);
});
