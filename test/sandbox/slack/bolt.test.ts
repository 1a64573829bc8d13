import { expect, test } from "vitest";
import { connectBolt, openSlack, transports } from "./slack.ts";

const button = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" }, value: "42" };
const modal = {
  type: "modal",
  callback_id: "form",
  title: { type: "plain_text", text: "Form" },
  submit: { type: "plain_text", text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "name",
      label: { type: "plain_text", text: "Name" },
      element: { type: "plain_text_input", action_id: "value" },
    },
  ],
} as const;

test.for(transports)("a real Bolt app answers a command, a click and a modal over %s", async (transport) => {
  const slack = await openSlack();
  await connectBolt(slack, transport, (app) => {
    app.command("/sss", async ({ ack, command }) => {
      await ack({
        text: `You said ${command.text}`,
        blocks: [{ type: "actions", elements: [button] } as never],
      });
    });
    app.action("go", async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: (body as { trigger_id: string }).trigger_id,
        view: modal as never,
      });
    });
    app.view("form", async ({ ack, view, client, body }) => {
      const name = view.state.values["name"]?.["value"]?.value ?? "";
      if (name === "nobody") return ack({ response_action: "errors", errors: { name: "Nobody is nobody." } });
      await ack();
      await client.chat.postMessage({ channel: body.user.id, text: `Welcome, ${name}` });
    });
  });

  const typed = await slack.command("hanako", "hello @taro");
  expect(typed).toMatchObject({ acked: true, ack: { text: "You said hello <@U0TARO00001|taro>" } });
  expect(typed.message?.ephemeralFor).toBe(slack.users.hanako.id);

  const message = typed.message ?? { channel: "", ts: "" };
  expect(await slack.click("hanako", message, "go")).toMatchObject({ acked: true });
  const view = await slack.until(() => slack.view("hanako"));

  expect(await slack.submit("hanako", view.id, { name: "nobody" })).toMatchObject({ acked: true });
  expect(slack.view("hanako")?.errors).toEqual({ name: "Nobody is nobody." });

  await slack.submit("hanako", view.id, { name: "花子" });
  expect(slack.view("hanako")).toBeUndefined();
  const welcome = await slack.until(() => slack.directMessages("hanako")[0]);
  expect(welcome.text).toBe("Welcome, 花子");
});
