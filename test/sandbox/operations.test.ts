import { expect, test } from "vitest";
import { endpoints } from "../../tools/index.ts";
import { samples, thingsOf } from "../samples.ts";
import { openSss } from "./sss.ts";

// One that searches a list in the client has no endpoint of its own.
const calls = endpoints
  .filter((operation) => operation.find === undefined)
  .flatMap((operation) =>
    operation.versions.map((version) => ({ operation, version, sample: samples[operation.name] })),
  );

test.for(calls)(
  "$version $operation.name ends as it should, and in the form its schema reads",
  async ({ operation, version, sample }) => {
    const sss = await openSss();
    const input = sample.input(await thingsOf(sss));
    expect(operation.input.safeParse(input).error).toBeUndefined();
    const { path, body } = toRequest(operation.route, input, operation.effect === "read");
    const answer = await sss.call(sss.sandbox.accounts.partner, `${version} ${path}`, body);
    expect(answer.body === undefined).toBe(sample.status === 204);
    expect(answer.status).toBe(sample.status);
    expect(operation.output.safeParse(answer.body ?? {}).error).toBeUndefined();
    const unknown = Object.keys(answer.body ?? {}).filter((key) => !(key in operation.output.shape));
    expect(unknown).toEqual([]);
  },
);

test.for(calls)("$version $operation.name is 401 without a token", async ({ operation, version }) => {
  const { send } = await openSss();
  const [method = "", path = ""] = operation.route.split(" ");
  const { status, body } = await send(`/api/${version}${path.replaceAll(/[{}]/g, "")}`, { method });
  expect(status).toBe(401);
  expect(body).toEqual({ code: 401, title: "Unauthorized", message: "Invalid token." });
});

function toRequest(route: string, input: Record<string, unknown>, isRead: boolean) {
  const rest = new Map(Object.entries(input));
  const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return value;
  });
  const fields = [...rest];
  const query = new URLSearchParams(
    fields.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return isRead
    ? { path: query === "" ? path : `${path}?${query}`, body: undefined }
    : { path, body: fields.length === 0 ? undefined : Object.fromEntries(fields) };
}
