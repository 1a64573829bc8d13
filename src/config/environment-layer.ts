import { closestOf } from "./closest.ts";
import type { Given, Layer } from "./given.ts";
import type { Setting } from "./setting.ts";
import { settings } from "./settings.ts";

/** What the environment sets; an empty variable counts as unset. */
export function environmentLayer(environment: NodeJS.ProcessEnv): Layer {
  const set = new Map(Object.entries(environment).flatMap(([name, text]) => (text ? [[name, text]] : [])));
  const read = settings.map((setting) => readOne(setting, set));
  return {
    given: read.flatMap(({ given }) => given ?? []),
    faults: [...read.flatMap(({ fault }) => fault ?? []), ...unknownIn([...set.keys()])],
  };
}

interface ReadOne {
  readonly given?: Given;
  readonly fault?: string;
}

function readOne(setting: Setting, set: ReadonlyMap<string, string>): ReadOne {
  const { variable, isSecret } = setting;
  if (variable === undefined) return {};
  const text = set.get(variable);
  const secretFile = isSecret === true ? set.get(fileVariable(variable)) : undefined;
  const both = { fault: `${fileVariable(variable)}: ${variable} is set as well: unset one of the two` };
  return {
    ...(text === undefined ? {} : { given: { ...at(setting, variable), text } }),
    ...(secretFile === undefined ? {} : { given: { ...at(setting, fileVariable(variable)), secretFile } }),
    ...(text !== undefined && secretFile !== undefined ? both : {}),
  };
}

function at(setting: Setting, where: string) {
  return { setting, text: "", layer: "environment", where, label: where } as const;
}

/** The variable that names the file of a secret. */
export function fileVariable(variable: string): string {
  return `${variable}_FILE`;
}

/** A mistyped name would leave open what it was set to close. */
function unknownIn(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.startsWith("SSS_") && !known.includes(name) && !isOfKubernetes(name))
    .flatMap((name) => {
      const plain = name.replace(/_FILE$/, "");
      if (known.includes(plain)) return [`${name}: only secrets are read from files: set ${plain}`];
      const closest = closestOf(name, known);
      if (!name.startsWith("SSS_OPS_") && closest === undefined) return [];
      const hint =
        closest === undefined ? "see `sss-ops config` for those there are" : `is ${closest} meant?`;
      return [`${name}: there is no such setting: ${hint}`];
    });
}

const known = settings.flatMap(({ variable, isSecret }) => {
  if (variable === undefined) return [];
  return isSecret === true ? [variable, fileVariable(variable)] : [variable];
});

/** Kubernetes sets these in every pod beside a service that is called sss-ops. */
function isOfKubernetes(name: string): boolean {
  return /^SSS_OPS_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/.test(
    name,
  );
}
