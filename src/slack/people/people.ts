import type { Text } from "../../../tools/operation.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Links } from "../../store/links.ts";
import { app } from "../app.ts";
import type { Caller } from "../payloads.ts";
import type { SlackUser, Surface } from "../surface.ts";
import { type Language, languageOf } from "../views/language.ts";
import { toPrincipal } from "./principal.ts";
import { createUsers } from "./users.ts";

/** Somebody who may act here, in the language they read. */
export interface KnownPerson {
  readonly kind: "known";
  readonly actor: Actor;
  readonly language: Language;
}

/** Somebody who may not act here, and why; told to them in the language they read. */
export interface Stranger {
  readonly kind: "stranger";
  readonly language: Language;
  readonly why: Text;
  /** A member of the workspace, who may show who they are. */
  readonly mayLink: boolean;
}

/** Whether somebody may act here. */
export type Standing = KnownPerson | Stranger;

/** The people of the workspace, as far as this server knows them. */
export interface People {
  /**
   * Whether somebody may act; `where` goes on record with what they do. Whoever cannot be looked up may not: it fails
   * closed.
   */
  standingOf(caller: Caller, where?: Readonly<Record<string, string>>): Promise<Standing>;
  /** The language a user is known to read, without looking it up. */
  languageOf(userId: string): Language;
  /** The language a user reads, looked up where it is not known; where that fails, the one spoken in channels. */
  languageFor(userId: string): Promise<Language>;
  /** The user on SSS of a member of the workspace, from the policy or a link of their own. */
  sssUserOf(userId: string): Promise<string | undefined>;
  /** A member of the workspace as the gate and the policy file name them. */
  principalOf(userId: string): string;
}

/** What the people are looked up with. */
export interface PeopleOptions {
  readonly gate: Gate;
  readonly surface: Surface;
  readonly links: () => Promise<Links>;
  /** The team that the app is installed in; of others nobody may act. */
  readonly teamId: string;
  /** Spoken where somebody's own language is not known. */
  readonly language: Language;
  readonly now: () => number;
}

/** The people of one workspace. */
export function createPeople({ gate, surface, links, teamId, language, now }: PeopleOptions): People {
  const users = createUsers({ surface, now });
  const principalOf = (userId: string) => toPrincipal(teamId, userId);
  const knownLanguageOf = (userId: string) => languageOf(users.localeOf(userId));
  const spokenBy = (userId: string) => knownLanguageOf(userId) ?? language;
  const sssUserOf = async (principal: string) =>
    gate.person(principal)?.sssUserId ?? (await links()).of(principal, now());
  return {
    async standingOf(caller, where) {
      const user = await users.lookUp(caller.userId);
      const spoken = spokenBy(caller.userId);
      const why = whyNot(caller, user, teamId);
      if (why !== undefined) return { kind: "stranger", language: spoken, why, mayLink: false };
      const principal = principalOf(caller.userId);
      const sssUserId = await sssUserOf(principal);
      if (sssUserId === undefined && !gate.isKnown({ principal })) {
        return { kind: "stranger", language: spoken, why: unknownHere(principal), mayLink: true };
      }
      return { kind: "known", actor: actorOf(caller, principal, sssUserId, where), language: spoken };
    },
    languageOf: spokenBy,
    async languageFor(userId) {
      if (knownLanguageOf(userId) === undefined) await users.lookUp(userId);
      return spokenBy(userId);
    },
    sssUserOf: (userId) => sssUserOf(principalOf(userId)),
    principalOf,
  };
}

function actorOf(
  { transport }: Caller,
  principal: string,
  sssUserId: string | undefined,
  where: Actor["where"],
): Actor {
  return {
    principal,
    face: "slack",
    asking: "slack",
    client: { name: "Slack", version: transport },
    ...(sssUserId === undefined ? {} : { sssUserId }),
    ...(where === undefined ? {} : { where }),
  };
}

/** Why Slack's own word on somebody keeps them out, whatever the policy says. */
function whyNot(caller: Caller, user: SlackUser | undefined, teamId: string): Text | undefined {
  if (user === undefined || user.id !== caller.userId) return reasons.notLookedUp;
  if (user.isBot) return reasons.bot;
  if (user.isDeleted) return reasons.deactivated;
  if (user.isStranger || caller.teamId !== teamId || user.teamId !== teamId) return reasons.external;
  return user.isGuest ? reasons.guest : undefined;
}

const reasons = {
  notLookedUp: {
    en: "Nothing was done: Slack did not say who you are. Try again in a moment.",
    ja: "実行していません。Slackからユーザー情報を取得できませんでした。少し待ってから、もう一度お試しください。",
  },
  bot: { en: "Nothing was done: bots may not use this.", ja: "実行していません。ボットは利用できません。" },
  deactivated: {
    en: "Nothing was done: this Slack account is deactivated.",
    ja: "実行していません。このSlackアカウントは無効です。",
  },
  external: {
    en: "Nothing was done: only members of this workspace may use this.",
    ja: "実行していません。利用できるのは、このワークスペースのメンバーだけです（社外の方は利用できません）。",
  },
  guest: {
    en: "Nothing was done: guests may not use this.",
    ja: "実行していません。ゲストは利用できません。",
  },
} as const satisfies Record<string, Text>;

function unknownHere(principal: string): Text {
  return {
    en: `Nothing was done: you are not known here. Have whoever runs this server add \`${principal}\` to the people of the policy file, or prove with \`${app.command} link\` who you are on SSS.`,
    ja: `実行していません。あなたはまだ登録されていません。ポリシーファイルの people への \`${principal}\` の追加をサーバーの管理者に依頼するか、\`${app.command} link\` でSSSのユーザーと紐付けてください。`,
  };
}
