import { describe, expect, test } from "vitest";
import { createContract } from "../../tools/contract/create-contract.ts";
import { listContracts } from "../../tools/contract/list-contracts.ts";
import { searchContracts } from "../../tools/contract/search-contracts.ts";
import { updateContract } from "../../tools/contract/update-contract.ts";
import { faultsOf, takes } from "./input.ts";

const newContract = { login_id: "taro.yamada", mail_address: "taro@example.com", channel_id: "ch2000000022" };
const contract_id = "econ1000088157";

describe("a search for contracts", () => {
  test.for([
    { contract_id },
    { customer_number: "N0123456789" },
    { company_code: "C0001" },
    { channel_id: "ch2000000022" },
    { channel_name: "nttcom_partner1_retail" },
    { tenant_id: "462c8013d0e849e4b986ab2c181f2af8" },
    { tenant_name: "web-production" },
    { user_id: "ecid1000005887" },
  ])("goes by one key: %j", (key) => {
    expect(takes(searchContracts, { ...key, include_deleted: true, max_rows: 10_000 })).toBe(true);
  });

  test.for([{}, { include_deleted: true }, { contract_id, user_id: "ecid1000005887" }])(
    "is refused with none or two: %j",
    (keys) => {
      expect(faultsOf(searchContracts, keys)).toEqual([
        "give exactly one of contract_id, customer_number, company_code, channel_id, channel_name, tenant_id, tenant_name, user_id",
      ]);
    },
  );

  test("takes times without separators", () => {
    expect(takes(searchContracts, { contract_id, start_time_from: "20220101000000" })).toBe(true);
    expect(takes(searchContracts, { contract_id, end_time_to: "2022-01-01 00:00:00" })).toBe(false);
  });

  test.for([0, 1.5, 10_001, "100"])("does not take %j as the number of rows", (max_rows) => {
    expect(takes(searchContracts, { contract_id, max_rows })).toBe(false);
  });
});

describe("a new contract", () => {
  test("needs no password, and a blank one counts as none", () => {
    expect(createContract.input.parse({ ...newContract, password: "" }).password).toBeUndefined();
    expect(takes(createContract, newContract)).toBe(true);
  });

  test("does not mail the password unless told to", () => {
    expect(createContract.input.parse(newContract).notify_password).toBe(false);
    expect(createContract.input.parse({ ...newContract, notify_password: "true" }).notify_password).toBe(
      true,
    );
  });

  test("takes a mail address shorter than a new user's", () => {
    expect(takes(createContract, { ...newContract, mail_address: "a@b" })).toBe(true);
  });
});

describe("an external reference ID", () => {
  test("has 50 characters at most when the contract is created, 59 when it is changed", () => {
    const external_reference_id = "A".repeat(59);

    expect(takes(createContract, { ...newContract, external_reference_id })).toBe(false);
    expect(
      takes(createContract, { ...newContract, external_reference_id: external_reference_id.slice(9) }),
    ).toBe(true);
    expect(takes(updateContract, { contract_id, external_reference_id })).toBe(true);
    expect(takes(updateContract, { contract_id, external_reference_id: `${external_reference_id}A` })).toBe(
      false,
    );
  });

  test.for(["12345", "ABC-123"])("may not be %s", (external_reference_id) => {
    expect(takes(createContract, { ...newContract, external_reference_id })).toBe(false);
  });

  test("that is blank counts as left out, and is no change", () => {
    expect(takes(createContract, { ...newContract, external_reference_id: "" })).toBe(true);
    expect(faultsOf(updateContract, { contract_id, external_reference_id: "" })).toEqual([
      "give at least one of charge_reference_availability, external_reference_id, description",
    ]);
  });
});

test("contracts are listed by channel, ended ones only when asked for", () => {
  expect(takes(listContracts, {})).toBe(false);
  expect(listContracts.input.parse({ channel_id: "ch2000000022" })).toEqual({
    channel_id: "ch2000000022",
    include_deleted: false,
  });
});
