import { expect, test } from "vitest";
import { listUsers } from "../../tools/user/list-users.ts";
import { updateAutoRoleAssignment } from "../../tools/user/update-auto-role-assignment.ts";
import { endpointsOf, regions } from "../../src/sss/endpoints.ts";
import { isTrusted } from "../../src/sss/service-url.ts";
import { errorOf, issueTokens, openClient, startUpstream } from "./upstream.ts";

interface Endpoint {
  readonly interface?: string;
  readonly region?: string;
  readonly url: string;
}

/** A keystone whose catalog has these endpoints for `sss` and `sssv2`. */
function withCatalog(sss: readonly Endpoint[], sssv2: readonly Endpoint[] = []) {
  const publicly = (endpoints: readonly Endpoint[]) =>
    endpoints.map((endpoint) => ({ interface: "public", ...endpoint }));
  return issueTokens({
    catalog: [
      { type: "network", endpoints: [{ interface: "public", url: "https://network.invalid" }] },
      { type: "sss", endpoints: publicly(sss) },
      { type: "sssv2", endpoints: publicly(sssv2) },
    ],
  });
}

test.for(regions)("the region %s has https addresses, SSS's without a version", (region) => {
  const { keystoneUrl, sssUrl } = endpointsOf(region);
  expect(keystoneUrl).toMatch(/^https:\/\/.*\/v3$/);
  expect(sssUrl).toMatch(/^https:\/\/.*\/api$/);
});

test("a regional address names its region and the global one does not", () => {
  expect(endpointsOf("jp4")).toEqual({
    keystoneUrl: "https://keystone-jp4-ecl.api.ntt.com/v3",
    sssUrl: "https://sss-jp4-ecl.api.ntt.com/api",
  });
  expect(endpointsOf("gl1").sssUrl).toBe("https://api.ntt.com/sss/api");
});

test("the catalog says where SSS is", async () => {
  const sss = await startUpstream(() => ({ body: {} }));
  const keystone = await startUpstream(
    () => ({ body: {} }),
    withCatalog([{ url: `${sss.url}/elsewhere/api/v1.0` }], [{ url: `${sss.url}/elsewhere/api/v2/` }]),
  );
  await openClient(keystone).client.call(listUsers, {});
  await openClient(keystone, { version: "v2" }).client.call(listUsers, {});
  expect(sss.requests.map(({ target }) => target)).toEqual([
    "/elsewhere/api/v1.0/users",
    "/elsewhere/api/v2/users",
  ]);
  expect(keystone.requests).toHaveLength(0);
});

test("of several addresses the public one of the region is taken", async () => {
  const sss = await startUpstream(() => ({ body: {} }));
  const keystone = await startUpstream(
    () => ({ body: {} }),
    withCatalog([
      { interface: "internal", region: "jp1", url: "http://127.0.0.1:1/api/v1.0" },
      { region: "jp4", url: "http://127.0.0.1:1/api/v1.0" },
      { region: "jp1", url: `${sss.url}/api/v1.0` },
    ]),
  );
  await openClient(keystone, { region: "jp1" }).client.call(listUsers, {});
  expect(sss.requests).toHaveLength(1);
});

test("settings win over the catalog when told to", async () => {
  const upstream = await startUpstream(
    () => ({ body: {} }),
    withCatalog([{ url: "http://127.0.0.1:1/api/v1.0" }]),
  );
  await openClient(upstream, { endpointFrom: "settings" }).client.call(listUsers, {});
  expect(upstream.requests[0]?.target).toBe("/api/v1.0/users");
});

test.for([
  { oddity: "no catalog", keystone: issueTokens() },
  { oddity: "a null catalog", keystone: issueTokens({ catalog: null }) },
  {
    oddity: "a catalog of nonsense",
    keystone: issueTokens({ catalog: [1, { type: "sss", endpoints: "?" }] }),
  },
  { oddity: "a catalog without SSS", keystone: withCatalog([]) },
  {
    oddity: "several regions, none of them ours",
    keystone: withCatalog([
      { region: "de1", url: "https://a.invalid" },
      { region: "us1", url: "https://b.invalid" },
    ]),
  },
])("with $oddity the address of the settings is used", async ({ keystone }) => {
  const upstream = await startUpstream(() => ({ body: {} }), keystone);
  await openClient(upstream, { region: "jp1" }).client.call(listUsers, {});
  expect(upstream.requests).toHaveLength(1);
});

test.for([
  "http://sss.example.com/api/v1.0",
  "ftp://127.0.0.1/api",
  "//127.0.0.1",
  "nonsense",
  "https://a:b@c/api",
])("a catalog that sends the token to %s is not followed", async (url) => {
  const upstream = await startUpstream(() => ({ body: {} }), withCatalog([{ url }]));
  const error = await errorOf(openClient(upstream).client.call(listUsers, {}));
  expect(error).toMatchObject({ code: "invalid_answer", mayHaveHappened: false });
  expect(upstream.requests).toHaveLength(0);
});

test.for([
  { url: "https://sss.example.com/api", keystone: "https://keystone.example.com/v3", trusted: true },
  { url: "https://sss.example.com/api", keystone: "http://127.0.0.1/v3", trusted: true },
  { url: "http://localhost:3940/api", keystone: "http://127.0.0.1:3940/v3", trusted: true },
  { url: "http://[::1]:3940/api", keystone: "http://[::1]:3940/v3", trusted: true },
  { url: "http://127.0.0.1/api", keystone: "https://keystone.example.com/v3", trusted: false },
  { url: "http://127.0.0.1.example.com/api", keystone: "http://127.0.0.1/v3", trusted: false },
  { url: "http://localhost.example.com/api", keystone: "http://127.0.0.1/v3", trusted: false },
])("$url behind $keystone is trusted: $trusted", ({ url, keystone, trusted }) => {
  expect(isTrusted(url, keystone)).toBe(trusted);
});

test("an operation is called in the preferred version where it has that, else in its own", async () => {
  const upstream = await startUpstream(() => ({ body: {} }));
  const { client } = openClient(upstream, { version: "v2" });
  await client.call(listUsers, {});
  await client.call(updateAutoRoleAssignment, { user_id: "ecid1", auto_role_assignment_flag: true });
  expect(upstream.requests.map(({ target }) => target)).toEqual([
    "/api/v2/users",
    "/api/v1.0/users/ecid1/auto-role-assignment",
  ]);
});
