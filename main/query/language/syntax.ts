/** A program once it is read. Every part knows where it stands. */
import type { Position } from './query-error.ts';

export type Operator = '+' | '-' | '*' | '/' | '%' | '==';

export type Expression =
  | { readonly kind: 'literal'; readonly value: number | string | boolean; readonly at: Position }
  | { readonly kind: 'variable'; readonly name: string; readonly at: Position }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: Position }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: Position }
  | { readonly kind: 'dict'; readonly pairs: readonly Pair[]; readonly at: Position }
  /** From left to right, whatever the operators: the language has one level of precedence. */
  | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly Link[]; readonly at: Position };

export type Pair = readonly [key: string, value: Expression];

export interface Link {
  readonly operator: Operator;
  readonly operand: Expression;
  readonly at: Position;
}

export type Statement =
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'evaluate'; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] };

export interface Branch {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}
