/** The categories that a person sorts their time into. */
import { z } from 'zod';
import { categoryRule } from './activity.ts';

export const categorySchemas = {
  /** As ActivityWatch's setting `classes` has them, those that are none left out; no categories where it is not set. */
  'categories.get': { args: z.tuple([]), result: z.array(categoryRule) },
} as const;
