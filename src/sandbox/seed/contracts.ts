import { addContract } from "../birth/contract.ts";
import { addUser } from "../birth/user.ts";
import type { Channel, Contract } from "../model.ts";
import { closeContract } from "../removal.ts";
import type { World } from "../world.ts";

/** The contracts of the seeded world. */
export interface SeededContracts {
  readonly partner: Contract;
  readonly food: Contract;
  readonly harbour: Contract;
  /** Applied for at the business portal. */
  readonly portal: Contract;
  readonly closed: Contract;
  /** Of another partner. */
  readonly foreign: Contract;
}

/** Opens the contracts: two partners with two channels each, and the end users below them. */
export function seedContracts(world: World): SeededContracts {
  const own = openPartner(world, "sandbox_partner", "partner.admin", "パートナー自社契約");
  const other = openPartner(world, "other_partner", "other.admin", "");
  const open = (login: string, description: string, year: number, reference: string) =>
    addContract(world, {
      channel: own.retail,
      owner: personNamed(login),
      description,
      externalReferenceId: reference,
      startedAt: Date.UTC(year, 3, 1, 0, 15, 27),
    });
  const food = open("hoshino.admin", "星野フーズ株式会社 本番環境", 2019, "N0000000101");
  const harbour = open("minato.admin", "港ロジスティクス 物流基盤 (Harbour Logistics)", 2020, "N0000000102");
  harbour.chargeReferenceAvailability = false;
  const closed = open("tsubame.admin", "つばめ商会 2023年度末で解約", 2018, "N0000000104");
  return {
    partner: own.contract,
    food,
    harbour,
    portal: openPortalContract(world, own.retail),
    closed: close(world, closed),
    foreign: addContract(world, {
      channel: other.retail,
      owner: personNamed("far.away"),
      description: "Not this partner's business",
      startedAt: Date.UTC(2021, 8, 9, 10, 11, 12),
    }),
  };
}

function openPartner(world: World, name: string, login: string, description: string) {
  const id = world.ids.next("econ");
  const channel = (kind: string, management: boolean): Channel => ({
    id: world.ids.next("ch"),
    name: `${name}_${kind}`,
    management,
    partnerContractId: id,
  });
  const management = channel("management", true);
  const retail = channel("retail", false);
  world.channels.push(management, retail);
  const contract = addContract(world, {
    id,
    channel: management,
    owner: personNamed(login),
    description,
    startedAt: Date.UTC(2016, 0, 6, 0, 44, 39),
  });
  return { contract, retail };
}

function openPortalContract(world: World, channel: Channel): Contract {
  return addContract(world, {
    channel,
    owner: personNamed("kita.admin"),
    description: "北日本エネルギー ビジネスポータル経由",
    externalReferenceId: "109876543210987",
    loginIntegration: "icp",
    startedAt: Date.UTC(2021, 5, 7, 2, 45, 55),
  });
}

function close(world: World, contract: Contract): Contract {
  addUser(world, contract.id, personNamed("tsubame.keiri"));
  closeContract(world, contract);
  contract.endedAt = Date.UTC(2024, 2, 31, 14, 59, 59);
  return contract;
}

function personNamed(login: string) {
  return { loginId: login, mailAddress: `${login}@example.com` };
}
