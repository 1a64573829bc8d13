import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

interface Licensed {
  /** Its name, version and licence. */
  readonly heading: string;
  readonly text: string;
}

const fileName = "THIRD_PARTY_LICENSES.txt";
const intro = "sss-ops contains the following packages, each under its own licence.\n";
const rule = "-".repeat(80);

/**
 * Writes the licences of all packages that are built in beside the program: they ask to travel with every copy.
 *
 * @throws when a package does not say under which licence it is, or comes without its text.
 */
export function thirdPartyLicenses(): Plugin {
  return {
    name: "third-party-licenses",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = new Set(modules.map(packageFolderOf).filter((folder) => folder !== undefined));
      // The same version can be installed in several places.
      const packages = new Map([...folders].map(licensedIn).map((found) => [found.heading, found]));
      const sections = [...packages.values()].toSorted(byHeading).map(toText);
      this.emitFile({ type: "asset", fileName, source: [intro, ...sections].join("\n") });
    },
  };
}

/** The innermost package that a module is of; none for our own modules. */
function packageFolderOf(moduleId: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(moduleId)?.[0];
}

function licensedIn(folder: string): Licensed {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const { name, version, license } = manifest;
  const text = licenseFilesIn(folder) || licenseInReadme(folder);
  if (license === undefined || text === "") throw new Error(`${folder}: a package without a licence.`);
  return { heading: `${name} ${version} (${license})`, text };
}

/** LICENSE, NOTICE and the like, one after the other. */
function licenseFilesIn(folder: string): string {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim())
    .join("\n\n");
}

function licenseInReadme(folder: string): string {
  const readme = readdirSync(folder).find((file) => /^readme\b/i.test(file));
  if (readme === undefined) return "";
  return /^#+ licen[cs]e\b[^]*/im.exec(readFileSync(join(folder, readme), "utf8"))?.[0].trim() ?? "";
}

function byHeading(left: Licensed, right: Licensed): number {
  return left.heading < right.heading ? -1 : 1;
}

function toText({ heading, text }: Licensed): string {
  return [rule, heading, rule, "", text, ""].join("\n");
}
