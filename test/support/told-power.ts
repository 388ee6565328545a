import type { Power } from "../../src/core/ports.ts";

/** A computer whose power does as it is told. */
export class ToldPower implements Power {
  #isOnBattery = false;
  #isFallingAsleep = false;
  readonly #listeners = new Set<() => void>();

  isOnBattery(): boolean {
    return this.#isOnBattery;
  }

  isFallingAsleep(): boolean {
    return this.#isFallingAsleep;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  unplug(): void {
    this.#isOnBattery = true;
    this.#tell();
  }

  plugIn(): void {
    this.#isOnBattery = false;
    this.#tell();
  }

  fallAsleep(): void {
    this.#isFallingAsleep = true;
    this.#tell();
  }

  wake(): void {
    this.#isFallingAsleep = false;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
