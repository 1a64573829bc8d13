import { html } from "hono/html";
import type { Text } from "../../../../tools/operation.ts";
import type { Gate } from "../../../gate/gate.ts";
import type { Visitor } from "../../context.ts";
import { type Html, page } from "../../layout.ts";

type Accounts = Pick<Gate, "accounts">;

/** The visitor with the account that an address names, where there are several; another name stands for none. */
export function choosing({ accounts }: Accounts, visitor: Visitor, account: string | undefined): Visitor {
  const isThere = accounts.length > 1 && account !== undefined && accounts.includes(account);
  return isThere ? { ...visitor, actor: { ...visitor.actor, account } } : visitor;
}

/** Whether a page cannot be shown before one of several accounts is chosen. */
export function isUnchosen({ accounts }: Accounts, { actor }: Visitor): boolean {
  return accounts.length > 1 && actor.account === undefined;
}

/** Which of several accounts a page is about, with links to the same page about the others; nothing where there is one. */
export function accountChoice({ accounts }: Accounts, visitor: Visitor, path: string): Html | "" {
  const { actor, language } = visitor;
  if (accounts.length < 2) return "";
  const choices = accounts.map((name) =>
    name === actor.account
      ? html`<li><strong aria-current="true">${name}</strong></li>`
      : html`<li><a href="${toPath(path, name)}">${name}</a></li>`,
  );
  return html`<nav class="card" aria-label="${accountLabel[language]}">
    <h2>${accountLabel[language]}</h2>
    <ul>
      ${choices}
    </ul>
  </nav>`;
}

/** Which of several accounts a page is about; nothing where there is one. */
export function accountLine({ actor: { account }, language }: Visitor): Html | "" {
  return account === undefined ? "" : html`<p>${accountLabel[language]}: <strong>${account}</strong></p>`;
}

/** What an account is called before its name. */
export const accountLabel: Text = { en: "Account", ja: "アカウント" };

/** The page on which an account is chosen before the one that was asked for is shown. */
export function accountPage(accounts: Accounts, visitor: Visitor, title: Text, here: string): Html {
  const body = html`<p>${texts.choose[visitor.language]}</p>
    ${accountChoice(accounts, visitor, here)}`;
  return page(visitor, { title, body, here });
}

/** A path of the console, without a query of its own, about the account that the visitor has chosen, where there are several. */
export function pathAbout(path: string, { actor: { account } }: Visitor): string {
  return account === undefined ? path : toPath(path, account);
}

function toPath(path: string, account: string): string {
  return `${path}?${new URLSearchParams({ account }).toString()}`;
}

const texts = {
  choose: {
    en: "There are several accounts. Choose the one that is meant.",
    ja: "アカウントが複数あります。対象のアカウントを選択してください。",
  },
} as const satisfies Record<string, Text>;
