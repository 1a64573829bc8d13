/** The services that raise approval requests here. */
export type ApprovalService = "provider-connectivity" | "network" | "fic" | "sss";

interface Action {
  readonly service: string;
  readonly region: string;
  readonly api_path: string;
  readonly method: string;
  /** An object from one service, JSON in a text from another, as in the fixtures of the Go SDK. */
  readonly body: unknown;
}

/** What a service would do once it is approved. */
export function toAction(service: ApprovalService, number: number): Action {
  const id = String(number).padStart(8, "0");
  switch (service) {
    case "provider-connectivity":
      return {
        service,
        region: "jp1",
        api_path: "/v2.0/tenant_connection_requests",
        method: "POST",
        body: { tenant_connection_request: { tenant_id_other: id.repeat(4), network_id: `${id}-net` } },
      };
    case "network":
      return {
        service,
        region: "jp1",
        api_path: "/network/v1/firewall",
        method: "POST",
        body: JSON.stringify({ firewall: { name: `firewall-${id}`, default_gateway: "" } }, undefined, "\t"),
      };
    case "fic":
      return {
        service,
        region: "jpeast",
        api_path: "/v1/port-to-port-connections",
        method: "POST",
        body: { portToPortConnection: { name: `connection-${id}`, bandwidth: "10M" } },
      };
    case "sss":
      return { service, region: "jp1", api_path: "/api/v2/workspaces", method: "PUT", body: "{}" };
  }
}

/** What a service tells the approver, in both languages. */
export function toDescriptions(
  service: ApprovalService,
): readonly { readonly lang: string; readonly text: string }[] {
  const { en, ja } = texts[service];
  return [
    { lang: "en", text: en },
    { lang: "ja", text: ja },
  ];
}

const texts: Readonly<Record<ApprovalService, { readonly en: string; readonly ja: string }>> = {
  "provider-connectivity": {
    en: "A connection between your tenant and another contract's tenant is requested.",
    ja: "他契約のテナントとのテナント間接続の申請です。",
  },
  network: {
    en: "A firewall is to be created in your tenant.",
    ja: "テナントへのファイアウォール作成の申請です。",
  },
  fic: {
    en: "A connection to Flexible InterConnect is requested.",
    ja: "Flexible InterConnect 接続の申請です。",
  },
  sss: { en: "A workspace is to be moved to your contract.", ja: "ワークスペース移行の申請です。" },
};
