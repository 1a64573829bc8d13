import { readFileSync } from "node:fs";
import * as z from "zod";

/** What somebody who administers an account writes, and the operations that are right for it. */
const prompt = z.strictObject({
  language: z.enum(["en", "ja"]),
  /** Words are chosen by looking at `dev`; `test` is only counted. */
  split: z.enum(["dev", "test"]),
  expect: z.array(z.string()).min(1),
  prompt: z.string(),
});

export type Prompt = z.output<typeof prompt>;

/** The prompts, in the order of the operations. */
export const prompts: readonly Prompt[] = readFileSync(new URL("prompts.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => prompt.parse(JSON.parse(line)));
