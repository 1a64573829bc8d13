import { expect, test } from "vitest";
import { type Terminal, call } from "../../../src/terminal/call.ts";
import { openTestHouse } from "../../house.ts";
import { openScene } from "../../slack/scene.ts";
import { told, wholeOf } from "../../slack/steps.ts";
import { tenantOf, userOf } from "../flow/flow.ts";

test("on a terminal a name will do, and where it fits several they are listed", async () => {
  const house = await openTestHouse({ account: "endUser" });
  const printed: string[] = [];
  const terminal: Terminal = {
    isInteractive: false,
    ask: async () => "",
    print: (text) => void printed.push(text),
    remark: (text) => void printed.push(text),
  };
  const desk = { gate: house.gate, terminal, principal: "local:taro" };
  expect(await call(["user", "show", "hoshino.member"], desk)).toBe(0);
  expect(printed.join("\n")).toContain(userOf(house, "hoshino.member").id);
  expect(await call(["tenant", "show", "hoshino-web"], desk)).toBe(1);
  expect(printed.join("\n")).toContain(`• ${tenantOf(house, "hoshino-web").id} / hoshino-web / jp1`);
});

test("in Slack a name will do, and for one that is nobody's the closest are shown", async () => {
  const scene = await openScene();
  const { slack, house } = scene;
  const { id } = userOf(house, "partner.member");
  await slack.command("taro", "user show partner.member");
  await told(scene, "taro", slack.channels.ops.id, (text) => text.includes(id));
  await slack.command("taro", "user show partner.membr");
  const answer = await told(scene, "taro", slack.channels.ops.id, (text) => text.includes("not_found"));
  expect(wholeOf(answer)).toContain(`• ${id} / partner.member`);
});
