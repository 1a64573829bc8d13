import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/screenshots/*.shot.ts"], testTimeout: 60_000, maxWorkers: 2 },
});
