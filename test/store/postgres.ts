import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chown, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";

/** A server to test against, or why there is none. */
export type ProvidedPostgres = { readonly url: string } | { readonly missing: string };

declare module "vitest" {
  interface ProvidedContext {
    postgres: ProvidedPostgres;
  }
}

const run = promisify(execFile);

/** Starts one PostgreSQL for the whole run, on a socket in a directory of its own, unless `TEST_DATABASE_URL` names one. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const url = process.env["TEST_DATABASE_URL"];
  const programs = url === undefined ? await findPrograms() : undefined;
  if (url !== undefined) {
    project.provide("postgres", { url });
    return () => dropDatabases(url);
  }
  if (programs === undefined) project.provide("postgres", { missing: notFound });
  else return start(programs, project);
  return undefined;
}

/** What the tests leave on a server that is not theirs. */
async function dropDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like 'sss\\_ops\\_test\\_%'",
  );
  for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  await client.end();
}

const notFound = "no PostgreSQL: set TEST_DATABASE_URL, or install Debian's `postgresql`";

/** The directory of `initdb` and `postgres`, newest version first. */
async function findPrograms(): Promise<string | undefined> {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const debian = versions
    .sort((left, right) => Number(right) - Number(left))
    .map((version) => `/usr/lib/postgresql/${version}/bin`);
  const directories = [...debian, ...(process.env["PATH"] ?? "").split(":")];
  for (const directory of directories)
    if (await hasFile(join(directory, "initdb")))
      if (await hasFile(join(directory, "postgres"))) return directory;
  return undefined;
}

async function hasFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function start(programs: string, project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "sss-ops-pg-"));
  const user = await ordinaryUser(directory);
  const data = join(directory, "data");
  const initial = ["-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  await run(join(programs, "initdb"), initial, { ...user, cwd: directory });
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${directory}`,
    "fsync=off",
    "max_connections=400",
  ];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...user, cwd: directory, stdio: ["ignore", "ignore", "pipe"] },
  );
  await untilReady(server);
  project.provide("postgres", {
    url: `postgresql://tester@localhost/postgres?host=${encodeURIComponent(directory)}`,
  });
  return async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    // The fast way to shut down: open connections are cut.
    server.kill("SIGINT");
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
}

/** PostgreSQL refuses to run as root: then `nobody` runs it, and owns the directory. */
async function ordinaryUser(directory: string): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const uid = Number((await run("id", ["-u", "nobody"])).stdout);
  const gid = Number((await run("id", ["-g", "nobody"])).stdout);
  await chown(directory, uid, gid);
  return { uid, gid };
}

async function untilReady(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error("the server's log is not read");
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes("ready to accept connections")) return server.stderr.resume() && undefined;
    said.push(line);
  }
  throw new Error(`PostgreSQL did not start:\n${said.join("\n")}`);
}
