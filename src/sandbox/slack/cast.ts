import type { FakeChannel, FakeUser, UserFlag, UserKey } from "./model.ts";

/** The workspace the app is installed in. */
export const team = { id: "T0SANDBOX1", name: "SSS sandbox", domain: "sss-sandbox" } as const;

/** The app and its bot. */
export const app = {
  id: "A0SSSOPS01",
  botId: "B0SSSOPS01",
  botUserId: "U0SSSOPSBOT",
  name: "sss-ops",
  scopes: ["commands", "chat:write", "users:read"],
} as const;

const otherTeamId = "T0PARTNER1";
const tokyo = { tz: "Asia/Tokyo", tzLabel: "Japan Standard Time", tzOffset: 32_400 } as const;
const newYork = { tz: "America/New_York", tzLabel: "Eastern Standard Time", tzOffset: -18_000 } as const;

/** The people, by the part they play. */
export const users: Readonly<Record<UserKey, FakeUser>> = {
  hanako: person("hanako", "佐藤 花子"),
  taro: person("taro", "鈴木 太郎"),
  kenji: person("kenji", "田中 健二"),
  alice: { ...person("alice", "Alice Miller"), ...newYork, locale: "en-US" },
  stranger: { ...person("stranger", "Sam Outside", "is_stranger"), teamId: otherTeamId, locale: "en-US" },
  guest: person("guest", "Guest of many channels", "is_restricted"),
  visitor: person("visitor", "Guest of one channel", "is_restricted", "is_ultra_restricted"),
  gone: person("gone", "Gone Person", "deleted"),
  robot: person("robot", "Another App", "is_bot"),
};

/** The channels at the start. The bot is not in `random`. */
export const channels = {
  approvals: channel("C0APPROVALS", "approvals", "hanako taro kenji alice stranger guest visitor"),
  ops: channel("C0OPS00001", "ops", "hanako taro kenji alice stranger guest robot"),
  random: { ...channel("C0RANDOM01", "random", "hanako taro kenji alice guest"), hasBot: false },
} as const;

function person(key: UserKey, realName: string, ...flags: readonly UserFlag[]): FakeUser {
  const id = `U0${key.toUpperCase().padEnd(8, "0")}1`;
  return { key, id, name: key, realName, teamId: team.id, locale: "ja-JP", ...tokyo, flags };
}

function channel(id: string, name: string, members: string): FakeChannel {
  const ids = members.split(" ").map((key) => users[key as UserKey].id);
  return { id, name, kind: "public", members: ids, hasBot: true };
}
