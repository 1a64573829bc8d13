/** What Slack knows the app by; `manifest.json` declares the same. */
export const app = {
  command: "/sss",
  shortcut: "sss_palette",
  scopes: ["commands", "chat:write", "users:read"],
  events: ["app_home_opened"],
} as const;
