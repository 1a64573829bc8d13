import { expect, test } from "vitest";
import { ConfigError, configFrom } from "../src/config.ts";

const account = { SSS_API_KEY: "key", SSS_API_SECRET: "secret" };
const slack = { SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_APP_TOKEN: "xapp-1-a" };
const slackOverHttp = { SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_SIGNING_SECRET: "0123456789abcdef" };

test("without credentials there is no account: the sandbox is used", () => {
  expect(configFrom({})).toMatchObject({
    http: { host: "127.0.0.1", port: 3_939 },
    policy: { readOnly: false, deny: [] },
  });
  expect(configFrom({ SSS_API_KEY: "", SSS_API_SECRET: "" })).not.toHaveProperty("account");
});

test.for([
  ["gl1", "https://api.ntt.com/keystone/v3", "https://api.ntt.com/sss/api"],
  ["jp1", "https://keystone-jp1-ecl.api.ntt.com/v3", "https://sss-jp1-ecl.api.ntt.com/api"],
  ["us1", "https://keystone-us1-ecl.api.ntt.com/v3", "https://sss-us1-ecl.api.ntt.com/api"],
] as const)("region %s has its endpoints", ([SSS_REGION, keystoneUrl, sssUrl]) => {
  expect(configFrom({ ...account, SSS_REGION }).account).toMatchObject({ keystoneUrl, sssUrl });
});

test("GL1 is the region when none is set, and a URL goes before it", () => {
  expect(configFrom(account).account).toMatchObject({
    region: "gl1",
    endpointFrom: "catalog",
    version: "v1.0",
  });
  const set = {
    ...account,
    SSS_URL: "https://sss.example/api",
    SSS_FORCE_ENDPOINT: "true",
    SSS_API_VERSION: "v2",
  };
  expect(configFrom(set).account).toMatchObject({
    sssUrl: "https://sss.example/api",
    endpointFrom: "settings",
    version: "v2",
  });
});

test("state lives where the environment says", () => {
  expect(configFrom({ SSS_OPS_STATE_DIR: "/a" }).stateDirectory).toBe("/a");
  expect(configFrom({ XDG_STATE_HOME: "/b" }).stateDirectory).toBe("/b/sss-ops");
});

test.for([
  ["SSS_API_SECRET", { SSS_API_KEY: "only-half" }],
  ["SSS_API_SECRET", { SSS_API_SECRET: "only-half" }],
  ["SSS_REGION", { SSS_REGION: "mars1" }],
  ["SSS_URL", { SSS_URL: "http://sss.example/api" }],
  ["SSS_URL", { SSS_URL: "not a url" }],
  ["SSS_KEYSTONE_URL", { SSS_KEYSTONE_URL: "ftp://sss.example" }],
  ["SSS_API_VERSION", { SSS_API_VERSION: "v3" }],
  ["SSS_OPS_HOST", { SSS_OPS_HOST: "0.0.0.0" }],
  ["SSS_OPS_PORT", { SSS_OPS_PORT: "70000" }],
  ["SSS_OPS_PORT", { SSS_OPS_PORT: "http" }],
  ["SSS_OPS_READ_ONLY", { SSS_OPS_READ_ONLY: "maybe" }],
  ["SSS_OPS_DENY", { SSS_OPS_DENY: "delete_user,delete_everything" }],
  ["SLACK_BOT_TOKEN", { ...slack, SLACK_BOT_TOKEN: "xoxb-" }],
  ["SLACK_APP_TOKEN", { ...slack, SLACK_APP_TOKEN: "xapp-" }],
  ["SSS_OPS_SLACK_CHANNEL", { SSS_OPS_SLACK_CHANNEL: "C0123ABCD" }],
  ["SSS_OPS_SLACK_CHANNEL", { ...slack, SSS_OPS_DOORS: "slack" }],
  ["SSS_OPS_SLACK_PORT", { ...slackOverHttp, SSS_OPS_SLACK_PORT: "3939" }],
  ["SSS_OPS_SLACK_PORT", { ...slackOverHttp, SSS_OPS_PORT: "3940" }],
] as const)("%s that does not fit is named", ([name, environment]) => {
  expect(() => configFrom(environment)).toThrow(ConfigError);
  expect(() => configFrom(environment)).toThrow(new RegExp(`\n  ${name}: `));
});

test.for([
  ["a channel with Slack", { ...slack, SSS_OPS_SLACK_CHANNEL: "C0123ABCD", SSS_OPS_DOORS: "slack" }],
  ["the channel of another server's Slack", { SSS_OPS_SLACK_CHANNEL: "C0123ABCD", SSS_OPS_DOORS: "slack" }],
  ["Slack without a channel", slack],
  ["the same port where Slack takes none", { ...slack, SSS_OPS_SLACK_PORT: "3939" }],
  ["any free port, twice", { ...slackOverHttp, SSS_OPS_PORT: "0", SSS_OPS_SLACK_PORT: "0" }],
] as const)("%s fits", ([, environment]) => {
  expect(configFrom(environment)).toMatchObject({ http: { host: "127.0.0.1" } });
});

test("every fault is listed at once, and no value is repeated", () => {
  const environment = {
    SSS_API_KEY: "half-of-a-pair",
    SSS_REGION: "mars1",
    SSS_OPS_PORT: "many",
    SSS_OPS_DOORS: "windows",
    SSS_OPS_SLACK_CHANNEL: "C0123ABCD",
    SLACK_APP_TOKEN: "xapp-",
  };
  let message = "";
  try {
    configFrom(environment);
  } catch (error) {
    message = String(error);
  }
  const names = ["SSS_API_SECRET", "SSS_REGION", "SSS_OPS_PORT", "SSS_OPS_DOORS", "SSS_OPS_SLACK_CHANNEL"];
  for (const name of [...names, "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"])
    expect(message).toContain(`\n  ${name}`);
  expect(message).not.toContain("half-of-a-pair");
});
