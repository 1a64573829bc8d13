import { expect, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import { read } from "../../src/gate/read.ts";
import { listChannels } from "../../tools/channel/list-channels.ts";
import { getUser } from "../../tools/user/get-user.ts";
import { deleteTenant } from "../../tools/tenant/delete-tenant.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { openTestHouse } from "../house.ts";
import { openScene } from "../slack/scene.ts";
import { isAnswer, told } from "../slack/steps.ts";
import { openTestTelemetry } from "./open.ts";

const taro: Actor = { principal: "local:taro", face: "terminal", asking: "form" };

/** A house that is watched, and what a scrape of its metrics says. */
async function openWatched(environment: Record<string, string> = {}) {
  const telemetry = await openTestTelemetry();
  const house = await openTestHouse({ environment, observe: telemetry.observe.house });
  telemetry.follow(house);
  const scrape = async () => {
    const answer = await telemetry.metricsRoute(true)?.answer(new Request("http://localhost/metrics"));
    return (await answer?.text()) ?? "";
  };
  return { house, telemetry, scrape };
}

test("calls are counted by operation, face and outcome", async () => {
  const { house, scrape } = await openWatched();
  await read(house.gate, listChannels, {}, taro);
  await read(house.gate, listChannels, {}, { ...taro, face: "slack" });
  await read(house.gate, getUser, { user_id: "ecid0000000000" }, taro);
  const text = await scrape();
  expect(text).toContain('sss_ops_calls_total{operation="list_channels",face="terminal",outcome="done"} 1');
  expect(text).toContain('sss_ops_calls_total{operation="list_channels",face="slack",outcome="done"} 1');
  expect(text).toContain('sss_ops_calls_total{operation="get_user",face="terminal",outcome="failed"} 1');
  expect(text).toContain('sss_ops_problems_total{outcome="failed",code="not_found"} 1');
  expect(text).toContain("sss_ops_calls_running 0");
});

test("requests to SSS are counted by operation and status, repeats and tokens by themselves", async () => {
  const { house, scrape } = await openWatched();
  house.sandbox.faults.add({ path: "/api/v1.0/channels", kind: "gateway", times: 1 });
  await read(house.gate, listChannels, {}, taro);
  const text = await scrape();
  const requests = (status: string) =>
    `sss_ops_upstream_request_duration_seconds_count{operation="list_channels",status="${status}"} 1`;
  expect(text).toContain(requests("503"));
  expect(text).toContain(requests("200"));
  expect(text).toContain('sss_ops_upstream_retries_total{operation="list_channels"} 1');
  expect(text).toContain('sss_ops_token_refreshes_total{status="201"} 1');
});

test("tickets that wait are read from the store, and decisions counted", async () => {
  const { house, scrape } = await openWatched();
  const [tenant] = house.sandbox.world.tenants.keys();
  const asked = await house.gate.ask({ operation: deleteTenant, input: { tenant_id: tenant }, actor: taro });
  expect(await scrape()).toContain('sss_ops_tickets{state="open"} 1');
  if (asked.kind !== "asking") throw new Error(`it was not asked: ${asked.kind}`);
  await house.gate.decide(asked.ticket.id, { kind: "declined" }, taro);
  const text = await scrape();
  expect(text).toContain('sss_ops_tickets{state="open"} 0');
  expect(text).toContain('sss_ops_ticket_moves_total{operation="delete_tenant",state="denied"} 1');
  expect(text).toContain('sss_ops_calls_total{operation="delete_tenant",face="terminal",outcome="denied"} 1');
});

test("the policy in force, the program and the process are told", async () => {
  const { house, scrape } = await openWatched();
  const text = await scrape();
  expect(text).toContain(`sss_ops_policy_info{version="${house.policy.state().version}"} 1`);
  expect(text).toContain("sss_ops_policy_faults 0");
  expect(text).toContain(`sss_ops_build_info{version="0.0.0",node="${process.version}"} 1`);
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).toContain("nodejs_eventloop_lag_seconds");
});

test("nobody is named, and no id", async () => {
  const { house, telemetry, scrape } = await openWatched();
  await read(house.gate, getUser, { user_id: "ecid1000005887" }, taro);
  telemetry.logs.fault(new Error("ecid1000005887"));
  const text = await scrape();
  expect(text).not.toMatch(/ecid\d|taro/);
  expect(text).toContain("sss_ops_faults_total 1");
});

test("Slack's answers and the work after them are measured", async () => {
  const telemetry = await openTestTelemetry();
  const scene = await openScene({ observe: telemetry.observe });
  await scene.slack.command("taro", "channel list");
  await told(scene, "taro", scene.slack.channels.ops.id, isAnswer);
  const answer = await telemetry.metricsRoute(true)?.answer(new Request("http://localhost/metrics"));
  const text = await answer?.text();
  expect(text).toContain('sss_ops_slack_ack_seconds_count{kind="command"} 1');
  expect(text).toContain('sss_ops_calls_total{operation="list_channels",face="slack",outcome="done"} 1');
});

test("a store that hangs does not keep the rest from being told", async () => {
  const policy = () => ({ version: "v1", faults: [] });
  const metrics = createMetrics("0.0.0", () => ({ policy, tickets: () => new Promise(() => {}) }));
  expect(await metrics.text()).toContain('sss_ops_policy_info{version="v1"} 1');
});
