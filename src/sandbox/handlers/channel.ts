import { listChannels } from "../../../tools/channel/list-channels.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { forbidden } from "../errors.ts";
import { channelsListContractsUnasked } from "../guesses.ts";
import type { Channel } from "../model.ts";
import { ok } from "../reply.ts";
import { found } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

export const channelHandlers = {
  list_channels: handle(listChannels, (call, { get_contracts }) => {
    const withContracts = get_contracts ?? channelsListContractsUnasked;
    return ok({ channels: channelsOf(call).map((channel) => toChannel(call.world, channel, withContracts)) });
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

/** The partner's channel of that id. @throws {@link Refusal} 404, or 403 for another partner's */
export function ownChannel(call: Call, id: string): Channel {
  const channel = found(
    "Channel",
    id,
    call.world.channels.find((each) => each.id === id),
  );
  if (channel.partnerContractId !== call.caller.contractId) {
    throw forbidden();
  }
  return channel;
}

function channelsOf({ world, caller }: Call): Channel[] {
  return world.channels.filter((channel) => channel.partnerContractId === caller.contractId);
}

function toChannel(world: World, channel: Channel, withContracts: boolean): Record<string, unknown> {
  const contracts = [...world.contracts.values()].filter((contract) => contract.channel === channel);
  return {
    channel_id: channel.id,
    channel_name: channel.name,
    language: "ja",
    management_channel: channel.management,
    parent_channel_id: null,
    ...(withContracts && { contracts: contracts.map(({ id, status }) => ({ contract_id: id, status })) }),
  };
}
