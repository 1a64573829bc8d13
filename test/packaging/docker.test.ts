import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { configFrom } from "../../src/config/load.ts";
import { defaultOf } from "../../src/config/setting.ts";
import { isProbe } from "../../src/http/probes.ts";
import { temporaryDirectory } from "../directory.ts";
import { settingOf, variables } from "./known-settings.ts";

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly stop_grace_period?: string;
  readonly networks?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: {
    readonly front: { readonly ipam: { readonly config: readonly { subnet: string }[] } };
  };
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const dockerfile = read("Dockerfile");
const [buildStage = "", runStage = ""] = dockerfile.split(/^(?=FROM )/m).slice(1);
const compose = parse(read("compose.yaml"), { merge: true }) as Compose;
const slack = parse(read("compose.slack.yaml"), { merge: true }) as Pick<Compose, "services" | "secrets">;
const replicas = ["sss-ops-1", "sss-ops-2"] as const;
const port = defaultOf(settingOf("SSS_OPS_PORT"));

test("the Dockerfile is one", () => {
  expect(validate(dockerfile)).toEqual([]);
});

test("both of its stages are of one exact Node that the program runs on", () => {
  const [, version] = /^ARG NODE_IMAGE=node:(\d+\.\d+\.\d+)-bookworm-slim$/m.exec(dockerfile) ?? [];
  expect(isAtLeast(version, packageJson.engines.node.replace(">=", ""))).toBe(true);
  expect(dockerfile.match(/^FROM .*/gm)).toEqual([
    expect.stringMatching(/^FROM \$\{NODE_IMAGE\} AS build$/),
    "FROM ${NODE_IMAGE}",
  ]);
});

test("what is built with stays behind", () => {
  expect(buildStage).toContain("npm prune --omit=dev");
  expect(runStage).not.toMatch(/npm|npx/);
});

test("the program is started without a shell, as nobody in particular, and told to stop by its own signal", () => {
  expect(runStage).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(runStage).toMatch(/^ENTRYPOINT \["node", "\/opt\/sss-ops\/dist\/cli\.js"\]$/m);
  expect(runStage).toMatch(/^CMD \["serve"\]$/m);
  expect(runStage).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(runStage).toContain(`WORKDIR /opt/sss-ops\n`);
});

test("health is asked for where the program tells it, and the port is the one it listens on", () => {
  const [, asked = ""] =
    /fetch\(`http:\/\/127\.0\.0\.1:\$\{process\.env\.SSS_OPS_PORT\}([^`]+)`\)/.exec(runStage) ?? [];
  expect(isProbe(asked)).toBe(true);
  expect(runStage).toContain(`SSS_OPS_PORT=${port}`);
  expect(runStage).toMatch(new RegExp(`^EXPOSE ${port}$`, "m"));
});

test("everything that is copied from outside reaches the builder, and no secret does", () => {
  const allowed = read("Dockerfile.dockerignore").match(/^!.*/gm);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, from = ""]) =>
    from.split(" "),
  );
  expect(new Set(copied)).toEqual(new Set(allowed?.map((line) => line.slice(1))));
});

test("every variable is a setting", () => {
  const image = [...runStage.matchAll(/(SSS_OPS_\w+)=/g)].map(([, name]) => name);
  const composed = [compose, slack].flatMap(({ services }) =>
    replicas.flatMap((name) => Object.keys(services[name]?.environment ?? {})),
  );
  expect([...image, ...composed].filter((name) => !variables.has(name ?? ""))).toEqual([]);
});

test.for([
  ["compose.yaml", compose],
  ["compose.slack.yaml", slack],
] as const)("every secret that %s hands on is a file", ([, { services, secrets }]) => {
  const named = Object.values(services).flatMap(({ environment = {}, secrets: granted = [] }) => {
    const wanted = Object.entries(environment).filter(([name]) => name.endsWith("_FILE"));
    expect(wanted.map(([, path]) => path)).toEqual(granted.map((name) => `/run/secrets/${name}`));
    return granted;
  });
  expect(new Set(named)).toEqual(new Set(Object.keys(secrets)));
  for (const [name, { file }] of Object.entries(secrets)) expect(file).toBe(`./secrets/${name}`);
});

test("two replicas are alike, and share what they have to", () => {
  const [first, second] = replicas.map((name) => compose.services[name]);
  expect(first).toEqual(second);
  expect(first?.secrets).toEqual(expect.arrayContaining(["database_url", "sss_ops_secret_key"]));
});

test("what a replica is set to fits, once its secrets are there", async () => {
  const directory = await temporaryDirectory();
  const { environment = {} } = compose.services["sss-ops-1"] ?? {};
  const set = Object.entries(environment).map(async ([name, value]) => [
    name,
    name.endsWith("_FILE") ? await secretFile(join(directory, name)) : filledIn(value),
  ]);
  const config = configFrom({
    ...(Object.fromEntries(await Promise.all(set)) as Record<string, string>),
    SSS_OPS_HOST: "0.0.0.0",
  });
  expect(config).toMatchObject({
    databaseUrl: expect.stringContaining("@postgres"),
    http: { host: "0.0.0.0", publicUrl: "https://ops.example.com", isLocal: false },
    access: { tokens: true },
  });
});

test("a replica that is told to stop has the time that it takes for itself", () => {
  const { environment = {}, stop_grace_period } = compose.services["sss-ops-1"] ?? {};
  const { SSS_OPS_STOP_DELAY: delay, SSS_OPS_STOP_SECONDS: seconds } = environment;
  expect(Number(delay) + Number(seconds)).toBeLessThan(Number.parseInt(stop_grace_period ?? ""));
});

test("the proxy asks replicas whether they are ready, under the name they answer to, and is the only one they trust", () => {
  const caddy = read("Caddyfile");
  const [, ready = ""] = /health_uri (\S+)/.exec(caddy) ?? [];
  expect(isProbe(ready)).toBe(true);
  expect(caddy).toContain(`reverse_proxy ${replicas.map((name) => `${name}:${port}`).join(" ")} {`);
  expect(caddy).toMatch(/health_headers \{\s+Host \{\$DOMAIN\}/);
  const [{ subnet } = { subnet: "" }] = compose.networks.front.ipam.config;
  const { SSS_OPS_TRUSTED_PROXIES: trusted } = compose.services["sss-ops-1"]?.environment ?? {};
  expect(trusted).toBe(subnet);
  expect(compose.services["postgres"]?.networks).toEqual(["data"]);
});

/** A secret in a file; a URL and a key at once, as it is long enough for one. */
async function secretFile(path: string): Promise<string> {
  await writeFile(path, "postgresql://sss_ops:secret@postgres:5432/sss_ops\n");
  return path;
}

/** What Compose makes of a value: a variable's default, or a name where there has to be one. */
function filledIn(value: string): string {
  return value.replaceAll(/\$\{\w+:(?:-(\w+)|\?.*?)\}/g, (_all, text = "ops.example.com") => String(text));
}

function read(name: string): string {
  return readFileSync(new URL(`../../.docker/${name}`, import.meta.url), "utf8");
}

function isAtLeast(version = "", least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
