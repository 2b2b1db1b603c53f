/** One change that a person makes, with what is said when it worked and when it did not. */
import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useDaytrail } from './daytrail.tsx';
import { useNotices } from './notices.tsx';

export interface ChangeOptions<T, R> {
  /** Said when it worked; null: what changed is seen. */
  readonly praise: string | null;
  /** What is read again however it went, so that what holds is seen even where no push comes. */
  readonly rereads: QueryKey;
  /** Shows it as done at once, and so it stays shown until the last of several changes in a row is done; then what holds is read. */
  readonly foresee?: (client: QueryClient, about: T) => void;
  readonly onDone?: (result: R, about: T) => void;
}

export function useChange<T = void, R = unknown>(
  change: (daytrail: Daytrail, about: T) => Promise<R>,
  { praise, rereads, foresee, onDone }: ChangeOptions<T, R>,
) {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  const notices = useNotices();
  const { mutate, isPending } = useMutation({
    mutationKey: rereads,
    mutationFn: (about: T) => change(daytrail, about),
    onMutate: (about) => {
      if (foresee === undefined) return;
      // What is being read is from before it.
      void client.cancelQueries({ queryKey: rereads });
      foresee(client, about);
    },
    onSuccess: (result, about) => {
      if (praise !== null) notices.say(praise);
      onDone?.(result, about);
    },
    onError: (error) => notices.sayFailed(error.message),
    // It counts as under way until this is over.
    onSettled: () => (underWay(client, rereads) > 1 ? undefined : client.invalidateQueries({ queryKey: rereads })),
  });
  return { change: mutate, changing: isPending };
}

const underWay = (client: QueryClient, key: QueryKey): number => client.isMutating({ mutationKey: key });

/**
 * Whether what is told now may be from before a change that is shown as done: the next change would begin from it, and undo
 * that one. What holds is read when the changes are done.
 */
export const isForeseen = (client: QueryClient, key: QueryKey): boolean => underWay(client, key) > 0;
