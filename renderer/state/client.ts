/**
 * The cache of all that the window has been told, keyed by channel and arguments. Pushes keep it true; nothing polls.
 */
import { QueryClient } from '@tanstack/react-query';

export function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What is cached stays true until a push says otherwise.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        // The answers come from this machine: whether it is on the internet says nothing about them.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
