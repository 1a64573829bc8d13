import { expect, test } from "vitest";
import { writeAudit } from "../../src/terminal/audit.ts";
import { createConsole } from "../../src/web/app.ts";
import { tenantOf, userOf } from "../gate/flow/flow.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { settingsFor, url } from "../web/console.ts";
import { signedIn, visit } from "../web/visit.ts";
import { type ToolResult, clientKinds, connect, consents, startEndpoint, textOf } from "./clients.ts";

const canary = "CANARYchosen1Aa";

function newUser(house: TestHouse): Record<string, unknown> {
  return {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  };
}

/** The path of the form that a refusal leads to. */
function pathIn(refused: ToolResult): string {
  const link = /\S+$/.exec(textOf(refused))?.[0] ?? "";
  expect(link.startsWith(`${url}/`)).toBe(true);
  return link.slice(url.length);
}

async function exportOf({ store }: TestHouse): Promise<string> {
  const lines: string[] = [];
  const keep = (text: string) => void lines.push(text);
  const terminal = { isInteractive: false, ask: async () => "", print: keep, remark: keep };
  await writeAudit(await store(), {}, "jsonl", terminal);
  return lines.join("\n");
}

test("a password that an assistant was given is entered by its person on the console", async () => {
  const house = await openTestHouse({ consoleUrl: () => url });
  const endpoint = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url: endpoint.url }, consents);
  const refused = await client.call("create_user", { ...newUser(house), password: canary });
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain("password is a secret, and an assistant may not handle it.");

  const person = await signedIn(createConsole(settingsFor(house)), { url });
  const form = await person.get(pathIn(refused));
  const asked = await person.press(form, "Continue", { password: canary, notify_password: "false" });
  expect(asked.path).toMatch(/^\/tickets\//);
  const done = await person.press(asked, "Run it", { yes: "yes" });
  expect(userOf(house, "new.user")).toMatchObject({
    password: canary,
    mailAddress: newUser(house)["mail_address"],
  });

  const tickets = await client.call("list_tickets", {});
  const told = [refused, tickets, form, asked, done].map((one) => JSON.stringify(one));
  for (const text of [...told, await exportOf(house)]) expect(text).not.toContain(canary);
});

test.for(clientKinds)("the refusal reaches a client of the kind %s, and no form does", async (kind) => {
  const house = await openTestHouse({ consoleUrl: () => url });
  const endpoint = await startEndpoint(house);
  const client = await connect(kind, { kind: "http", url: endpoint.url }, () => {
    throw new Error("a secret is asked for in no form");
  });
  const refused = await client.call("create_user", { ...newUser(house), password: canary });
  expect(pathIn(refused)).toContain("login_id=new.user");
  expect(await house.gate.list()).toEqual([]);
});

test("whoever is not signed in yet gets to the form by way of signing in", async () => {
  const house = await openTestHouse({ consoleUrl: () => url });
  const endpoint = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url: endpoint.url });
  const refused = await client.call("create_user", { ...newUser(house), password: canary });
  const stranger = visit(createConsole(settingsFor(house)), { url });
  const { path } = await stranger.get(pathIn(refused));
  expect(new URL(path, url).searchParams.get("return")).toBe(pathIn(refused));
});
