/** What the window can have done to the store and the shell, with what is said when it worked and when it did not. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDaytrail } from './daytrail.tsx';
import { useNotices } from './notices.tsx';
import { statusQuery } from './queries.ts';

export interface Action {
  run(): void;
  readonly running: boolean;
  /** It has been done, at least once. */
  readonly done: boolean;
}

function useAction(act: () => Promise<unknown>, praise: string | null): Action {
  const notices = useNotices();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: act,
    onSuccess: () => {
      if (praise !== null) notices.say(praise);
    },
    onError: (error) => notices.sayFailed(error.message),
  });
  return { run: () => mutate(), running: isPending, done: isSuccess };
}

export function useSaveNow(): Action {
  const daytrail = useDaytrail();
  return useAction(() => daytrail.commit(), 'Everything is saved.');
}

export function useRetryApi(): Action {
  const daytrail = useDaytrail();
  return useAction(() => daytrail.retryApi(), 'Daytrail is listening again.');
}

export function useQuit(): Action {
  const daytrail = useDaytrail();
  return useAction(() => daytrail.quit(), null);
}

/** The newest status; undefined until the first has come. */
export function useStatus() {
  return useQuery(statusQuery(useDaytrail()));
}
