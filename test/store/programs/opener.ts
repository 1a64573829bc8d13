// Opens the store, says in one line of JSON how that went, and ends.
import { loadKeys } from "../../../src/store/keys.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { newEvent } from "../samples.ts";
import { openNamedStore, say, stateDirectory } from "./environment.ts";

try {
  const keys = await loadKeys({ stateDirectory: stateDirectory() });
  const store = await openNamedStore(keys);
  await store.audit.append(newEvent());
  await store.close();
  say(JSON.stringify({ key: Buffer.from(keys.seal).toString("hex") }));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  say(JSON.stringify({ code: error.code, message: error.message }));
}
