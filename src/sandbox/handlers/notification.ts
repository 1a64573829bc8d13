import type { EndpointName } from "../../../tools/index.ts";
import { listContractNotifications } from "../../../tools/notification/list-contract-notifications.ts";
import { listUserNotifications } from "../../../tools/notification/list-user-notifications.ts";
import { updateContractNotifications } from "../../../tools/notification/update-contract-notifications.ts";
import { updateUserNotifications } from "../../../tools/notification/update-user-notifications.ts";
import { badRequest } from "../errors.ts";
import { failureKind, readNotification, toNotification } from "../guesses.ts";
import type { User } from "../model.ts";
import { manageContract, manageUser, seeOpenContract } from "../permissions.ts";
import { noContent, ok } from "../reply.ts";
import { contractOf, isOwner } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";
import { turn } from "./switches.ts";

export const notificationHandlers = {
  list_user_notifications: handle(listUserNotifications, (call, { user_id }) => {
    const { notifications } = selfOrManaged(call, user_id);
    return ok({ user_id, notification_types: toSettings(notifications) });
  }),

  update_user_notifications: handle(updateUserNotifications, (call, { user_id, notification_types }) => {
    const user = selfOrManaged(call, user_id);
    const wanted = notification_types.map(readNotification);
    const failureOff = wanted.some(({ name, on }) => name === failureKind && on === false);
    if (failureOff && isOwner(user, contractOf(call.world, user.contractId))) {
      throw badRequest("Parameter : Notification_types must keep failures on for the contract owner.");
    }
    turn(user.notifications, "Notification_types", wanted);
    return noContent;
  }),

  list_contract_notifications: handle(listContractNotifications, (call, { contract_id }) => {
    const { notifications } = seeOpenContract(call, contract_id);
    return ok({ contract_id, notification_types: toSettings(notifications) });
  }),

  update_contract_notifications: handle(updateContractNotifications, (call, input) => {
    const { notifications } = manageContract(call, input.contract_id);
    turn(notifications, "Notification_types", input.notification_types.map(readNotification));
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** A super user sets anybody's notifications, an ordinary user only his own. */
function selfOrManaged(call: Call, userId: string): User {
  return userId === call.caller.id ? call.caller : manageUser(call, userId);
}

function toSettings(notifications: ReadonlyMap<string, boolean>): readonly Record<string, unknown>[] {
  return [...notifications].map(([kind, on]) => toNotification(kind, on));
}
