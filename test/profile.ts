import { type Profile, parseProfile } from "../tools/profile.ts";

/** The profile that a text is. Throws what is wrong with any other. */
export function profileOf(text: string): Profile {
  const read = parseProfile(text);
  if ("fault" in read) throw new Error(read.fault);
  return read.profile;
}
