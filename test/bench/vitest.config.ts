import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/bench/**/*.bench.ts"], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 1 },
});
