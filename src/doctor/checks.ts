import type { Check } from "./check.ts";
import { configurationChecks } from "./checks/configuration.ts";
import { keptChecks } from "./checks/kept.ts";
import { permissionChecks } from "./checks/permissions.ts";
import { policyChecks } from "./checks/policy.ts";
import { programChecks } from "./checks/program.ts";
import { rightsChecks } from "./checks/rights.ts";
import { serverChecks } from "./checks/server.ts";
import { slackChecks } from "./checks/slack.ts";
import { stateFileChecks } from "./checks/state-files.ts";
import { storeChecks } from "./checks/store.ts";
import { upstreamChecks } from "./checks/upstream.ts";

/** Everything that is looked at. */
export const checks: readonly Check[] = [
  ...programChecks,
  ...configurationChecks,
  ...upstreamChecks,
  ...rightsChecks,
  ...permissionChecks,
  ...stateFileChecks,
  ...storeChecks,
  ...keptChecks,
  ...policyChecks,
  ...serverChecks,
  ...slackChecks,
];
