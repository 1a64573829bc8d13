/** A member of a Slack team, as the gate and the policy file name them. */
export function toPrincipal(teamId: string, userId: string): string {
  return `slack:${teamId}/${userId}`;
}

/** The Slack user that a principal stands for; undefined for somebody who does not come from Slack. */
export function slackUserOf(principal: string): string | undefined {
  return /^slack:\w+\/(\w+)$/.exec(principal)?.[1];
}
