import { beforeEach, describe, expect, test, vi } from "vitest";
import { follow } from "../../src/renderer/client/follow.ts";
import { keepFresh } from "../../src/renderer/client/keep-fresh.ts";
import type { WindowEvent } from "../../src/shared/bridge.ts";
import type { OrganizationId } from "../../src/shared/ids.ts";

const changed = (id: number): WindowEvent => ({
  name: "insights.changed",
  payload: { organizationId: id as OrganizationId },
});

/** The other side of the bridge, as a test holds it: questions wait until it answers them. */
function otherSide() {
  const listeners = new Set<(event: WindowEvent) => void>();
  const questions: ((answer: string) => void)[] = [];
  return {
    listeners,
    questions,
    listen(listener: (event: WindowEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: () => new Promise<string>((resolve) => questions.push(resolve)),
    send: (event: WindowEvent) => listeners.forEach((listener) => listener(event)),
  };
}

let side: ReturnType<typeof otherSide>;
let seen: unknown[];
beforeEach(() => {
  side = otherSide();
  seen = [];
});

describe("following one truth", () => {
  const start = () =>
    follow({
      ask: side.ask,
      listen: side.listen,
      onAnswer: (answer) => seen.push(answer),
      onEvent: (event) => seen.push(event),
    });

  test("events that come while the answer is on its way are applied after it, in order", async () => {
    start();
    side.send(changed(1));
    side.send(changed(2));
    expect(seen).toEqual([]);
    side.questions[0]!("the answer");
    await expect.poll(() => seen).toEqual(["the answer", changed(1), changed(2)]);
    side.send(changed(3));
    expect(seen.at(-1)).toEqual(changed(3));
  });

  test("asking again keeps what comes meanwhile, and an answer to the earlier question is ignored", async () => {
    const following = start();
    following.askAgain();
    side.questions[0]!("late");
    side.send(changed(1));
    side.questions[1]!("newest");
    await expect.poll(() => seen).toEqual(["newest", changed(1)]);
  });

  test("nothing is heard after it has stopped, not even the answer", async () => {
    const following = start();
    following.stop();
    side.questions[0]!("too late");
    await Promise.resolve();
    expect(side.listeners.size).toBe(0);
    expect(seen).toEqual([]);
  });
});

describe("keeping an answer fresh", () => {
  const start = ({ restMs = 0 } = {}) =>
    keepFresh({
      restMs,
      ask: side.ask,
      listen: side.listen,
      onAnswer: (answer) => seen.push(answer),
      isTouchedBy: (event) => event.name === "insights.changed" && event.payload.organizationId === 1,
    });

  test("many events while a question is on its way lead to one more question, not to many", async () => {
    start();
    for (let count = 0; count < 10; count += 1) side.send(changed(1));
    expect(side.questions).toHaveLength(1);
    side.questions[0]!("first");
    await expect.poll(() => side.questions.length).toBe(2);
    side.questions[1]!("second");
    await expect.poll(() => seen).toEqual(["first", "second"]);
    expect(side.questions).toHaveLength(2);
  });

  test("between two questions there is time for other work", async () => {
    vi.useFakeTimers();
    start({ restMs: 1000 });
    side.send(changed(1));
    side.questions[0]!("first");
    await vi.advanceTimersByTimeAsync(999);
    expect(side.questions).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(side.questions).toHaveLength(2);
    vi.useRealTimers();
  });

  test("an event about something else leads to none", async () => {
    start();
    side.questions[0]!("first");
    await expect.poll(() => seen).toEqual(["first"]);
    side.send(changed(2));
    expect(side.questions).toHaveLength(1);
    side.send(changed(1));
    expect(side.questions).toHaveLength(2);
  });
});
