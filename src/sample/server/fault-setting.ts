/** What a fault's answer may depend on. */
export interface FaultSetting {
  readonly route: "rest" | "graphql";
  readonly requestId: string;
  readonly organization: string;
  readonly viewerId: number;
  /** The server's time. */
  readonly now: number;
}
