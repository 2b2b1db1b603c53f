/** What the window can have done to the store and the shell, with what is said when it worked and when it did not. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDaytrail } from './daytrail.tsx';
import { useNotices } from './notices.tsx';
import { statusQuery } from './queries.ts';

export interface Action {
  run(): void;
  readonly running: boolean;
}

function useAction(act: () => Promise<unknown>, done: string | null): Action {
  const notices = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: act,
    onSuccess: () => {
      if (done !== null) notices.say(done);
    },
    onError: (error) => notices.sayFailed(error.message),
  });
  return { run: () => mutate(), running: isPending };
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
