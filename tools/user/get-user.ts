import * as z from "zod";
import { userId } from "../fields.ts";
import { defineOperation } from "../operation.ts";
import { user } from "./user.ts";

export const getUser = defineOperation({
  name: "get_user",
  command: "user show",
  title: { en: "Get user", ja: "ユーザー参照" },
  summary: {
    en: "Show one user: login ID, e-mail, API key name, super user and API flags. Outside the user's home region login ID and e-mail are empty.",
    ja: "ユーザー1人のログインID、メールアドレス、APIキー名、管理ユーザーかどうか、API利用可否を表示します。ホームリージョン以外ではログインIDとメールアドレスは空です。",
  },
  route: "GET /users/{user_id}",
  versions: ["v1.0", "v2"],
  effect: "read",
  role: "any",
  input: z.strictObject({ user_id: userId }),
  output: user,
  docs: "User API: Get User information",
});
