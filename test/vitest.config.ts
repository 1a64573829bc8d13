import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    // Two workers: many tests start processes of their own.
    maxWorkers: 2,
  },
});
