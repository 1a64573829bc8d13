import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { configFrom } from "../../src/config/load.ts";

const issuer = "https://idp.example.com";
const account = { SSS_API_KEY: "key", SSS_API_SECRET: "secret" };
const slack = { SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_APP_TOKEN: "xapp-1-a" };
const slackOverHttp = { SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_SIGNING_SECRET: "0123456789abcdef" };

test("without credentials there is no account: the sandbox is used", () => {
  expect(configFrom({})).toMatchObject({
    http: { host: "127.0.0.1", port: 3_939 },
    policy: { readOnly: false, deny: [] },
  });
  expect(configFrom({ SSS_API_KEY: "", SSS_API_SECRET: "" })).toMatchObject({ accounts: [] });
});

test.for([
  ["gl1", "https://api.ntt.com/keystone/v3", "https://api.ntt.com/sss/api"],
  ["jp1", "https://keystone-jp1-ecl.api.ntt.com/v3", "https://sss-jp1-ecl.api.ntt.com/api"],
  ["us1", "https://keystone-us1-ecl.api.ntt.com/v3", "https://sss-us1-ecl.api.ntt.com/api"],
] as const)("region %s has its endpoints", ([SSS_REGION, keystoneUrl, sssUrl]) => {
  expect(configFrom({ ...account, SSS_REGION }).accounts[0]).toMatchObject({ keystoneUrl, sssUrl });
});

test("GL1 is the region when none is set, and a URL goes before it", () => {
  expect(configFrom(account).accounts[0]).toMatchObject({
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
  expect(configFrom(set).accounts[0]).toMatchObject({
    sssUrl: "https://sss.example/api",
    endpointFrom: "settings",
    version: "v2",
  });
});

test("proxies are trusted where the environment names them, and none else", () => {
  expect(configFrom({}).http.trustedProxies).toEqual([]);
  const set = { SSS_OPS_TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::1" };
  expect(configFrom(set).http.trustedProxies).toEqual(["10.0.0.0/8", "2001:db8::1"]);
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
  ["SSS_OPS_HOST", { SSS_OPS_HOST: "not a host" }],
  ["SSS_OPS_TRUSTED_PROXIES", { SSS_OPS_TRUSTED_PROXIES: "10.0.0.0/8, proxy.example.com" }],
  ["SSS_OPS_HOST", { SSS_OPS_HOST: "127.0.0.1:3939" }],
  ["SSS_OPS_AUTH", { SSS_OPS_HOST: "0.0.0.0", SSS_OPS_PUBLIC_URL: "https://ops.example.com" }],
  ["SSS_OPS_AUTH", { SSS_OPS_HOST: "192.0.2.1", SSS_OPS_PUBLIC_URL: "http://localhost:3939" }],
  ["SSS_OPS_AUTH", { SSS_OPS_PUBLIC_URL: "https://ops.example.com" }],
  ["SSS_OPS_AUTH", { SSS_OPS_AUTH: "password" }],
  ["SSS_OPS_AUTH", { SSS_OPS_AUTH: "," }],
  ["SSS_OPS_PUBLIC_URL", { SSS_OPS_HOST: "::", SSS_OPS_AUTH: "token" }],
  ["SSS_OPS_PUBLIC_URL", { SSS_OPS_PUBLIC_URL: "ops.example.com" }],
  ["SSS_OPS_PUBLIC_URL", { SSS_OPS_PUBLIC_URL: "http://ops.example.com" }],
  ["SSS_OPS_PUBLIC_URL", { SSS_OPS_PUBLIC_URL: "https://ops.example.com/console" }],
  ["SSS_OPS_PUBLIC_URL", { SSS_OPS_PUBLIC_URL: "https://user:word@ops.example.com" }],
  ["SSS_OPS_OAUTH_ISSUER", { SSS_OPS_AUTH: "oauth" }],
  ["SSS_OPS_OAUTH_ISSUER", { SSS_OPS_OAUTH_ISSUER: issuer }],
  ["SSS_OPS_OAUTH_ISSUER", { SSS_OPS_AUTH: "oauth", SSS_OPS_OAUTH_ISSUER: "http://idp.example.com" }],
  ["SSS_OPS_OAUTH_AUDIENCE", { SSS_OPS_OIDC_CLIENT_ID: "c", SSS_OPS_OAUTH_AUDIENCE: "c" }],
  ["SSS_OPS_OIDC_CLIENT_ID", { SSS_OPS_OIDC_ISSUER: issuer }],
  ["SSS_OPS_OIDC_ISSUER", { SSS_OPS_OIDC_ISSUER: `${issuer}/b`, SSS_OPS_OAUTH_ISSUER: `${issuer}/a` }],
  ["SSS_OPS_REVEAL_MINUTES", { SSS_OPS_REVEAL_MINUTES: "0" }],
  ["SSS_OPS_REVEAL_MINUTES", { SSS_OPS_REVEAL_MINUTES: "2000" }],
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

describe("who may call over HTTP", () => {
  test("without anything set, whoever is on this machine", () => {
    for (const SSS_OPS_HOST of ["127.0.0.1", "localhost", "::1"]) {
      const config = configFrom({ SSS_OPS_HOST });
      expect(config.http).toMatchObject({ host: SSS_OPS_HOST, isLocal: true });
      expect(config).not.toHaveProperty("access");
    }
  });

  test("elsewhere, whoever shows what is asked for", () => {
    const config = configFrom({
      SSS_OPS_HOST: "0.0.0.0",
      SSS_OPS_PUBLIC_URL: "https://ops.example.com/",
      SSS_OPS_AUTH: "token, oauth",
      SSS_OPS_OAUTH_ISSUER: issuer,
      SSS_OPS_OAUTH_AUDIENCE: "sss-ops",
    });
    expect(config).toMatchObject({
      http: { host: "0.0.0.0", publicUrl: "https://ops.example.com", isLocal: false },
      access: { tokens: true, oauth: { issuer, audience: "sss-ops" } },
    });
  });

  test("on this machine too, where it is asked for", () => {
    const config = configFrom({ SSS_OPS_AUTH: "oauth", SSS_OPS_OAUTH_ISSUER: issuer });
    expect(config).toMatchObject({ http: { isLocal: true }, access: { tokens: false, oauth: { issuer } } });
  });
});

test("people sign in to the console by a provider where one is set", () => {
  const set = { SSS_OPS_OIDC_ISSUER: issuer, SSS_OPS_OIDC_CLIENT_ID: "console" };
  expect(configFrom(set).oidc).toEqual({ issuer, clientId: "console" });
  expect(configFrom({ ...set, SSS_OPS_OIDC_CLIENT_SECRET: "s" }).oidc).toMatchObject({ clientSecret: "s" });
  expect(configFrom({})).not.toHaveProperty("oidc");
});

test("a secret waits a quarter of an hour, or as long as is set", () => {
  expect(configFrom({}).revealMs).toBe(900_000);
  expect(configFrom({ SSS_OPS_REVEAL_MINUTES: "60" }).revealMs).toBe(3_600_000);
});

test("every fault is listed at once, and no value is repeated", () => {
  const environment = {
    SSS_API_KEY: "half-of-a-pair",
    SSS_REGION: "mars1",
    SSS_OPS_PORT: "many",
    SSS_OPS_DOORS: "windows",
    SSS_OPS_SLACK_CHANNEL: "C0123ABCD",
    SLACK_APP_TOKEN: "xapp-",
    SSS_OPS_HOST: "0.0.0.0",
    SSS_OPS_PUBLIC_URL: "nowhere",
    SSS_OPS_AUTH: "trust",
    SSS_OPS_OIDC_CLIENT_SECRET: "half-of-a-pair",
    SSS_OPS_OIDC_ISSUER: issuer,
  };
  let message = "";
  try {
    configFrom(environment);
  } catch (error) {
    message = String(error);
  }
  const names = ["SSS_API_SECRET", "SSS_REGION", "SSS_OPS_PORT", "SSS_OPS_DOORS", "SSS_OPS_SLACK_CHANNEL"];
  for (const name of [
    ...names,
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SSS_OPS_PUBLIC_URL",
    "SSS_OPS_AUTH",
    "SSS_OPS_OIDC_CLIENT_ID",
  ])
    expect(message).toContain(`\n  ${name}`);
  expect(message).not.toContain("half-of-a-pair");
});
