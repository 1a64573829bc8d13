import type { Patient } from "../clinic.ts";

/** One way to break what a check looks at. */
export interface Break {
  readonly id: string;
  readonly when: string;
  /** Breaks it. */
  readonly prepare: () => Promise<Patient> | Patient;
  readonly state: "warning" | "fault";
  /** What stands in the sentence of what was found. */
  readonly found: string;
  /** What stands in the line of what to do. */
  readonly fix: string;
}
