import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { connect, consents, startEndpoint } from "../../mcp/clients.ts";
import { auditOf, eventsOf, tenantOf, userOf } from "./flow.ts";

test("what SSS makes for a new user is in the vault's file and nowhere else", async () => {
  const house = await openTestHouse();
  const { url } = await startEndpoint(house);
  const client = await connect("modern", { kind: "http", url }, consents);
  const created = await client.call("create_user", {
    contract_id: tenantOf(house, "hoshino-web").contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  });
  expect(created.isError ?? false).toBe(false);
  const { stateDirectory } = house.config;
  const vault = join(stateDirectory, "secrets");
  const [kept = ""] = await readdir(vault);
  const sealed = JSON.parse(await readFile(join(vault, kept), "utf8")) as Record<string, string>;
  const { apiSecret } = userOf(house, "new.user");
  expect(sealed["keystone_password"]).toBe(apiSecret);
  const secrets = [apiSecret, sealed["password"] ?? ""];
  expect(secrets.every((secret) => secret.length > 7)).toBe(true);
  expect((await stat(join(vault, kept))).mode & 0o777).toBe(0o600);

  const listed = await client.call("list_tickets", {});
  const tickets = await (await house.store()).tickets.list();
  const told = JSON.stringify([created, listed, tickets, await auditOf(house), await eventsOf(house)]);
  for (const secret of secrets) expect(told).not.toContain(secret);
  const files = (await readdir(stateDirectory, { withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining([expect.stringMatching(/\.db$|sqlite/), expect.stringMatching(/-wal$/)]),
  );
  for (const { name } of files) {
    const bytes = await readFile(join(stateDirectory, name));
    for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
  }
});
