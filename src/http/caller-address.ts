import { BlockList, SocketAddress, isIP } from "node:net";

/** Tells the address of a caller from that of the connection and what proxies say of it. */
export type CallerAddress = (peer: string, forwardedFor: string | null) => string;

/**
 * Reads `X-Forwarded-For` as far as it comes from trusted proxies, which are addresses and networks: the caller is the
 * rightmost address that is none of theirs. What a peer that is no proxy says of others is not read.
 */
export function createCallerAddress(trustedProxies: readonly string[]): CallerAddress {
  const proxies = new BlockList();
  for (const network of trustedProxies) add(proxies, network);
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, familyOf(address));
  return (peer, forwardedFor) => {
    let address = toAddress(peer) ?? peer;
    for (const hop of (forwardedFor ?? "").split(",").toReversed()) {
      const before = isProxy(address) ? toAddress(hop) : undefined;
      if (before === undefined) break;
      address = before;
    }
    return address;
  };
}

/**
 * Whether a text is an address, or a network such as `10.0.0.0/8`; one that holds every IPv4 or every IPv6 address is none
 * to be trusted.
 */
export function isNetwork(text: string): boolean {
  const [address = "", prefix] = text.split("/", 2);
  const bits = isIP(address) === 6 ? 128 : 32;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  const isOne = isIP(address) !== 0 && !address.includes("%") && isPrefix && text.split("/").length <= 2;
  return isOne && !holdsAll(text);
}

/** IPv4 also lies within IPv6, so that its every address has more than one network around it. */
function holdsAll(network: string): boolean {
  const held = new BlockList();
  add(held, network);
  return held.check("0.0.0.0", "ipv4") && held.check("255.255.255.255", "ipv4");
}

function add(proxies: BlockList, network: string): void {
  const [address = "", prefix] = network.split("/", 2);
  if (prefix !== undefined) return proxies.addSubnet(address, Number(prefix), familyOf(address));
  const one = toAddress(address) ?? address;
  proxies.addAddress(one, familyOf(one));
}

/**
 * An address as it is written everywhere, so that a caller is counted as one: IPv6 in its short form, IPv4 on an IPv6
 * socket as IPv4. Some proxies put a port behind it.
 */
function toAddress(text: string): string | undefined {
  const written = text.trim();
  const [, address = written] =
    /^\[([^\]]*)\](?::\d+)?$/.exec(written) ?? /^([\d.]+):\d+$/.exec(written) ?? [];
  const [plain = ""] = address.split("%", 1);
  if (isIP(plain) === 0) return undefined;
  const short = new SocketAddress({ address: plain, family: familyOf(plain) }).address;
  return /^::ffff:([\d.]+)$/.exec(short)?.[1] ?? short;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
