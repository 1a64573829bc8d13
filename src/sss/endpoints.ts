/** The regions SSS is offered in; gl1 is the global one. */
export const regions = [
  "jp1",
  "jp2",
  "jp3",
  "jp4",
  "jp5",
  "us1",
  "uk1",
  "de1",
  "sg1",
  "hk1",
  "au1",
  "gl1",
] as const;

/** A region SSS is offered in. */
export type Region = (typeof regions)[number];

/** Where a region's Keystone and SSS answer; `sssUrl` ends before the version. */
export interface Endpoints {
  readonly keystoneUrl: string;
  readonly sssUrl: string;
}

/** The addresses of a region. */
export function endpointsOf(region: Region): Endpoints {
  if (region === "gl1") {
    return { keystoneUrl: "https://api.ntt.com/keystone/v3", sssUrl: "https://api.ntt.com/sss/api" };
  }
  return {
    keystoneUrl: `https://keystone-${region}-ecl.api.ntt.com/v3`,
    sssUrl: `https://sss-${region}-ecl.api.ntt.com/api`,
  };
}
