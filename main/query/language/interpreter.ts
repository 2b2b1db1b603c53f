/**
 * Runs a program over one period.
 */
import type { Period } from '../../events/query-event.ts';
import { formatTimestamp } from '../wire.ts';
import { type Budget, tooMuch } from './budget.ts';
import { type Environment, functions } from './functions.ts';
import { operate } from './operators.ts';
import { type Position, QueryError, unexpected } from './query-error.ts';
import type { Expression, Statement } from './syntax.ts';
import { typeName, type Value } from './value.ts';

export class Interpreter {
  readonly #environment: Environment;
  readonly #budget: Budget;
  readonly #variables: Map<string, Value>;
  /** The call that is running, to say what was stopped. */
  at: Position | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#budget = environment.budget;
    this.#variables = new Map(Object.entries(predefined(environment.period)));
  }

  /** The value of RETURN at the end. A QueryError for what cannot be run. */
  run(program: readonly Statement[]): Value {
    this.#all(program);
    const result = this.#variables.get('RETURN');
    if (result === undefined) {
      throw new QueryError(
        'QueryParseException',
        "The query doesn't assign the RETURN variable, nothing to respond",
        null,
      );
    }
    return result;
  }

  #all(statements: readonly Statement[]): void {
    for (const statement of statements) this.#execute(statement);
  }

  #execute(statement: Statement): void {
    switch (statement.kind) {
      case 'assign': {
        const value = this.#evaluate(statement.value);
        this.#variables.set(statement.name, value);
        this.#budget.assigned(statement.name, value);
        break;
      }
      case 'evaluate':
        this.#evaluate(statement.value);
        break;
      case 'if': {
        const branch = statement.branches.find(({ condition }) => this.#holds(condition));
        this.#all(branch?.body ?? statement.otherwise);
        break;
      }
    }
    this.#budget.endStatement();
  }

  #holds(condition: Expression): boolean {
    const value = this.#evaluate(condition);
    if (typeof value === 'boolean') return value;
    throw unexpected(
      'QueryInterpretException',
      "The condition of 'if' does not fit",
      'a bool',
      typeName(value),
      condition.at,
    );
  }

  #evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'variable':
        return this.#read(expression.name, expression.at);
      case 'list':
        return this.#made(
          expression.items.map((item) => this.#evaluate(item)),
          expression.at,
        );
      case 'dict':
        return this.#made(new Map(expression.pairs.map(([key, value]) => [key, this.#evaluate(value)])), expression.at);
      case 'chain': {
        let value = this.#evaluate(expression.first);
        for (const { operator, operand, at } of expression.rest) {
          value = this.#made(operate(operator, value, this.#evaluate(operand), at), at);
        }
        return value;
      }
      case 'call':
        return this.#call(expression);
    }
  }

  #read(name: string, at: Position): Value {
    const value = this.#variables.get(name);
    if (value !== undefined) return value;
    throw new QueryError('QueryInterpretException', `Tried to reference variable '${name}' which is not defined`, at);
  }

  #call({ name, args, at }: Expression & { kind: 'call' }): Value {
    const called = functions.get(name);
    if (called === undefined) {
      throw new QueryError('QueryInterpretException', `Tried to call function '${name}' which doesn't exist`, at);
    }
    const given = args.map((argument) => ({ value: this.#evaluate(argument), at: argument.at }));
    this.at = at;
    this.#budget.check(at);
    const value = called({ name, at, args: given }, this.#environment);
    if (this.#environment.data.isOverfull) throw tooMuch(at);
    return this.#made(value, at);
  }

  #made(value: Value, at: Position): Value {
    this.#budget.made(value, at);
    return value;
  }
}

/** What both servers define before a program starts. Queries have no names here, so NAME is empty. */
function predefined({ start, end }: Period): Readonly<Record<string, string>> {
  const [from, to] = [formatTimestamp(start), formatTimestamp(end)];
  return { TIMEINTERVAL: `${from}/${to}`, STARTTIME: from, ENDTIME: to, NAME: '' };
}
