/**
 * The API's description (OpenAPI 3.1), made from the table of routes and the schemas that validate its requests, so that
 * it cannot say anything else than what is done.
 */
import { z } from 'zod';
import type { Route } from './route.ts';
import { BASE, routes } from './routes/index.ts';
import { message } from './schemas.ts';

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export type Schema = { readonly [key: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Response {
  readonly description: string;
  readonly content?: Content;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const DESCRIPTION =
  'Speaks the HTTP API of ActivityWatch. Only programs on this machine may use it. Times are RFC 3339, durations seconds. ' +
  'What cannot be done is answered with 4xx or 5xx and a message that says why.';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'Done',
  304: 'It is there already',
  400: 'The request is wrong',
};

export function describeApi(version: string): OpenApi {
  const shared: Record<string, Schema> = {};
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, shared) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Daytrail', version, description: DESCRIPTION },
    servers: [{ url: BASE }],
    paths,
    components: { schemas: shared },
  };
}

function describeRoute(route: Route, shared: Record<string, Schema>): OpenApiOperation {
  const body = requestContent(route, shared);
  const responses: Record<string, Response> = {};
  for (const [status, schema] of Object.entries(route.answers)) {
    const type = route.produces ?? 'application/json';
    const content = schema === null ? {} : { content: { [type]: { schema: jsonSchema(schema, 'output', shared) } } };
    responses[status] = { description: DESCRIPTIONS[status] ?? 'Done', ...content };
  }
  responses.default = {
    description: 'It cannot be done',
    content: { 'application/json': { schema: jsonSchema(message, 'output', shared) } },
  };
  return {
    operationId: operationId(route),
    summary: route.summary,
    parameters: [...pathParameters(route), ...queryParameters(route, shared)],
    ...(body === null ? {} : { requestBody: { required: true, content: body } }),
    responses,
  };
}

/** `GET /buckets/:bucket/events` is `getBucketsBucketEvents`. */
function operationId({ method, path }: Route): string {
  return method.toLowerCase() + path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pathParameters({ path }: Route): readonly Parameter[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route, shared: Record<string, Schema>): readonly Parameter[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(query.schema, 'input', shared) as {
    properties?: Record<string, Schema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function requestContent({ body, upload }: Route, shared: Record<string, Schema>): Content | null {
  const schema = body?.schema ?? upload;
  if (schema === undefined) return null;
  const json = { 'application/json': { schema: jsonSchema(schema, 'input', shared) } };
  if (upload === undefined) return json;
  const file = { type: 'string', contentMediaType: 'application/json' };
  return { ...json, 'multipart/form-data': { schema: { type: 'object', additionalProperties: file } } };
}

/** What the schema refers to goes among the shared ones. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', shared: Record<string, Schema>): Schema {
  // Within an object, any JSON, which refers to itself, gets a name like everything else that is referred to.
  const wrapped = z.toJSONSchema(z.object({ value: schema }), { io, unrepresentable: 'any', override: plainer });
  const { properties, $defs = {} } = renamed(wrapped) as {
    properties: { value: Schema };
    $defs?: Record<string, Schema>;
  };
  Object.assign(shared, $defs);
  return properties.value;
}

/** What has a format needs no pattern for it, and answers may get further keys some day. */
function plainer({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

/** References as OpenAPI writes them; the only schema without a name of its own that is referred to is any JSON. */
function renamed(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/__schema\d+/g, 'Json')
    .replaceAll('#/$defs/', '#/components/schemas/');
  return JSON.parse(text);
}
