import { expect, test } from "vitest";
import { loadKeys } from "../../src/store/keys.ts";
import { openStore } from "../../src/store/store.ts";
import { postgres } from "../store/engines.ts";
import { examine, settledEnvironment } from "./clinic.ts";

const storeChecks = ["store", "migrations", "durability", "store-write", "audit-chain", "token"];

test("a PostgreSQL is looked at as it stands: made and migrated by a start, not by looking", async (context) => {
  const { environment } = await postgres.makePlace(context);
  const { environment: settings, state } = await settledEnvironment();
  const all = { ...settings, ...environment };
  const statesOf = async () => {
    const { results } = await examine({ environment: all }, ...storeChecks);
    return Object.fromEntries(results.map(({ id, state: how }) => [id, how]));
  };
  const unmade = { store: "skipped", migrations: "skipped", "store-write": "skipped", token: "ok" };
  expect(await statesOf()).toMatchObject(unmade);
  expect(await statesOf()).toMatchObject(unmade);
  const keys = await loadKeys({ stateDirectory: state, secretKey: all["SSS_OPS_SECRET_KEY"] ?? "" });
  const databaseUrl = all["DATABASE_URL"] ?? "";
  await (await openStore({ stateDirectory: state, databaseUrl, keys })).close();
  expect(await statesOf()).toMatchObject({
    store: "ok",
    migrations: "ok",
    "store-write": expect.stringMatching(/^(ok|warning)$/),
    "audit-chain": "ok",
    token: "ok",
  });
});

test("a PostgreSQL that does not sync is told of, with the statement that mends it", async (context) => {
  const { environment } = await postgres.makePlace(context);
  const { environment: settings, state } = await settledEnvironment();
  const all = { ...settings, ...environment };
  const keys = await loadKeys({ stateDirectory: state, secretKey: all["SSS_OPS_SECRET_KEY"] ?? "" });
  const databaseUrl = new URL(all["DATABASE_URL"] ?? "");
  await (await openStore({ stateDirectory: state, databaseUrl: databaseUrl.href, keys })).close();
  databaseUrl.searchParams.set("options", "-c synchronous_commit=off");
  const { results } = await examine(
    { environment: { ...all, DATABASE_URL: databaseUrl.href } },
    "durability",
  );
  expect(results).toMatchObject([
    {
      state: "warning",
      found: expect.stringContaining("synchronous_commit=off"),
      fix: expect.stringContaining("ALTER SYSTEM SET synchronous_commit = on;"),
    },
  ]);
});
