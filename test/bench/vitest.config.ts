import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/bench/**/*.bench.ts"],
    globalSetup: ["test/store/postgres.ts", "test/bench/build-programs.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // One after the other: each has the machine to itself.
    maxWorkers: 1,
    fileParallelism: false,
  },
});
