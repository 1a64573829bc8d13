import { type World, contractOf } from "../../src/sandbox/world.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import { type Risk, asEndpoint } from "../../tools/operation.ts";
import { type Things, samples } from "../samples.ts";

/** A call that changes or destroys something, and must not without a consent. */
export interface Doomed {
  readonly operation: string;
  readonly input: Readonly<Record<string, string>>;
  /** The calls of a workflow, where a person consents to one. */
  readonly steps?: readonly Doomed[];
}

/** For each operation of a risk the call of its sample. */
export function samplesOf(risk: Risk, things: Things): readonly Doomed[] {
  return catalog
    .filter((one) => one.risk === risk)
    .map(({ name }) => ({ operation: name, input: inputOf(name, things) }));
}

function inputOf(name: string, things: Things): Doomed["input"] {
  const sample = Object.entries(samples).find(([operation]) => operation === name)?.[1];
  if (sample === undefined) throw new Error(`${name} has no sample`);
  return sample.input(things) as Doomed["input"];
}

/** The requests that a call makes of SSS. */
export function pathsOf({ operation, input, steps }: Doomed): readonly string[] {
  if (steps !== undefined) return steps.flatMap(pathsOf);
  const record = operationNamed(operation);
  if (record === undefined) throw new Error(`no operation is called ${operation}`);
  const { route, versions } = asEndpoint(record);
  const version = versions.includes("v1.0") ? "v1.0" : "v2";
  const [method, path = ""] = route.split(" ");
  return [
    `${method} /api/${version}${path.replace(/\{(\w+)\}/gu, (_field, name: string) => input[name] ?? "")}`,
  ];
}

/** A share of the trials, another one for each index, so that together the calls go through all of them. */
export function shareOf<Trial>(trials: readonly Trial[], index: number, shares = 2): readonly Trial[] {
  return trials.filter((_trial, at) => at % shares === index % shares);
}

/** Puts further tenants into a contract, each in a workspace of its own, and gives the calls that delete them. */
export function addSpares(world: World, contractId: string, count: number): readonly Doomed[] {
  const { startedAt } = contractOf(world, contractId);
  return Array.from({ length: count }, (_, index) => {
    const id = `${index + 1}`.padStart(32, "5");
    const workspaceId = `ws9${String(index).padStart(9, "0")}`;
    const common = {
      name: `spare-${String.fromCharCode(97 + index)}`,
      contractId,
      startedAt,
      description: "",
    };
    world.workspaces.set(workspaceId, {
      ...common,
      id: workspaceId,
      madeForTenant: false,
      userIds: new Set(),
    });
    world.tenants.set(id, { ...common, id, region: "jp1", workspaceId });
    return { operation: "delete_tenant", input: { tenant_id: id } };
  });
}
