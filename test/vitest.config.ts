import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/store/postgres.ts", "test/build-programs.ts"],
    testTimeout: 20_000,
    // Two workers: many tests start processes of their own.
    maxWorkers: 2,
  },
});
