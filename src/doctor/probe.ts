import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";

/** The certificate that a server showed. Times are milliseconds since the epoch. */
export interface Certificate {
  readonly validUntil: number;
  readonly issuer: string;
  /** Why it is not trusted; absent where it is. */
  readonly fault?: string;
}

/** What a server answered to a bare GET, and when, in milliseconds since the epoch. */
export interface Look {
  readonly status: number;
  readonly body: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  /** By the server's own clock, to the second. */
  readonly date?: number;
  readonly certificate?: Certificate;
}

const mostBodyBytes = 65_536;

/**
 * Asks for an address without any token. A certificate that is not trusted is looked at all the same: nothing secret is sent.
 *
 * @throws what Node says when there is no answer.
 */
export function lookAt(url: string, now: () => number, signal: AbortSignal): Promise<Look> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const askedAt = now();
    const options = { agent: false, rejectUnauthorized: false, signal, headers: { accept: "*/*" } };
    const asked = request(url, options, (answer) => {
      const answeredAt = now();
      const { statusCode: status = 0, headers, socket } = answer;
      const date = Date.parse(headers.date ?? "");
      // Taken now: with the answer read the connection is gone.
      const certificate = "getPeerCertificate" in socket ? certificateOf(socket as TLSSocket) : undefined;
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (text: string) => {
        if (body.length < mostBodyBytes) body += text;
      });
      answer.once("error", reject);
      answer.once("end", () =>
        resolve({
          status,
          body,
          askedAt,
          answeredAt,
          ...(Number.isNaN(date) ? {} : { date }),
          ...(certificate === undefined ? {} : { certificate }),
        }),
      );
    });
    asked.once("error", reject);
    asked.end();
  });
}

function certificateOf(socket: TLSSocket): Certificate {
  const { valid_to, issuer }: DetailedPeerCertificate = socket.getPeerCertificate(true);
  const { authorized, authorizationError: error } = socket;
  return {
    validUntil: Date.parse(valid_to),
    issuer: String(issuer?.O ?? issuer?.CN ?? "an issuer without a name"),
    ...(authorized ? {} : { fault: error instanceof Error ? error.message : String(error) }),
  };
}
