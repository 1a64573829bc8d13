import { type Stats, constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isNetworkFileSystem } from "../../store/sqlite.ts";
import { keyIn } from "../../store/keys.ts";
import { type Check, defineCheck } from "../check.ts";
import { type Finding, fault, ok, skipped, warning } from "../finding.ts";

const others = 0o077;
const othersWrite = 0o022;
const mebibyte = 2 ** 20;
/** A busy year of audit takes some hundred MiB; below the lower bound not even a day is safe. */
const room = { little: 1_024, none: 100 } as const;
/** Fewer different characters than that are a word, not a key. */
const fewCharacters = 10;

const directory = defineCheck({
  id: "state-directory",
  group: "store",
  title: "State directory",
  needs: "config",
  async run({ config: { stateDirectory: path } }) {
    const found = await statOf(path);
    if (found === undefined) return skipped(`${path} is not there yet; the first start makes it.`);
    if (!found.isDirectory())
      return fault(`${path} is no directory.`, "Set SSS_OPS_STATE_DIR to a directory.");
    if (!(await isWritable(path)))
      return fault(`${path} cannot be written by this user.`, `sudo chown -R $(id -un) ${path}`);
    return exposed(found, path, "700") ?? ok(`${path} belongs to this user alone.`);
  },
});

const keyFile = defineCheck({
  id: "key-file",
  group: "store",
  title: "Master key",
  needs: "store",
  async run({ config: { stateDirectory, secretKey }, inspection }) {
    if (secretKey !== undefined) return aboutSetting(secretKey);
    const path = keyIn(stateDirectory);
    const found = await statOf(path);
    if (found !== undefined) {
      return (
        exposed(found, path, "600") ?? ok(`${path} can be read by this user alone; back it up elsewhere.`)
      );
    }
    const isUsed = await inspection().then(
      (seen) => seen !== undefined,
      () => false,
    );
    if (!isUsed) return skipped(`${path} is not there yet; the first start makes it.`);
    return fault(
      `${path} is missing, and the store is sealed with it.`,
      "Put it back from a backup, or set SSS_OPS_SECRET_KEY where that was used.",
    );
  },
});

const files = defineCheck({
  id: "state-files",
  group: "store",
  title: "Files of the state",
  needs: "config",
  async run({ config: { stateDirectory: path } }) {
    if (process.platform === "win32") return skipped("This system has no modes of files.");
    const names = await readdir(path, { recursive: true }).catch(() => undefined);
    if (names === undefined) return skipped("There is no state directory to look into.");
    const modes = await Promise.all(
      names.map(async (name) => ({ name, found: await statOf(join(path, name)) })),
    );
    const open = modes.filter(({ found }) => found?.isFile() === true && (found.mode & others) !== 0);
    if (open.length === 0) return ok(`Of ${names.length}, none can be read by others.`);
    return warning(
      `Others can read ${open.map(({ name }) => name).join(", ")} in ${path}.`,
      `chmod -R go= ${path}`,
    );
  },
});

const disk = defineCheck({
  id: "disk-space",
  group: "store",
  title: "Disk space",
  needs: "config",
  async run({ config: { stateDirectory } }) {
    const path = await firstThere(stateDirectory);
    const { bavail, bsize, files: inodes, ffree } = await statfs(path);
    const free = Math.floor((bavail * bsize) / mebibyte);
    const fix = `Make room on the disk of ${path} (df -h ${path}), or set SSS_OPS_STATE_DIR to another.`;
    if (inodes > 0 && ffree === 0) return fault(`${path} can hold no more files.`, fix);
    if (free < room.none) return fault(`Only ${free} MiB are free for ${path}.`, fix);
    return free < room.little
      ? warning(`Only ${free} MiB are free for ${path}.`, fix)
      : ok(`${free} MiB are free.`);
  },
});

const fileSystem = defineCheck({
  id: "file-system",
  group: "store",
  title: "File system",
  needs: "config",
  async run({ config: { stateDirectory, databaseUrl } }) {
    if (databaseUrl !== undefined) return ok("The store is in PostgreSQL; only sealed files lie here.");
    if (process.platform !== "linux") return skipped("This system does not tell whether it is local.");
    const { type } = await statfs(await firstThere(stateDirectory));
    if (isNetworkFileSystem(type)) {
      return fault(
        `${stateDirectory} is on a network file system, where SQLite can lose data.`,
        "Set SSS_OPS_STATE_DIR to a local directory, or DATABASE_URL to a PostgreSQL.",
      );
    }
    return inMemory.has(type)
      ? warning(
          `${stateDirectory} is in memory: tickets and audit are gone with the next start of the machine.`,
          "Set SSS_OPS_STATE_DIR to a directory on a disk.",
        )
      : ok(`${stateDirectory} is on a local file system.`);
  },
});

/** tmpfs and ramfs (`statfs` on Linux). */
const inMemory: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);

/** The files that the store and its secrets are kept in. */
export const stateFileChecks: readonly Check[] = [directory, keyFile, files, disk, fileSystem];

function aboutSetting(secretKey: string): Finding {
  return new Set(secretKey).size < fewCharacters
    ? warning(
        "SSS_OPS_SECRET_KEY is made of few different characters, and can be guessed.",
        "SSS_OPS_NEW_SECRET_KEY=$(openssl rand -base64 32) sss-ops store rekey",
      )
    : ok("It comes from SSS_OPS_SECRET_KEY; replicas share it.");
}

/** What others may do to something that is this user's own. */
function exposed({ mode, uid }: Stats, path: string, wanted: string): Finding | undefined {
  if (process.platform === "win32") return undefined;
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && uid !== own)
    return fault(`${path} belongs to another user (${uid}).`, `sudo chown $(id -un) ${path}`);
  if ((mode & others) === 0) return undefined;
  const what = (mode & othersWrite) === 0 ? "read" : "change";
  return fault(`Others can ${what} ${path} (mode ${(mode & 0o777).toString(8)}).`, `chmod ${wanted} ${path}`);
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

/** The directory that is there already, and in which the others are to be made. */
async function firstThere(path: string): Promise<string> {
  return (await statOf(path)) !== undefined || dirname(path) === path ? path : firstThere(dirname(path));
}
