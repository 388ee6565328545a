import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../faults.ts";
import type { Answer } from "./answer.ts";

const smallestWorthCompressing = 1_024;

/** How an answer is written: at once, or as the faults on the way demand. */
export interface Delivery {
  readonly faults: readonly Fault[];
  readonly compress: boolean;
}

/** What became of an answer: how much of its body was written, and whether that was all. */
export interface Delivered {
  readonly complete: boolean;
  readonly bytes: number;
}

const cut: Delivered = { complete: false, bytes: 0 };

/** Writes an answer, and resolves when it was handed to the socket or cut; one that hangs, when the client gives up. */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  delivery: Delivery,
): Promise<Delivered> {
  const hang = findFault(delivery.faults, "hang");
  const reset = findFault(delivery.faults, "reset");
  if (reset !== undefined && reset.when !== "after-headers") {
    request.socket.resetAndDestroy();
    return cut;
  }
  if (hang !== undefined && hang.when !== "after-headers") return waitForEnd(response);
  const body = encodeBody(request, answer, delivery);
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(answer.status === 304 ? {} : { "content-length": String(body.length) }),
  });
  if (reset !== undefined || hang !== undefined) {
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    if (hang !== undefined) return waitForEnd(response);
    // After a turn, so that the headers are on their way before the connection goes.
    await sleep(5);
    request.socket.resetAndDestroy();
    return cut;
  }
  const slow = findFault(delivery.faults, "slow-body");
  if (slow !== undefined) await trickle(response, body, slow.bytesPerSecond);
  response.end(slow === undefined ? body : undefined);
  return { complete: !response.destroyed, bytes: body.length };
}

function findFault<Kind extends Fault["kind"]>(
  faults: readonly Fault[],
  kind: Kind,
): (Fault & { kind: Kind }) | undefined {
  return faults.find((fault): fault is Fault & { kind: Kind } => fault.kind === kind);
}

function encodeBody(request: IncomingMessage, answer: Answer, delivery: Delivery): Buffer {
  let body = Buffer.from(answer.status === 304 || answer.status === 204 ? "" : answer.body);
  const truncated = findFault(delivery.faults, "truncated-json");
  if (truncated !== undefined) body = body.subarray(0, truncated.bytes ?? Math.floor(body.length / 2));
  if (findFault(delivery.faults, "wrong-content-type") !== undefined)
    answer.headers["content-type"] = "text/plain; charset=utf-8";
  const accepts = String(request.headers["accept-encoding"] ?? "").includes("gzip");
  if (!delivery.compress || !accepts || body.length < smallestWorthCompressing) return body;
  answer.headers["content-encoding"] = "gzip";
  return gzipSync(body, { level: 1 });
}

function waitForEnd(response: ServerResponse): Promise<Delivered> {
  if (response.closed) return Promise.resolve(cut);
  return new Promise((resolve) => response.once("close", () => resolve(cut)));
}

/** Sends a few bytes at a time, ten times a second at most, until all are sent or the client has gone. */
async function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const perTick = Math.max(1, Math.floor(bytesPerSecond / 10));
  const tickMs = (1000 * perTick) / bytesPerSecond;
  if (response.closed) return;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  for (let sent = 0; sent < body.length && !gone.signal.aborted; sent += perTick) {
    response.write(body.subarray(sent, sent + perTick));
    // Rejects only because the client has gone; the loop then ends.
    await sleep(tickMs, undefined, { signal: gone.signal }).catch(() => undefined);
  }
}
