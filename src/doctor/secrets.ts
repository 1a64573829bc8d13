import type { Config } from "../config/config.ts";
import { settings } from "../config/settings.ts";

/** Every value that must not be shown: of the configuration, and of the variables where it does not fit. */
export function secretsOf(config: Config | undefined, environment: NodeJS.ProcessEnv): readonly string[] {
  const variables = settings.flatMap(({ variable = "", isSecret }) =>
    isSecret === true ? [environment[variable]] : [],
  );
  return [...variables, ...(config === undefined ? [] : secretsIn(config))].flatMap(withPassword);
}

function secretsIn({ accounts, secretKey, newSecretKey, databaseUrl, slack, oidc }: Config) {
  return [
    ...accounts.map(({ credentials }) => credentials.apiSecret),
    secretKey,
    newSecretKey,
    databaseUrl,
    slack?.botToken,
    slack?.appToken,
    slack?.http?.signingSecret,
    oidc?.clientSecret,
  ];
}

/** Of a URL the password, too, as it is written and as it is meant: others tell it by itself. */
function withPassword(secret = ""): readonly string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : "";
  return [secret, password, decoded(password)].filter((text) => text !== "");
}

/** A percent sign may stand for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
