import { describe, expect, test } from "vitest";
import { createTenant } from "../../tools/tenant/create-tenant.ts";
import { findTenant } from "../../tools/tenant/find-tenant.ts";
import { updateTenant } from "../../tools/tenant/update-tenant.ts";
import { takes } from "./input.ts";

const newTenant = { tenant_name: "web-production", description: "", region: "jp1" };

describe("a tenant name", () => {
  test.for(["a", "new_project", "!$&()+,-.;<=>@[]^_`{|}~", "a".repeat(50)])("may be %s", (tenant_name) => {
    expect(takes(createTenant, { ...newTenant, tenant_name })).toBe(true);
  });

  test.for(["", "a".repeat(51), "two words", "100%", "a/b", "a*b", "テナント"])(
    "may not be %j",
    (tenant_name) => {
      expect(takes(createTenant, { ...newTenant, tenant_name })).toBe(false);
    },
  );
});

test("a description has at most 255 characters and may be emptied", () => {
  expect(takes(updateTenant, { tenant_id: "462c8013d0e849e4b986ab2c181f2af8", description: "" })).toBe(true);
  expect(takes(createTenant, { ...newTenant, description: "あ".repeat(255) })).toBe(true);
  expect(takes(createTenant, { ...newTenant, description: "a".repeat(256) })).toBe(false);
});

test("a partner can name the contract of a new tenant", () => {
  expect(takes(createTenant, { ...newTenant, contract_id: "econ1111123456" })).toBe(true);
});

test("a tenant ID is one path segment", () => {
  expect(takes(updateTenant, { tenant_id: "../users/ecid1000005887", description: "" })).toBe(false);
});

test("a tenant is found by ID or name", () => {
  expect(findTenant.find).toEqual({ by: "tenant", in: "tenants", matching: ["tenant_id", "tenant_name"] });
  expect(takes(findTenant, { tenant: "web-production" })).toBe(true);
});
