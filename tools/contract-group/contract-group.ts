import * as z from "zod";
import { field } from "../fields.ts";
import { lookups } from "../lookup.ts";
import type { Text } from "../operation.ts";

/** The id of a contract group. */
export const contractGroupId = groupId({ en: "Contract group ID", ja: "契約グループID" });

/** The id of the contract group that a new one stands under. */
export const parentContractGroupId = groupId({ en: "Parent contract group ID", ja: "親の契約グループID" });

/** The name of a contract group. */
export const contractGroupName = field(
  z
    .string()
    .min(1)
    .max(255)
    .regex(/^[A-Za-z0-9@\-._]+$/),
  {
    title: { en: "Contract group name", ja: "契約グループ名" },
    examples: ["east-japan"],
  },
);

function groupId(title: Text) {
  return field(z.string().regex(/^ecgr\w+$/), {
    title,
    examples: ["ecgr00000001"],
    lookup: lookups.contractGroup,
  });
}
