import { defineConfig } from "rolldown";
import { thirdPartyLicenses } from "./third-party-licenses.ts";

/** The program as it is published: one folder, with everything built in but the one package that has native code. */
export default defineConfig({
  input: "src/cli.ts",
  platform: "node",
  external: "@photostructure/sqlite",
  plugins: [thirdPartyLicenses()],
  output: { dir: "dist", cleanDir: true, sourcemap: true },
});
