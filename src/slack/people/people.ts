import type { Text } from "../../../tools/operation.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Links } from "../../store/links.ts";
import { type Language, languageOf } from "../views/language.ts";
import type { Caller } from "../payloads.ts";
import type { SlackUser, Surface } from "../surface.ts";

/** Somebody who may act here, or why they may not. Either way they are answered in their language. */
export type Standing =
  | { readonly kind: "known"; readonly actor: Actor; readonly language: Language }
  | {
      readonly kind: "stranger";
      readonly language: Language;
      readonly why: Text;
      /** A member of the workspace, who may show who they are. */
      readonly mayLink: boolean;
    };

/** The people of the workspace, as far as this server knows them. */
export interface People {
  /** Whether somebody may act. Whoever cannot be looked up may not: it fails closed. */
  standingOf(caller: Caller, where?: Readonly<Record<string, string>>): Promise<Standing>;
  /** The language somebody is known to read, without looking it up. */
  languageOf(caller: Pick<Caller, "userId">): Language;
  /** The user on SSS of a member of the workspace, from the policy or a link of their own. */
  sssUserOf(userId: string): Promise<string | undefined>;
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

/** Somebody who was looked up, or is being. */
interface Remembered {
  readonly asked: Promise<SlackUser | undefined>;
  readonly until: number;
  user: SlackUser | undefined;
}

/** Flags such as `deleted` change seldom, and an approver who leaves must not go on approving for long. */
const rememberMs = 10 * 60_000;

/** The people of one workspace. */
export function createPeople({ gate, surface, links, teamId, language, now }: PeopleOptions): People {
  const remembered = new Map<string, Remembered>();
  const principalOf = (userId: string) => `slack:${teamId}/${userId}`;

  const lookUp = async (userId: string): Promise<SlackUser | undefined> => {
    const known = remembered.get(userId);
    if (known !== undefined && known.until > now()) return known.asked;
    // Kept while it is being asked for: many presses at once look somebody up once.
    const asked = surface.user(userId).catch(() => undefined);
    const entry: Remembered = { asked, until: now() + rememberMs, user: undefined };
    remembered.set(userId, entry);
    entry.user = await asked;
    if (entry.user === undefined && remembered.get(userId) === entry) remembered.delete(userId);
    return entry.user;
  };
  const spokenBy = (user: SlackUser | undefined) => languageOf(user?.locale) ?? language;
  const sssUserOf = async (principal: string) =>
    gate.person(principal)?.sssUserId ?? (await links()).of(principal, now());

  return {
    async standingOf(caller, where) {
      const user = await lookUp(caller.userId);
      const spoken = spokenBy(user);
      const why = whyNot(caller, user, teamId);
      if (why !== undefined) return { kind: "stranger", language: spoken, why, mayLink: false };
      const principal = principalOf(caller.userId);
      const sssUserId = await sssUserOf(principal);
      if (sssUserId === undefined && gate.person(principal) === undefined) {
        return { kind: "stranger", language: spoken, why: unknownHere(principal), mayLink: true };
      }
      const actor: Actor = {
        principal,
        face: "slack",
        asking: "slack",
        client: { name: "Slack", version: caller.transport },
        ...(sssUserId === undefined ? {} : { sssUserId }),
        ...(where === undefined ? {} : { where }),
      };
      return { kind: "known", actor, language: spoken };
    },
    languageOf: ({ userId }) => spokenBy(remembered.get(userId)?.user),
    sssUserOf: (userId) => sssUserOf(principalOf(userId)),
    principalOf,
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
    ja: "実行していません。Slackから利用者の情報を得られませんでした。少し待ってからもう一度お試しください。",
  },
  bot: { en: "Nothing was done: bots may not use this.", ja: "実行していません。ボットは利用できません。" },
  deactivated: {
    en: "Nothing was done: this Slack account is deactivated.",
    ja: "実行していません。このSlackアカウントは無効です。",
  },
  external: {
    en: "Nothing was done: only members of this workspace may use this, not those of other organisations.",
    ja: "実行していません。このワークスペースのメンバー以外（社外の方）は利用できません。",
  },
  guest: {
    en: "Nothing was done: guests may not use this.",
    ja: "実行していません。ゲストは利用できません。",
  },
} as const satisfies Record<string, Text>;

function unknownHere(principal: string): Text {
  return {
    en: `Nothing was done: you are not known here. Have whoever runs this server add \`${principal}\` to the people of the policy file, or prove with \`/sss link\` who you are on SSS.`,
    ja: `実行していません。あなたはここに登録されていません。サーバーの管理者にポリシーファイルの people へ \`${principal}\` の追加を依頼するか、\`/sss link\` でSSSのユーザーと紐付けてください。`,
  };
}
