import { expect, test } from "vitest";
import { endpoints } from "../tools/index.ts";
import { openTestHouse } from "./house.ts";
import { connect, consents, startEndpoint } from "./mcp/clients.ts";
import { samples, thingsOf } from "./samples.ts";
import { speakTo } from "./sandbox/sss.ts";

const calls = endpoints.flatMap((operation) =>
  operation.versions.map((version) => ({ operation, version, sample: samples[operation.name] })),
);

test.for(calls)(
  "$version $operation.name goes from an MCP client to upstream and back",
  async ({ operation, version, sample }) => {
    const house = await openTestHouse({ environment: { SSS_API_VERSION: version } });
    const input = sample.input(await thingsOf(speakTo(house.sandbox)));
    const { url } = await startEndpoint(house);
    let questions = 0;
    const client = await connect("modern", { kind: "http", url }, (form) => {
      questions += 1;
      return consents(form);
    });
    const before = house.sandbox.calls.length;

    const result = await client.call(operation.name, input);

    expect(result.content).not.toEqual([]);
    expect(result).not.toHaveProperty("isError", true);
    expect(result.structuredContent).toEqual(JSON.parse(JSON.stringify(result.structuredContent)));
    expect(questions).toBe(operation.risk === "read" ? 0 : 1);
    const [method = "", route = ""] = operation.route.split(" ");
    const sent = house.sandbox.calls
      .slice(before)
      .filter((call) => call.method === method)
      .at(-1);
    expect(sent?.status).toBe(sample.status);
    expect(sent?.path.split("?")[0]).toMatch(
      new RegExp(`^/api/${version}${route.replace(/\{\w+\}/g, "[^/]+")}$`),
    );
    expect(JSON.stringify(result)).not.toMatch(/"(keystone_)?password\\?":\\?"(?!\(sealed|\\?")/);
  },
);
