/** Whether something may be sent to an address. */
export type Allows = (url: URL) => boolean;

/** Where the app sends to: calls of the Web API, answers to a `response_url`, and the socket. */
export interface Destinations {
  readonly api: Allows;
  readonly responses: Allows;
  readonly sockets: Allows;
}

/**
 * The only places that anything is sent to: Slack over TLS, or a stand-in of Slack where `apiUrl` names one, and then
 * nothing else. Addresses come in from outside, and with each one goes a token or what an account holds.
 */
export function destinationsOf(apiUrl: string): Destinations {
  const { protocol, hostname, host } = new URL(apiUrl);
  if (isSlack(hostname)) {
    return {
      api: (url) => isOver("https:", url) && isSlack(url.hostname),
      responses: (url) => isOver("https:", url) && url.hostname === "hooks.slack.com",
      sockets: (url) => isOver("wss:", url) && isSlack(url.hostname),
    };
  }
  const isThere = (url: URL) => url.protocol === protocol && url.host === host;
  const socketProtocol = protocol === "https:" ? "wss:" : "ws:";
  return {
    api: isThere,
    responses: isThere,
    sockets: (url) => url.protocol === socketProtocol && url.host === host,
  };
}

/** Whether an address of the Web API can be trusted with a token: over TLS, or in the clear on this machine. */
export function isSafeApiUrl(apiUrl: string): boolean {
  if (!URL.canParse(apiUrl)) return false;
  const { protocol, hostname } = new URL(apiUrl);
  return (
    protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname))
  );
}

/** On the port that belongs to the protocol, too. */
function isOver(protocol: string, url: URL): boolean {
  return url.protocol === protocol && url.port === "";
}

function isSlack(hostname: string): boolean {
  return hostname === "slack.com" || hostname.endsWith(".slack.com");
}
