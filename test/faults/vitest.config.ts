import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/faults/kills.test.ts"],
    globalSetup: ["test/store/postgres.ts", "test/build-programs.ts"],
    env: { PROOF_KILLS: process.env["PROOF_KILLS"] ?? "60" },
    // The seed of the moments stands in the names of the tests.
    reporters: ["verbose"],
  },
});
