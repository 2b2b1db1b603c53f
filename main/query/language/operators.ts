/**
 * The operators: both sides of one type, as in aw-server-rust.
 */
import { MAX_TEXT } from './budget.ts';
import { concat } from './list-transforms.ts';
import { type Position, QueryError, unexpected } from './query-error.ts';
import type { Operator } from './syntax.ts';
import { equalValues, isEventList, isList, itemsOf, typeName, type Value } from './value.ts';

export function operate(operator: Operator, left: Value, right: Value, at: Position): Value {
  if (operator === '==') {
    if (typeName(left) !== typeName(right)) throw mismatch(operator, typeName(left), right, at);
    return equalValues(left, right);
  }
  if (operator === '+' && typeof left === 'string') {
    if (typeof right !== 'string') throw mismatch(operator, 'a text', right, at);
    // Longer than a text may be at all: it must not come to be first.
    if (left.length + right.length > MAX_TEXT)
      throw new QueryError('QueryInterpretException', 'A text is too long', at);
    return left + right;
  }
  if (operator === '+' && isList(left)) {
    if (!isList(right)) throw mismatch(operator, 'a list', right, at);
    // Of events alone, or with nothing, it stays a list of events.
    if (left.length === 0) return right;
    if (right.length === 0) return left;
    if (isEventList(left) && isEventList(right)) return concat([left, right]);
    return [...itemsOf(left), ...itemsOf(right)];
  }
  const expected = operator === '+' ? 'a number, a text or a list' : 'a number';
  if (typeof left !== 'number') throw mismatch(operator, expected, left, at);
  if (typeof right !== 'number') throw mismatch(operator, 'a number', right, at);
  if ((operator === '/' || operator === '%') && right === 0) {
    throw new QueryError('QueryInterpretException', 'Tried to divide by zero', at);
  }
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

const mismatch = (operator: Operator, expected: string, found: Value, at: Position): QueryError =>
  unexpected('QueryInterpretException', `'${operator}' does not fit`, expected, typeName(found), at);
