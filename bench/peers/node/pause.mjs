// The peer in Node.js: the same timed pause as somebody would write it with AWS SDK v3.
import { createHash, randomUUID } from "node:crypto";
import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";

const env = process.env;
const dynamoDb = new DynamoDBClient({});
const scheduler = new SchedulerClient({});

function answer(statusCode, body) {
  return { statusCode, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function plain(value) {
  if (value === undefined || value.NULL) return null;
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.SS !== undefined) return value.SS;
  if (value.L !== undefined) return value.L.map(plain);
  return Object.fromEntries(Object.entries(value.M).map(([name, member]) => [name, plain(member)]));
}

function sum(values) {
  return (plain(values) ?? []).reduce((total, each) => total + each, 0);
}

function timestamp(seconds) {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}

// The 24 members of an ad campaign.
function campaign(item) {
  const of = (name) => plain(item[name]);
  const dailyBudget = of("campaign_daily_budget") ?? sum(item.ad_group_daily_budgets);
  const ledger = of("billing_ledger_account_id");
  return {
    id: of("id"),
    title: of("title"),
    status: of("status"),
    target_country_codes: of("target_country_codes"),
    daily_budget: dailyBudget,
    platform: of("platform"),
    available_budget: dailyBudget - of("todays_spend"),
    created_at: of("created_at"),
    updated_at: of("updated_at"),
    paused_until: timestamp(of("paused_until")),
    clicks_count: of("clicks_count"),
    impressions_count: of("impressions_count"),
    purchases_count: of("purchases_count"),
    remaining_balance: of("total_credits") - of("total_spend"),
    revenue: of("revenue"),
    return_on_ad_spend: of("total_spend") ? of("revenue") / of("total_spend") : null,
    todays_spend: of("todays_spend"),
    total_credits: of("total_credits"),
    total_spend: of("total_spend"),
    product: of("product"),
    created_by_user: of("created_by_user"),
    billing_ledger_account: ledger === null ? null : { id: ledger },
    payment_method: of("payment_method"),
    config: of("config"),
  };
}

export async function handler(event) {
  const bearer = /^Bearer (.+)$/.exec(event.headers.Authorization ?? "");
  if (!bearer) return answer(401, { message: "Send a credential." });
  const sha256 = createHash("sha256").update(bearer[1]).digest("hex");
  const { Item: credential } = await dynamoDb.send(
    new GetItemCommand({
      TableName: env.CREDENTIALS_TABLE, Key: { pk: { S: "SHA256#" + sha256 }, sk: { S: "CREDENTIAL" } },
    }),
  );
  if (!credential?.scopes?.SS.includes("ad_campaign:update")) return answer(401, { message: "No such credential." });
  const id = event.pathParameters.id;
  const until = new Date(JSON.parse(event.body).paused_until);
  if (!(until > new Date())) return answer(400, { message: "paused_until must be a future time." });
  const pause = randomUUID();
  let item;
  try {
    ({ Attributes: item } = await dynamoDb.send(
      new UpdateItemCommand({
        TableName: env.AD_CAMPAIGNS_TABLE,
        Key: { id: { S: id } },
        UpdateExpression: "SET #status = :paused, paused_until = :until, due_pk = :due, pause_id = :pause, updated_at = :now",
        ConditionExpression: "account_id = :account AND #status IN (:active, :paused)",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":paused": { S: "paused" }, ":active": { S: "active" }, ":until": { N: String(Math.ceil(until.getTime() / 1000)) },
          ":due": { S: "DUE#0" }, ":pause": { S: pause }, ":now": { S: new Date().toISOString() }, ":account": credential.account_id,
        },
        ReturnValues: "ALL_NEW",
      }),
    ));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return answer(404, { message: "No such ad campaign." });
    throw error;
  }
  await scheduler.send(
    new CreateScheduleCommand({
      Name: "resume-" + pause,
      GroupName: env.SCHEDULE_GROUP,
      ScheduleExpression: `at(${until.toISOString().slice(0, 19)})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: {
        Arn: env.RESUME_FUNCTION_ARN, RoleArn: env.SCHEDULER_ROLE_ARN, Input: JSON.stringify({ id, pause }),
        DeadLetterConfig: { Arn: env.UNDELIVERED_RESUMES_QUEUE_ARN },
        RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      },
    }),
  );
  return answer(200, campaign(item));
}
