import type { Fault } from "../faults.ts";
import { denyRest, denyScope } from "./access-faults.ts";
import { errorAnswer, htmlAnswer, jsonAnswer, type Answer } from "./answer.ts";
import type { FaultSetting } from "./fault-setting.ts";
import { primaryLimitAnswer, secondaryLimitAnswer } from "./limit-answers.ts";

/** GitHub's words for a query that broke or took too long. */
export function wentWrong(requestId: string): string {
  return `Something went wrong while executing your query. Please include \`${requestId}\` when reporting this issue.`;
}

/** The answer that takes the place of the real one, for faults that do; undefined for those that act on the way. */
export function replaceAnswer(fault: Fault, setting: FaultSetting): Answer | undefined {
  const { route, requestId } = setting;
  switch (fault.kind) {
    case "status":
      return statusAnswer(fault);
    case "html-200":
      return htmlAnswer(200, "Welcome to the harbour Wi-Fi");
    case "primary-limit": {
      const resetAt = Math.ceil((setting.now + (fault.resetInMs ?? 60_000)) / 1000) * 1000;
      return primaryLimitAnswer(route, setting.viewerId, resetAt, fault);
    }
    case "secondary-limit":
      return secondaryLimitAnswer(route, requestId, fault);
    case "bad-credentials":
      return errorAnswer(401, "Bad credentials");
    case "proxy-401": {
      const answer = htmlAnswer(401, "Sign in to the proxy");
      answer.headers["www-authenticate"] = 'Basic realm="proxy"';
      return { ...answer, foreign: true };
    }
    case "scope-missing":
      return denyScope(route, fault.scope ?? "repo");
    case "gone-410":
      return errorAnswer(410, "This endpoint is no longer available.");
    case "validation-422":
      return errorAnswer(422, "Validation Failed", {
        fields: { errors: [{ resource: "PullRequest", field: "page", code: "invalid" }] },
      });
    case "empty-409":
      return errorAnswer(409, "Git Repository is empty.");
    case "server-error":
      return serverErrorAnswer(fault.form, requestId);
    default:
      return route === "rest" ? denyRest(fault, setting) : undefined;
  }
}

function statusAnswer(fault: Fault & { kind: "status" }): Answer {
  const message = fault.message ?? `Status ${fault.status}`;
  const answer = ((): Answer => {
    switch (fault.body ?? "json") {
      case "json":
        return errorAnswer(fault.status, message);
      case "html":
        return htmlAnswer(fault.status, message);
      case "empty":
        return { status: fault.status, headers: {}, body: "" };
    }
  })();
  Object.assign(answer.headers, fault.headers);
  return answer;
}

function serverErrorAnswer(form: (Fault & { kind: "server-error" })["form"], requestId: string): Answer {
  const broken = { data: null, errors: [{ message: wentWrong(requestId) }] };
  switch (form) {
    case "500":
      return errorAnswer(500, "Server Error");
    case "502-html":
      return htmlAnswer(502, "502 Bad Gateway");
    case "502-json":
      return jsonAnswer(502, broken);
    case "503":
      return htmlAnswer(503, "Unicorn! · GitHub");
    case "504":
      return jsonAnswer(504, {
        message:
          "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists.",
      });
    case "200-something-went-wrong":
      return jsonAnswer(200, broken);
  }
}
