import { expect, test } from "vitest";
import { faultsOf, load } from "./loading.ts";

const two = `
accounts:
  prod:
    apiKey: key-p
    apiSecret: secret-p
    region: jp1
    description: the production contract
    slackChannels: [C0PROD, C0OPS]
  partner:
    apiKey: key-q
    apiSecret: secret-q
    sssUrl: https://sss.example/api
    forceEndpoint: true
    apiVersion: v2
    tenantId: "0001"
`;

test("the file names several, each with its own region and keys", async () => {
  const { config } = await load({ file: two });
  expect(config.accounts).toEqual([
    {
      name: "prod",
      credentials: { apiKey: "key-p", apiSecret: "secret-p" },
      region: "jp1",
      keystoneUrl: "https://keystone-jp1-ecl.api.ntt.com/v3",
      sssUrl: "https://sss-jp1-ecl.api.ntt.com/api",
      endpointFrom: "catalog",
      version: "v1.0",
      description: "the production contract",
      slackChannels: ["C0PROD", "C0OPS"],
    },
    {
      name: "partner",
      credentials: { apiKey: "key-q", apiSecret: "secret-q" },
      region: "gl1",
      keystoneUrl: "https://api.ntt.com/keystone/v3",
      sssUrl: "https://sss.example/api",
      endpointFrom: "settings",
      version: "v2",
      tenantId: "0001",
    },
  ]);
});

test("the environment's is the one called default, beside them", async () => {
  const environment = { SSS_API_KEY: "key-d", SSS_API_SECRET: "secret-d" };
  const { config } = await load({ file: two, environment });
  expect(config.accounts.map(({ name }) => name)).toEqual(["prod", "partner", "default"]);
});

test("the environment goes over what the file says of default, field by field", async () => {
  const file = "accounts: { default: { apiKey: a, apiSecret: b, region: jp1 } }";
  const { config } = await load({ file, environment: { SSS_API_SECRET: "c", SSS_REGION: "us1" } });
  expect(config.accounts).toMatchObject([{ credentials: { apiKey: "a", apiSecret: "c" }, region: "us1" }]);
});

test("a flag changes a field of one of them", async () => {
  const { config } = await load({ file: two, flags: { set: ["accounts.prod.region=jp2"] } });
  expect(config.accounts[0]).toMatchObject({ name: "prod", region: "jp2" });
});

const keys = "apiKey: k, apiSecret: s";

test.for([
  [
    "{ Prod: { apiKey: a, apiSecret: b } }",
    ["sss-ops.yaml:1 accounts.Prod: expected a name of small letters"],
  ],
  ["{ prod: }", ["sss-ops.yaml:1 accounts.prod: expected apiKey or apiKeyFile, read none"]],
  [
    "{ prod: { apiKey: a } }",
    ["sss-ops.yaml:1 accounts.prod: expected apiSecret or apiSecretFile, read none"],
  ],
  [
    "{ default: { region: jp1 } }",
    ["sss-ops.yaml:1 accounts.default: expected apiKey or apiKeyFile, read none"],
  ],
  [
    "{ prod: production }",
    [
      "sss-ops.yaml:1 accounts.prod: expected a mapping, with apiKey",
      "sss-ops.yaml:1 accounts.prod: expected apiKey",
    ],
  ],
  [
    `{ prod: { ${keys}, regoin: jp1 } }`,
    ["sss-ops.yaml:1 accounts.prod.regoin: there is no such setting: is accounts.prod.region meant?"],
  ],
  [`{ prod: { ${keys}, region: mars1 } }`, ["sss-ops.yaml:1 accounts.prod.region: expected one of jp1"]],
  [
    `{ prod: { ${keys}, slackChannels: ops } }`,
    ["sss-ops.yaml:1 accounts.prod.slackChannels: expected ids of channels"],
  ],
  [
    `{ a: { ${keys}, slackChannels: C0OPS }, b: { ${keys}, slackChannels: C0OPS } }`,
    ["accounts.b.slackChannels: C0OPS is a channel of the account a already"],
  ],
  ["[prod]", ["sss-ops.yaml:1 accounts: expected a mapping, with a name for each account"]],
] as const)("%s does not fit", async ([accounts, expected]) => {
  const faults = await faultsOf({ file: `accounts: ${accounts}` });
  expect(faults).toEqual(expected.map((fault) => expect.stringContaining(fault)));
  expect(faults.join("\n")).not.toMatch(/secret-|key-/);
});

test("what the environment says of no account, beside others, is most likely meant for one of them", async () => {
  expect(await faultsOf({ file: two, environment: { SSS_REGION: "jp3" } })).toEqual([
    "SSS_REGION: is of the account default, which has no API key: set accounts.prod.region in the file",
  ]);
  expect((await load({ environment: { SSS_REGION: "jp3" } })).config.accounts).toEqual([]);
});
