import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // In a browser by a command of its own: npm run test:browser.
    exclude: ["test/browser/**"],
    globalSetup: ["test/store/postgres.ts", "test/build-programs.ts"],
    testTimeout: 20_000,
    // More than there are cores to be counted on: many tests wait for processes and sockets.
    maxWorkers: 3,
    isolate: false,
  },
});
