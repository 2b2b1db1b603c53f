/**
 * Settings: any JSON under a key. What is sent is kept as it is, so that `false` and `[]` come back as themselves
 * (aw-server-rust's way; aw-server deletes on what Python calls false). Saving answers 200 with the value, as aw-server
 * does: every client takes any 2xx, and a JSON body with it is what the oldest ones read.
 */
import type { Json } from '../../events/event.ts';
import { invalid } from '../http-error.ts';
import { type BodyReader, json, NOTHING, type Route, route } from '../route.ts';
import { MAX_SETTING_KEY, nothing, settingInput, settings } from '../schemas.ts';

const LIMIT = 16 * 1024 * 1024;

/** A parsed body is JSON by itself; walking through it again would say nothing new. */
const settingBody: BodyReader<Json> = { schema: settingInput, limit: LIMIT, read: (value) => value as Json };

export const settingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/settings',
    summary: 'All settings',
    answers: { 200: settings },
    handle: ({ operations }) => json(operations.listSettings()),
  }),
  route({
    method: 'GET',
    path: '/settings/:key',
    summary: 'One setting, null where it is not set',
    answers: { 200: settingInput },
    handle: ({ operations }, { params }) => json(operations.getSetting(params.key)),
  }),
  route({
    method: 'POST',
    path: '/settings/:key',
    summary: 'Set one setting',
    body: settingBody,
    answers: { 200: settingInput },
    handle({ operations }, { params, body }) {
      if (params.key.length > MAX_SETTING_KEY) {
        throw invalid(`Too long key: a setting's key has at most ${MAX_SETTING_KEY} characters.`);
      }
      operations.setSetting(params.key, body);
      return json(body);
    },
  }),
  route({
    method: 'DELETE',
    path: '/settings/:key',
    summary: 'Forget one setting, also where it was not set',
    answers: { 200: nothing },
    handle({ operations }, { params }) {
      operations.deleteSetting(params.key);
      return NOTHING;
    },
  }),
];
