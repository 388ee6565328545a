/** Repeatable chance: the same seeds give the same draws on every machine. */
export interface Random {
  /** A number in [0, 1). */
  float(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** A whole number in [least, most]. */
  between(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<Value>(list: readonly Value[]): Value;
  /** A positive number with the given median and a long tail; spread 1 puts the 90th percentile near 3.6 medians. */
  longTail(median: number, spread: number): number;
}

/** Mixes any number of seeds into one generator (mulberry32 over a multiplicative mix of the seeds). */
export function createRandom(...seeds: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const seed of seeds) {
    state = Math.imul(state ^ (seed | 0), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 15) ^ ((seed / 0x1_0000_0000) | 0), 0xc2b2ae35);
    state ^= state >>> 13;
  }
  const float = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(float() * limit);
  return {
    float,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => float() < probability,
    pick: (list) => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    longTail: (median, spread) => {
      const bell = Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float());
      return median * Math.exp(bell * spread);
    },
  };
}

/** 40 hexadecimal digits that look like a git object's name and depend on nothing but the seeds. */
export function hexName(...seeds: readonly number[]): string {
  const random = createRandom(...seeds);
  let text = "";
  for (let part = 0; part < 5; part += 1) {
    text += Math.floor(random.float() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  }
  return text;
}
