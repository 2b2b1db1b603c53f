/** A section of the preferences: what it is called, the words that find it, and what it shows. */
import type { ComponentType } from 'react';

export interface Section {
  /** Its part of the address: /preferences/access. */
  readonly id: string;
  readonly name: string;
  /** Other words that find it in the palette. */
  readonly words: string;
  /** What it shows, below its name. */
  readonly Body: ComponentType;
}
