import { expect, test } from "vitest";
import { isSecretField } from "../../tools/fields.ts";
import { catalog } from "../../tools/index.ts";
import { type Operation, isTransaction, rotationOf } from "../../tools/operation.ts";
import { isReport } from "../../tools/report.ts";
import { isWorkflow, partsOf } from "../../tools/workflow.ts";

const operations: readonly Operation[] = catalog;
const workflows = operations.filter(isWorkflow);
const reports = operations.filter(isReport);
const steps = workflows.flatMap((workflow) =>
  workflow.steps.map((step) => ({ workflow, step, name: step.operation.name })),
);
const reads = reports.flatMap((report) =>
  Object.entries(report.reads).map(([name, read]) => ({ report, read, name })),
);

test("there are workflows and reports", () => {
  expect(workflows.map(({ name }) => name)).toEqual(["offboard_user"]);
  expect(reports.map(({ name }) => name)).toEqual(["access_report"]);
});

test.for(workflows)("$name does each of its steps by another operation", (workflow) => {
  const names = workflow.steps.map(({ operation }) => operation.name);
  expect(new Set(names).size).toBe(names.length);
  expect(partsOf(workflow).map(({ name }) => name)).toEqual([workflow.name, ...names]);
});

test.for(workflows)("$name takes no less consent than the strictest of its steps", (workflow) => {
  const risks = ["read", "change", "destroy"];
  const [own = 0, ...others] = partsOf(workflow).map(({ risk }) => risks.indexOf(risk));
  expect(own).toBe(Math.max(...others));
});

test.for(steps)("$workflow.name fills every argument of $name from what there is", ({ workflow, step }) => {
  expect(Object.keys(step.input).toSorted()).toEqual(Object.keys(step.operation.input.shape).toSorted());
  for (const source of Object.values(step.input)) {
    const [place, field = ""] = source.split(".");
    const row = step.each?.operation.output.shape[step.each.in];
    const there = place === "input" ? Object.keys(workflow.input.shape) : Object.keys(rowOf(row));
    expect(there).toContain(field);
  }
});

test.for(steps)(
  "$workflow.name can see how $name ended: it ends at once and answers no secret",
  ({ step }) => {
    const { operation } = step;
    expect(operation.effect).not.toBe("read");
    expect(isTransaction(operation)).toBe(false);
    expect(rotationOf(operation)).toBeUndefined();
    expect(Object.keys(operation.output.shape).filter((field) => isSecretField(operation, field))).toEqual(
      [],
    );
  },
);

test.for(steps.filter(({ step }) => step.each !== undefined))(
  "$workflow.name finds the rows of $name by reads",
  ({ step: { each } }) => {
    expect([each?.operation.effect, each?.read?.effect ?? "read"]).toEqual(["read", "read"]);
  },
);

test.for(reads)("$report.name knows what $name asks with", ({ report, read }) => {
  expect(read.operation.effect).toBe("read");
  const before = [read.each?.of, read.after].filter((name) => name !== undefined);
  expect(Object.keys(report.reads)).toEqual(expect.arrayContaining(before));
  if (read.each === undefined) return;
  const lister = report.reads[read.each.of]?.operation;
  const [id = ""] = Object.keys(read.operation.input.shape);
  expect(Object.keys(rowOf(lister?.output.shape[read.each.in]))).toContain(id);
});

/** The fields that a list of an answer shows of each row. */
function rowOf(schema: unknown): object {
  const json = (schema as { toJSONSchema?: () => unknown } | undefined)?.toJSONSchema?.();
  return (json as { items?: { properties?: object } } | undefined)?.items?.properties ?? {};
}
