import { stat } from "node:fs/promises";
import { join } from "node:path";
import { closestOf } from "../../config/closest.ts";
import { settings } from "../../config/settings.ts";
import { type Check, defineCheck } from "../check.ts";
import { fault, ok, warning } from "../finding.ts";

const othersRead = 0o004;

const configuration = defineCheck({
  id: "configuration",
  group: "configuration",
  title: "Settings",
  needs: "machine",
  run: ({ configFaults }) =>
    configFaults.length === 0
      ? ok("They fit.")
      : fault(
          configFaults.join("; "),
          "Correct these; `sss-ops config` shows all settings and their sources.",
        ),
});

const names = settings.flatMap(({ variable }) => (variable === undefined ? [] : [variable]));

const unknown = defineCheck({
  id: "unknown-settings",
  group: "configuration",
  title: "Mistyped variables",
  needs: "machine",
  run({ environment }) {
    const strange = Object.keys(environment).filter(
      (name) => /^(SSS|SLACK)_/.test(name) && !names.includes(name.replace(/_FILE$/, "")),
    );
    const close = strange.flatMap((name) => {
      const meant = closestOf(name, names);
      return meant === undefined ? [] : [{ name, meant }];
    });
    if (close.length === 0) return ok("No variable looks like a setting and is none.");
    return warning(
      `${close.map(({ name }) => name).join(", ")}: no setting is called so, and nothing goes by it.`,
      close.map(({ name, meant }) => `Rename ${name} to ${meant}, or unset it.`).join(" "),
    );
  },
});

const secretFiles = defineCheck({
  id: "secret-files",
  group: "configuration",
  title: "Files with secrets",
  needs: "machine",
  async run({ environment, directory }) {
    const named = Object.entries(environment).flatMap(([name, path]) =>
      isSecretFile(name) && path !== undefined && path !== "" ? [path] : [],
    );
    const there = [...named, join(directory, ".env")];
    const modes = await Promise.all(there.map(async (path) => ({ path, mode: await modeOf(path) })));
    const open = modes.filter(({ mode }) => mode !== undefined && (mode & othersRead) !== 0);
    if (open.length === 0) return ok("None that is known can be read by every user of this machine.");
    const paths = open.map(({ path }) => path);
    return warning(
      `Every user of this machine can read ${paths.join(", ")}.`,
      `chmod 600 ${paths.join(" ")} (mounted secrets: mode 0400)`,
    );
  },
});

/** The settings themselves. */
export const configurationChecks: readonly Check[] = [configuration, unknown, secretFiles];

function isSecretFile(name: string): boolean {
  return settings.some(({ variable, isSecret }) => isSecret === true && name === `${variable}_FILE`);
}

/** Undefined where there is no such file, or no modes. */
async function modeOf(path: string): Promise<number | undefined> {
  if (process.platform === "win32") return undefined;
  return stat(path).then(
    (found) => (found.isFile() ? found.mode : undefined),
    () => undefined,
  );
}
