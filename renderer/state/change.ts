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
  /** Shows it as done at once; what holds is read again if it fails. */
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
    mutationFn: (about: T) => change(daytrail, about),
    onMutate: (about) => foresee?.(client, about),
    onSuccess: (result, about) => {
      if (praise !== null) notices.say(praise);
      onDone?.(result, about);
    },
    onError: (error) => notices.sayFailed(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: rereads }),
  });
  return { change: mutate, changing: isPending };
}
