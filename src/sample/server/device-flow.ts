import { createRandom } from "../world/random.ts";
import { jsonAnswer, type Answer } from "./answer.ts";

/** OAuth's device flow ("Authorizing OAuth apps", GitHub Docs); a control command stands in for the person. */

const lifetimeSeconds = 900;
const grantType = "urn:ietf:params:oauth:grant-type:device_code";
const letters = "BCDFGHJKLMNPQRSTVWXZ";

const disabled = {
  error: "device_flow_disabled",
  error_description: "Device Flow must be explicitly enabled for this App",
};

interface Grant {
  readonly deviceCode: string;
  readonly clientId: string;
  readonly expiresAt: number;
  intervalSeconds: number;
  lastPollAt: number;
  verdict: "pending" | "approved" | "denied" | "expired";
  slowNext: boolean;
}

export type DeviceFlowAction = "approve" | "deny" | "slow-down" | "expire" | "disable";

/** The grants that were asked for and not yet taken. */
export class DeviceFlow {
  readonly #grants = new Map<string, Grant>();
  #count = 0;
  #isDisabled = false;

  /** What the person does at the page, for all grants that wait; or what the app's owner does in its settings. */
  act(action: DeviceFlowAction): void {
    if (action === "disable") {
      this.#isDisabled = true;
      return;
    }
    for (const grant of this.#grants.values()) {
      if (action === "slow-down") grant.slowNext = true;
      else grant.verdict = ({ approve: "approved", deny: "denied", expire: "expired" } as const)[action];
    }
  }

  /** As at the start, but that codes which were given are still good. */
  restore(): void {
    this.#isDisabled = false;
  }

  /** Answers `POST /login/device/code` and `POST /login/oauth/access_token`; undefined for any other path. */
  answer(
    path: string,
    form: URLSearchParams,
    options: {
      now: number;
      webUrl: string;
      token: string;
      scopes: readonly string[];
      wantsJson: boolean;
    },
  ): Answer | undefined {
    const write = (fields: Record<string, string | number>): Answer => {
      if (options.wantsJson) return jsonAnswer(200, fields);
      const body = new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return {
        status: 200,
        headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
        body: body.toString(),
      };
    };
    if (path === "/login/device/code") return write(this.#begin(form.get("client_id") ?? "", options));
    if (path !== "/login/oauth/access_token") return undefined;
    if (this.#isDisabled) return write(disabled);
    if (form.get("grant_type") !== grantType)
      return write({
        error: "unsupported_grant_type",
        error_description: "The grant type is not supported.",
      });
    return write(this.#poll(form, options));
  }

  #begin(clientId: string, options: { now: number; webUrl: string }): Record<string, string | number> {
    if (clientId === "")
      return {
        error: "incorrect_client_credentials",
        error_description: "The client_id is not valid.",
      };
    if (this.#isDisabled) return disabled;
    this.#count += 1;
    const random = createRandom(options.now, this.#count);
    const pick = (count: number): string =>
      Array.from({ length: count }, () => letters[random.below(letters.length)]).join("");
    const deviceCode = Array.from({ length: 40 }, () => random.below(16).toString(16)).join("");
    this.#grants.set(deviceCode, {
      deviceCode,
      clientId,
      expiresAt: options.now + lifetimeSeconds * 1000,
      intervalSeconds: 5,
      lastPollAt: 0,
      verdict: "pending",
      slowNext: false,
    });
    return {
      device_code: deviceCode,
      user_code: `${pick(4)}-${pick(4)}`,
      verification_uri: `${options.webUrl}/login/device`,
      expires_in: lifetimeSeconds,
      interval: 5,
    };
  }

  #poll(
    form: URLSearchParams,
    options: { now: number; token: string; scopes: readonly string[] },
  ): Record<string, string | number> {
    const grant = this.#grants.get(form.get("device_code") ?? "");
    if (grant === undefined)
      return {
        error: "incorrect_device_code",
        error_description: "The device_code provided is not valid.",
      };
    if (grant.clientId !== form.get("client_id"))
      return {
        error: "incorrect_client_credentials",
        error_description: "The client_id is not valid.",
      };
    if (grant.verdict === "expired" || options.now >= grant.expiresAt)
      return { error: "expired_token", error_description: "The device_code has expired." };
    const early = options.now - grant.lastPollAt < grant.intervalSeconds * 1000;
    grant.lastPollAt = options.now;
    if (early || grant.slowNext) {
      grant.slowNext = false;
      grant.intervalSeconds += 5;
      return {
        error: "slow_down",
        error_description: "Too many requests have been made in the same timeframe.",
        interval: grant.intervalSeconds,
      };
    }
    switch (grant.verdict) {
      case "pending":
        return {
          error: "authorization_pending",
          error_description: "The authorization request is still pending.",
        };
      case "denied":
        return {
          error: "access_denied",
          error_description: "The authorization request was denied.",
        };
      case "approved":
        this.#grants.delete(grant.deviceCode);
        return {
          access_token: options.token,
          token_type: "bearer",
          scope: options.scopes.join(","),
        };
    }
  }
}
