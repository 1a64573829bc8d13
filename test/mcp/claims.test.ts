import { expect, test } from "vitest";
import { scopesUpTo } from "../../src/access/caller.ts";
import { createOAuthVerify } from "../../src/access/oauth.ts";
import { audience, startIssuer } from "../access/issuer.ts";
import { policyFile } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";
import { startEndpoint } from "./clients.ts";
import { sendOnWire } from "./wire.ts";

test("a caller is under the rules for the roles that their token's claims give them", async () => {
  const issuer = await startIssuer();
  const policy = await policyFile(`
roles: [{ name: guests, claims: [{ issuer: "${issuer.url}", claim: groups, value: guests }] }]
rules: [{ name: no-guests, roles: [guests], consent: deny }]
`);
  const house = await openTestHouse({ environment: { SSS_OPS_POLICY: policy } });
  const verify = createOAuthVerify({ issuer: issuer.url, audience }, house.gate.claimsIn);
  const { url } = await startEndpoint(house, { issuer: issuer.url, verify });
  const toolsOf = async (groups: readonly string[]) => {
    const token = await issuer.sign({ scope: scopesUpTo("destroy").join(" "), groups: [...groups] });
    const response = await sendOnWire(url, "tools/list", {}, { authorization: `Bearer ${token}` });
    const { result } = (await response.json()) as { result: { tools: readonly { name: string }[] } };
    return result.tools.map(({ name }) => name);
  };
  expect(await toolsOf(["staff"])).toContain("delete_user");
  const left = await toolsOf(["staff", "guests"]);
  expect(left).not.toContain("delete_user");
  expect(left).toContain("list_users");
});
