/** The colour that an app, a status or a site has on the timeline, beside its name. */
import type { CSSProperties, ReactNode } from 'react';
import { useScheme } from '../state/scheme.ts';
import { parseRgb } from '../timeline/color.ts';
import { type Scheme, type Swatch, swatchesOf, swatchOf } from '../timeline/palette.ts';
import styles from './chip.module.css';

const made = new Map<Scheme, readonly Swatch[]>();

function swatches(scheme: Scheme): readonly Swatch[] {
  const lane = parseRgb(getComputedStyle(document.documentElement).getPropertyValue('--lane-1'));
  const ready = made.get(scheme) ?? swatchesOf(scheme, lane ?? [255, 255, 255]);
  if (lane !== null) made.set(scheme, ready);
  return ready;
}

/** `type`: of the bucket. Decoration: the name stands beside it. */
export function Chip({ name, type }: { name: string; type: string }): ReactNode {
  const swatch = swatches(useScheme())[swatchOf(name, type)];
  if (swatch === undefined) return null;
  const colours = { '--fill': swatch.fill, '--stripe': swatch.stripe } as CSSProperties;
  return <span className={styles.chip} style={colours} data-hatch={swatch.hatch ?? 'none'} aria-hidden="true" />;
}
