import { expect, test } from "vitest";
import { configFrom } from "../../src/config/load.ts";

function telemetryFrom(environment: Record<string, string>) {
  return configFrom(environment).telemetry;
}

test("unless told otherwise there are lines from info on, metrics, and no traces", () => {
  expect(telemetryFrom({})).toEqual({ log: { level: "info", format: "auto" }, metrics: {} });
});

test("traces go to the collector's own path, or to the whole URL that is named", () => {
  const url = "http://collector:4318/v1/traces";
  const usual = { url, headers: {}, serviceName: "sss-ops" };
  expect(telemetryFrom({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" }).traces).toEqual(usual);
  const both = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://other", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url };
  expect(telemetryFrom({ ...both, OTEL_SERVICE_NAME: "ops" }).traces).toEqual({
    ...usual,
    serviceName: "ops",
  });
});

test("metrics can be switched off", () => {
  expect(telemetryFrom({ SSS_OPS_METRICS: "false" }).metrics).toBeUndefined();
});

test.for([
  ["SSS_OPS_LOG_LEVEL", "loud"],
  ["SSS_OPS_LOG_FORMAT", "xml"],
  ["SSS_OPS_METRICS_TOKEN", "shortSecret"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "aSecretWithoutName"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "x-key=%E3"],
] as const)("%s=%s is refused by name", ([name, value]) => {
  expect(() => configFrom({ [name]: value })).toThrow(name);
});

test("what was given for a secret is not shown when it is refused", () => {
  const given = { SSS_OPS_METRICS_TOKEN: "shortSecret", OTEL_EXPORTER_OTLP_HEADERS: "aSecretWithoutName" };
  expect(() => configFrom(given)).toThrow(/^(?!.*Secret)/s);
});
