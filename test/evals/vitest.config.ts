import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/evals/model.bench.ts"], testTimeout: 3_600_000, maxWorkers: 1 },
});
