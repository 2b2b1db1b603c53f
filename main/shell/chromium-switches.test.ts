import { describe, expect, it } from 'vitest';
import { switchChromium } from './chromium-switches.ts';

function featuresOn(platform: NodeJS.Platform, given = ''): string {
  let features = given;
  const commandLine = {
    getSwitchValue: (name: string) => (name === 'enable-features' ? features : ''),
    appendSwitch: (name: string, value?: string) => {
      if (name === 'enable-features') features = value ?? '';
    },
  };
  switchChromium(commandLine, platform);
  return features;
}

describe('Chromium', () => {
  it('has its network service in the main process on Linux, where it has no sandbox of its own', () => {
    expect(featuresOn('linux')).toBe('NetworkServiceInProcess2');
    expect(featuresOn('darwin')).toBe('');
    expect(featuresOn('win32')).toBe('');
  });

  it('has it in a process of its own where somebody wants that in a sandbox', () => {
    expect(featuresOn('linux', 'NetworkServiceSandbox')).toBe('NetworkServiceSandbox');
  });

  it('keeps the features that somebody started Daytrail with', () => {
    expect(featuresOn('linux', 'UseOzonePlatform,Another')).toBe('UseOzonePlatform,Another,NetworkServiceInProcess2');
  });
});
