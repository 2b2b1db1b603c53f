/**
 * A seeded source of chance. The same seed gives the same sequence on every machine: integer arithmetic and square
 * roots only, since the standard leaves the last digit of `exp`, `log` and `pow` to the engine.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1): a 32-bit Weyl sequence, mixed by two rounds of multiply and shift. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  }

  /** An integer, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return at(items, Math.floor(this.next() * items.length));
  }

  /** Early items far more often than late ones, as people return to a few files, sites and channels. */
  favour<T>(items: readonly T[]): T {
    const roll = this.next();
    return at(items, Math.floor(roll * roll * roll * items.length));
  }

  /** Item i with weight `weights[i]`. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let roll = this.next() * items.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of items) {
      roll -= weight;
      if (roll < 0) return item;
    }
    return at(items, items.length - 1)[1];
  }

  /** Around `median` with a long tail to the right, as the lengths of visits are; at most 20 medians. */
  around(median: number): number {
    const roll = this.next();
    return Math.min(median * Math.sqrt(roll / (1 - roll)), median * 20);
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError('there is nothing to choose from');
  return item;
}
