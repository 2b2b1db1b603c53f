/**
 * Renders parts of the window for tests, with everything they are given in the app, and finds things as a person does.
 */
import { QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { vi } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { createClient } from '../state/client.ts';
import { CommandProvider } from '../state/commands.tsx';
import { DaytrailProvider } from '../state/daytrail.tsx';
import { ImportProvider } from '../state/imports.tsx';
import { NoticeProvider } from '../state/notices.tsx';
import { PersonProvider } from '../state/person.tsx';
import { useLive } from '../state/use-live.ts';
import { NoticeArea } from '../views/frame/notices.tsx';
import type { FakeDaytrail } from './fakes.ts';

const PERSON = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root | null = null;

/** One thing at a time; `clear` removes it. */
export async function render(node: ReactNode): Promise<HTMLElement> {
  const container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  await act(async () => root?.render(node));
  return container;
}

export async function clear(): Promise<void> {
  await act(async () => root?.unmount());
  root = null;
  document.body.replaceChildren();
  localStorage.clear();
}

function Live({ children }: { children: ReactNode }): ReactNode {
  useLive();
  return children;
}

interface Place {
  /** The addresses gone to, the present one last. */
  readonly history: readonly string[];
  /** Back, forward or a link from outside. */
  go(address: string): Promise<void>;
}

/** A part of the window with a Daytrail behind it, at an address. */
export async function renderPart(node: ReactNode, daytrail: FakeDaytrail, address = '/timeline'): Promise<Place> {
  const { hook, searchHook, history, navigate } = memoryLocation({ path: address, record: true });
  await render(
    <PersonProvider value={PERSON}>
      <QueryClientProvider client={createClient()}>
        <Tooltip.Provider>
          <DaytrailProvider value={daytrail}>
            <NoticeProvider>
              <CommandProvider>
                <ImportProvider>
                  <Router hook={hook} searchHook={searchHook}>
                    <Live>{node}</Live>
                  </Router>
                </ImportProvider>
                <NoticeArea />
              </CommandProvider>
            </NoticeProvider>
          </DaytrailProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </PersonProvider>,
  );
  return { history, go: (to) => act(async () => navigate(to)) };
}

/** Waits, with React let to its work, until the assertion holds. */
export async function until(assertion: () => void): Promise<void> {
  await act(async () => vi.waitFor(assertion, { timeout: 15_000 }));
}

export async function click(element: Element): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  });
}

export async function focus(element: HTMLElement): Promise<void> {
  await act(async () => element.focus());
}

export async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }));
  });
}

export async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    // React looks at the setter of the prototype to tell that a person typed.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';

/** The one element that this selector matches and that is so called. */
export function find(selector: string, name?: string | RegExp): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    if (name === undefined) return true;
    return typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element));
  });
  const [first, second] = found;
  if (first === undefined) throw new Error(`Nothing like ${selector} is called ${name}:\n${document.body.textContent}`);
  if (second !== undefined) throw new Error(`Several like ${selector} are called ${name}`);
  return first;
}

export const text = (): string => document.body.textContent ?? '';

/**
 * happy-dom lays nothing out: gives everything a size and much to scroll, so that lists show rows. Undone by what it
 * returns.
 */
export function giveSize(width: number, height: number): () => void {
  const sizes = [
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(width),
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(height),
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height),
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(1_000_000),
  ];
  return () => {
    for (const size of sizes) size.mockRestore();
  };
}
