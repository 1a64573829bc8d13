/** The built program; another build of it is measured by naming it in `BENCH_PROGRAM`. */
export const program = process.env["BENCH_PROGRAM"] ?? "dist/cli.js";
