import { describe, expect, test } from "vitest";
import { createCallerAddress, isNetwork } from "../../src/http/caller-address.ts";

const proxies = ["10.0.0.0/8", "192.0.2.1", "2001:db8:ffff::/48", "::1"];

describe("the caller behind proxies", () => {
  test.for([
    ["is the peer where no proxy says anything", "203.0.113.7", null, "203.0.113.7"],
    ["is the peer that is no proxy, whatever it says", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["is whom a proxy names", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["is not whom the caller itself names", "10.1.2.3", "198.51.100.9, 198.51.100.1", "198.51.100.1"],
    ["is whom the outermost of several proxies names", "10.1.2.3", "198.51.100.1, 192.0.2.1", "198.51.100.1"],
    ["is not beyond a peer that is no proxy", "10.1.2.3", "1.1.1.1, 203.0.113.7, 192.0.2.1", "203.0.113.7"],
    ["is the outermost proxy where all are proxies", "10.1.2.3", "10.9.9.9, 192.0.2.1", "10.9.9.9"],
    ["is the proxy that names nobody", "10.1.2.3", null, "10.1.2.3"],
    ["is the proxy whose word is no address", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["is the proxy that was told garbage", "10.1.2.3", "'; drop table --,,", "10.1.2.3"],
    ["has an IPv6 address", "::1", "2001:db8::7", "2001:db8::7"],
    ["is the same one however IPv6 is written", "::1", "2001:0DB8:0:0::0007", "2001:db8::7"],
    ["is named by a proxy with an IPv6 address", "2001:db8:ffff::1", "198.51.100.1", "198.51.100.1"],
    ["is known on an IPv6 socket as on an IPv4 one", "::ffff:203.0.113.7", null, "203.0.113.7"],
    ["is named by a proxy on an IPv6 socket", "::ffff:10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1"],
    ["is named with a port", "10.1.2.3", "198.51.100.1:4711", "198.51.100.1"],
    ["is named with an IPv6 address and a port", "10.1.2.3", "[2001:db8::7]:4711", "2001:db8::7"],
    ["is nobody known where the peer is gone", "", "198.51.100.1", ""],
  ] as const)("%s", ([, peer, forwardedFor, caller]) => {
    expect(createCallerAddress(proxies)(peer, forwardedFor)).toBe(caller);
  });

  test("is the peer, whatever it says, where no proxy is trusted", () => {
    expect(createCallerAddress([])("127.0.0.1", "198.51.100.1")).toBe("127.0.0.1");
  });
});

test.for(["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "10.0.0.1/32"])("%s may be trusted", (text) => {
  expect(isNetwork(text)).toBe(true);
});

test.for([
  "",
  "proxy.example.com",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "10.0.0",
  "fe80::1%eth0",
  "0.0.0.0/0",
  "::/0",
  "::/1",
  "::ffff:0.0.0.0/96",
  "::/129",
])("%j may not", (text) => {
  expect(isNetwork(text)).toBe(false);
});
