// Fills the disk of the store with audit rows, and says in one line of JSON what came of it.
import { StoreError } from "../../../src/store/store-error.ts";
import { newEvent } from "../samples.ts";
import { openNamedStore, say } from "./environment.ts";

const store = await openNamedStore();
let written = 0;
let refusal: object | undefined;
while (refusal === undefined && written < 10_000) {
  try {
    await store.audit.append(newEvent({ details: { text: "x".repeat(2_000) } }));
    written += 1;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    refusal = { code: error.code, message: error.message };
  }
}
say(JSON.stringify({ refusal, written, verdict: await store.audit.verify() }));
await store.close();
