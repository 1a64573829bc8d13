import { expect, test } from "vitest";
import { browse, textOf } from "./browser.ts";
import { button, callApi, input, modal, openSlack, option, plain } from "./slack.ts";
import type { Json } from "./slack.ts";
import { connectStub } from "./stub.ts";

const options = [option("a"), option("b")];
const labelled = (id: string, label: string, element: Readonly<Record<string, unknown>>, more = {}) =>
  input(id, element, { label: plain(label), ...more });

/** Opens the page for alice on a modal, with an app that answers what is done in it with `answer`. */
async function open(view: unknown, answer: (payload: Json) => unknown = () => undefined) {
  const slack = await openSlack({ shortcuts: [{ callbackId: "open", name: "Open" }] });
  const stub = await connectStub(slack, "http", (payload) => {
    if (payload.type !== "shortcut") return answer(payload);
    void callApi(slack, "views.open", { trigger_id: payload.trigger_id, view });
    return undefined;
  });
  const browser = await browse(slack, "alice");
  await browser.press("Open");
  return { slack, stub, browser };
}

test("a modal is filled in and submitted", async () => {
  const { slack, stub, browser } = await open(
    modal([
      labelled(
        "name",
        "Name",
        { type: "plain_text_input", max_length: 10 },
        { hint: plain("As on the invoice") },
      ),
      labelled(
        "note",
        "Note",
        { type: "plain_text_input", multiline: true, initial_value: "first\nsecond" },
        { optional: true },
      ),
      labelled("count", "Count", { type: "number_input", is_decimal_allowed: false, initial_value: "3" }),
      labelled("size", "Size", { type: "static_select", options }),
      labelled("tags", "Tags", { type: "multi_static_select", options }),
      labelled("flags", "Flags", { type: "checkboxes", options, initial_options: [options[1]] }),
      labelled("kind", "Kind", { type: "radio_buttons", options }),
      labelled("owner", "Owner", { type: "users_select" }),
      labelled("day", "Day", { type: "datepicker" }),
      labelled("hour", "Hour", { type: "timepicker" }),
      labelled("moment", "Moment", { type: "datetimepicker" }),
    ]),
  );
  expect(browser.all("h2").map(textOf)).toContain("Form");
  browser.fill("Name", "web-1");
  browser.fill("Size", "b");
  browser.fill("Tags", ["a", "b"]);
  browser.fill("Kind", "a");
  browser.fill("Owner", slack.users.taro.id);
  browser.fill("Day", "2026-11-22");
  browser.fill("Hour", "13:00");
  browser.fill("Moment", "2026-11-22T08:00");
  await browser.press("Send");
  const { values } = stub.received.at(-1)?.payload.view.state ?? {};
  const value = (id: string) => values[id].value;
  expect(value("name").value).toBe("web-1");
  expect(value("note").value).toBe("first\nsecond");
  expect(value("count").value).toBe("3");
  expect(value("size").selected_option.value).toBe("b");
  expect(value("tags").selected_options.map((each: Json) => each.value)).toEqual(["a", "b"]);
  expect(value("flags").selected_options.map((each: Json) => each.value)).toEqual(["b"]);
  expect(value("kind").selected_option.value).toBe("a");
  expect(value("owner").selected_user).toBe(slack.users.taro.id);
  expect(value("day").selected_date).toBe("2026-11-22");
  expect(value("hour").selected_time).toBe("13:00");
  // Eight o'clock in New York, where alice lives, at the offset of winter.
  expect(value("moment").selected_date_time).toBe(Date.UTC(2026, 10, 22, 13) / 1000);
  expect(slack.view("alice")).toBeUndefined();
});

test("what Slack finds wrong is shown at its field, and what was entered stays", async () => {
  const { stub, browser } = await open(
    modal([
      labelled("name", "Name", { type: "plain_text_input" }),
      labelled("why", "Why", { type: "plain_text_input" }),
    ]),
  );
  browser.fill("Name", "web-1");
  await browser.press("Send");
  expect(stub.received.at(-1)?.payload.type).toBe("shortcut");
  const error = browser.all("p").find(({ attributes }) => attributes["id"]?.endsWith("/why/value/error"));
  expect(textOf(error)).toBe("Please complete this required field.");
  const [name, why] = ["name", "why"].map((id) =>
    browser.all("input").find((each) => each.attributes["name"] === `${id}/value`),
  );
  expect(name?.attributes["value"]).toBe("web-1");
  expect(why?.attributes).toMatchObject({
    "aria-invalid": "true",
    "aria-describedby": error?.attributes["id"],
  });
});

test("what the app finds wrong is shown at its field", async () => {
  const errors = { name: "This name is taken." };
  const { browser } = await open(modal([labelled("name", "Name", { type: "plain_text_input" })]), () => ({
    response_action: "errors",
    errors,
  }));
  browser.fill("Name", "web-1");
  await browser.press("Send");
  expect(browser.text).toContain("This name is taken.");
});

test("an answer Slack does not understand is told in the modal", async () => {
  const { browser } = await open(modal([]), () => ({ response_action: "shout" }));
  await browser.press("Send");
  expect(browser.text).toContain("The app's response is not valid");
});

test("a menu of the app is searched, and what was found is chosen", async () => {
  const { stub, browser } = await open(
    modal([
      labelled("name", "Name", { type: "plain_text_input" }),
      labelled("server", "Server", { type: "external_select" }),
    ]),
    ({ type, value }) =>
      type === "block_suggestion" ? { options: [option(`${value}-1`), option(`${value}-2`)] } : undefined,
  );
  expect(browser.text).toContain("Nothing to choose from yet. Search first.");
  browser.fill("Name", "kept");
  browser.fill("Search for", "web");
  await browser.press("Search");
  browser.fill("Server", "web-2");
  await browser.press("Send");
  const { values } = stub.received.at(-1)?.payload.view.state ?? {};
  expect(values.server.value.selected_option.value).toBe("web-2");
  expect(values.name.value.value).toBe("kept");
});

test("a button in a modal takes along what is entered", async () => {
  const { stub, browser } = await open(
    modal([
      labelled("name", "Name", { type: "plain_text_input" }),
      { type: "actions", block_id: "row", elements: [button("more", { text: plain("More") })] },
    ]),
  );
  browser.fill("Name", "web-1");
  await browser.press("More");
  const { actions, view } = stub.received.at(-1)?.payload ?? {};
  expect(actions[0].action_id).toBe("more");
  expect(view.state.values.name.value.value).toBe("web-1");
});

test("values the app gives at the start stand in the fields", async () => {
  const { stub, browser } = await open(
    modal([
      labelled("moment", "Moment", {
        type: "datetimepicker",
        initial_date_time: Date.UTC(2026, 10, 22, 13) / 1000,
      }),
      labelled("day", "Day", { type: "datepicker", initial_date: "2026-11-22" }),
      labelled("size", "Size", { type: "external_select", initial_option: options[0] }),
      labelled("kind", "Kind", { type: "radio_buttons", options, initial_option: options[1] }),
    ]),
  );
  const values = browser.all("input").map(({ attributes }) => attributes["value"]);
  expect(values).toEqual(expect.arrayContaining(["2026-11-22T08:00", "2026-11-22"]));
  await browser.press("Send");
  expect(stub.received.at(-1)?.payload.view.state.values).toMatchObject({
    moment: { value: { selected_date_time: Date.UTC(2026, 10, 22, 13) / 1000 } },
    size: { value: { selected_option: options[0] } },
    kind: { value: { selected_option: { value: "b" } } },
  });
});

test("a modal is cancelled", async () => {
  const { slack, browser } = await open(modal([], { close: plain("Not now") }));
  await browser.press("Not now");
  expect(slack.view("alice")).toBeUndefined();
  expect(browser.text).toContain("No messages yet.");
});

test("an option nobody offered is refused", async () => {
  const { stub, browser } = await open(modal([labelled("size", "Size", { type: "static_select", options })]));
  browser.fill("Size", "huge");
  await browser.press("Send");
  expect(browser.text).toContain('has no option "huge"');
  expect(stub.received.at(-1)?.payload.type).toBe("shortcut");
});
